"""Measures readers of tables in PDF files; tests/table-peers.sh says how, and calls it.

What counts is the seconds that one core worked, so that what else the machine does is
not in the figure. What a Python library costs to load is left out; what it has to start
for each file (tabula starts Java) is not. A file that fails, or takes too long, counts
with its seconds and without its pages.
"""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
from pathlib import Path

from peers import pinned, worked

PEERS = {
    "camelot stream": """
import camelot
def read(path):
    return len(camelot.read_pdf(path, pages="all", flavor="stream", suppress_stdout=True))
""",
    "camelot lattice": """
import camelot
def read(path):
    return len(camelot.read_pdf(path, pages="all", flavor="lattice", suppress_stdout=True))
""",
    "camelot auto": """
import camelot
def read(path):
    return len(camelot.read_pdf(path, pages="all", flavor="auto", suppress_stdout=True))
""",
    "pdfplumber": """
import pdfplumber
def read(path):
    with pdfplumber.open(path) as document:
        return sum(len(page.extract_tables()) for page in document.pages)
""",
    "PyMuPDF": """
import pymupdf
def read(path):
    with pymupdf.open(path) as document:
        return sum(len([table.extract() for table in page.find_tables().tables]) for page in document)
""",
    "tabula": """
import tabula
def read(path):
    return len(tabula.read_pdf(path, pages="all", multiple_tables=True, silent=True))
""",
}
TURN = """
import json, os, resource, sys
def worked():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
answer, sys.stdout = os.fdopen(os.dup(1), "w"), sys.stderr
start = worked()
found = {"tables": read(sys.argv[1])}
json.dump({**found, "seconds": worked() - start}, answer)
"""
PAGES = "import pymupdf, sys; print(*(len(pymupdf.open(path)) for path in sys.argv[1:]))"
FORMS = ("text", "json")


class Tally:
    """What a reader of tables did."""

    def __init__(self):
        self.seconds, self.tables, self.pages, self.failed, self.slow = 0.0, 0, 0, 0, 0

    def row(self, name):
        speed = f"{self.pages / self.seconds:.1f}" if self.seconds else ""
        return f"| {name} | {speed} | {self.tables} | {self.failed} | {self.slow} |"


def peer(code, pages, limit):
    """Reads files with a Python library, each in a process of its own."""
    tally = Tally()
    for path, count in pages.items():
        start = worked()
        process = subprocess.Popen(pinned([sys.executable, "-c", code + TURN, path]), stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            said, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            # Its children go with it: the process leads a group of its own.
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            tally.slow += 1
            tally.seconds += limit
            continue
        if process.returncode or not said:
            tally.failed += 1
            tally.seconds += worked() - start
            continue
        found = json.loads(said)
        tally.seconds += found["seconds"]
        tally.tables += found["tables"]
        tally.pages += count
    return tally


def minutebook(program, paths, work, form, tables):
    """The seconds that minutebook takes for files, and the folder with what it wrote."""
    out = work / "out"
    shutil.rmtree(out, ignore_errors=True)
    command = [program, "convert", *paths, "--format", form, "--out", out, "--quiet", "--jobs", "1", "--ocr", "never"]
    start = worked()
    done = subprocess.run(pinned(command if tables else [*command, "--no-tables"]), check=False, capture_output=True)
    seconds = worked() - start
    # 1 says that a source was refused or read in part.
    if done.returncode not in (0, 1):
        sys.exit(f"minutebook ended with {done.returncode}: {done.stderr.decode('utf-8', 'replace')}")
    return seconds, out


def cost(program, pages, work, runs):
    """Prints what finding tables costs over all files."""
    manners = [(form, tables) for form in FORMS for tables in (True, False)]
    seconds = {manner: [] for manner in manners}
    for run in range(runs + 1):
        for manner in manners:
            taken, _ = minutebook(program, pages, work, *manner)
            if run:
                seconds[manner].append(taken)
    medians = {manner: statistics.median(taken) for manner, taken in seconds.items()}
    all_pages = sum(pages.values())
    print(f"{len(pages)} files, {all_pages} pages; medians of {runs} runs on one core\n")
    print("| minutebook to | pages/s with tables | without | tables on cost |")
    print("|---|---:|---:|---:|")
    for form in FORMS:
        on, off = medians[form, True], medians[form, False]
        print(f"| {form} | {all_pages / on:.0f} | {all_pages / off:.0f} | {on / off:.2f} times off |")


def beside(program, pages, work, limit):
    """Prints the speed of all readers of tables on the same files."""
    print(f"\n{len(pages)} of the files, {sum(pages.values())} pages; {limit:.0f} s a file at the most\n")
    print("| reader | pages/s | tables | failed | too slow |")
    print("|---|---:|---:|---:|---:|", flush=True)
    own = Tally()
    own.seconds, out = minutebook(program, pages, work, "json", tables=True)
    own.pages = sum(pages.values())
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*.json")]
    own.tables = sum(len(document.get("tables") or []) for document in documents)
    print(own.row("minutebook"), flush=True)
    for name, code in PEERS.items():
        if name != "tabula" or shutil.which("java"):
            print(peer(code, pages, limit).row(name), flush=True)


def main(program, folder, work, files, runs, limit):
    paths = sorted(path for path in Path(folder).rglob("*") if path.suffix.lower() == ".pdf")
    if not paths:
        sys.exit(f"{folder} holds no PDF")
    counted = subprocess.run([sys.executable, "-c", PAGES, *paths], capture_output=True, text=True, check=True)
    pages = dict(zip(paths, map(int, counted.stdout.split()), strict=True))
    files = min(files, len(paths))
    sample = [paths[at * len(paths) // files] for at in range(files)]
    cost(program, pages, Path(work), runs)
    beside(program, {path: pages[path] for path in sample}, Path(work), limit)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), float(sys.argv[6]))
