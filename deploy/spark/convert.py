"""Converts packs with Spark, by way of `minutebook worker`.

    python convert.py [--minutebook PROGRAM] [--master local[2]] [--ocr never] --out FOLDER [--check] PACKS

Every partition pipes its packs through one worker: the bytes go in as base64, so that the
executors need no shared file system, and a document comes out for each. FOLDER gets one JSON
document a line. With --check the packs are converted again by `minutebook convert`, and the
script fails where a document is not the same, byte for byte.
"""

import argparse
import base64
import json
import shlex
import subprocess
import sys
from pathlib import Path

from pyspark.sql import SparkSession

EXTENSIONS = {".txt", ".md", ".html", ".pdf"}


def request(pack):
    """The line that asks for a pack: its URI as the id, its file name and its bytes."""
    uri, content = pack
    name = uri.rsplit("/", 1)[-1]
    return json.dumps({"id": uri, "name": name, "base64": base64.b64encode(content).decode("ascii")})


def document(answer):
    """The document of an answer, as the worker wrote it: what stands after the id."""
    told = json.loads(answer)
    if "error" in told:
        raise ValueError(f"{told.get('id')}: {told['error']['message']}")
    head = '{"id":' + json.dumps(told["id"]) + ',"document":'
    if not answer.startswith(head):
        raise ValueError(f"not an answer to {told['id']}")
    return answer[len(head) : -1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("packs", help="folder of packs, as Spark names it")
    parser.add_argument("--out", required=True, help="folder that Spark makes for the documents")
    parser.add_argument("--minutebook", default="minutebook", help="the program, on every executor")
    parser.add_argument("--master", default="local[2]", help="Spark's master")
    parser.add_argument("--ocr", default="auto", help="which pages are recognised: auto, never or always")
    parser.add_argument("--check", action="store_true", help="compare with `minutebook convert`")
    options = parser.parse_args()

    session = (
        SparkSession.builder.master(options.master)
        .appName("minutebook")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    packs = (
        session.read.format("binaryFile")
        .load(options.packs)
        .select("path", "content")
        .rdd.map(lambda row: (row.path, bytes(row.content)))
        .filter(lambda pack: Path(pack[0]).suffix in EXTENSIONS and not pack[0].endswith("/README.md"))
    )
    worker = f"{shlex.quote(options.minutebook)} worker --quiet --ocr {shlex.quote(options.ocr)}"
    packs.map(request).pipe(worker, checkCode=True).map(document).saveAsTextFile(options.out)
    session.stop()

    if options.check:
        check(options)


def check(options):
    """Fails unless the documents are those of `minutebook convert`."""
    parts = sorted(Path(options.out).glob("part-*"))
    spark = sorted(line for part in parts for line in part.read_bytes().splitlines(keepends=True))
    found = (path for path in Path(options.packs).iterdir() if path.suffix in EXTENSIONS)
    paths = [str(path) for path in found if path.name != "README.md"]
    command = [options.minutebook, "convert", "--quiet", "--ocr", options.ocr, "--out", "-", *paths]
    convert = sorted(subprocess.run(command, stdout=subprocess.PIPE).stdout.splitlines(keepends=True))
    if spark != convert:
        sys.exit(f"{len(spark)} documents by Spark and {len(convert)} by convert are not the same")
    print(f"{len(spark)} documents, the same bytes as convert")


if __name__ == "__main__":
    main()
