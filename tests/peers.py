"""Measures readers of PDF text over a folder; tests/peers.sh says how, and calls it.

Speed: each reader reads all files once to warm up, then every reader in turn, as
often as asked; the median counts, on one core. What counts is the seconds that the
core worked for it, so that what else the machine does is not in the figure; the
clock counts for two cores. Readers that are one program a file pay for its start
with each file, so what a start costs is taken off and told.
Words: poppler, MuPDF and pdfium are asked; of each word a document holds as many
as the median of the three. A reader's F1 is against that, document by document;
the three are judged by what they had a voice in, minutebook is not.
"""

import collections
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

LIMIT = 600  # seconds for one file
LOW = 0.97  # documents under this F1 are listed
FEW = 20  # words; a document on which the three agree to fewer is a scan and not scored
ALLOWED = (64 * 1024, 4)  # KiB, and times the file: the memory that a document may take

WORKERS = {
    "PyMuPDF": """
import pymupdf
def read(path):
    with pymupdf.open(path) as document:
        return [page.get_text() for page in document]
""",
    "pypdfium2": """
import pypdfium2
def read(path):
    document = pypdfium2.PdfDocument(path)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return texts
""",
}
TURN = """
import sys, time
start, failed = time.process_time(), []
for path in sys.argv[2:]:
    try:
        texts = read(path)
    except Exception:
        failed.append(path)
        texts = []
    if sys.argv[1] == "-":
        sys.stdout.buffer.write("\\f".join(texts).encode("utf-8", "replace"))
    elif sys.argv[1] == "pages":
        print(len(texts))
if sys.argv[1] == "time":
    print(time.process_time() - start)
sys.exit(1 if failed and len(sys.argv) == 3 else 0)
"""


class Reader:
    """A reader: the words of one file, the peak memory on it, and the seconds for all files."""

    def __init__(self, name, work):
        self.name, self.work, self.seconds, self.start, self.peak, self.over = name, work, [], 0.0, 0, []
        self.words, self.unread = {}, set()

    def each(self, path):
        """The command that writes the text of one file to standard output."""
        raise NotImplementedError

    def turn(self, paths):
        """The seconds that all files take, without what the starts of programs cost."""
        raise NotImplementedError

    def look(self, path):
        """Reads one file for its words and its memory."""
        memory = self.work / "memory"
        try:
            done = subprocess.run(["/usr/bin/time", "-q", "-f", "%M", "-o", memory, *self.each(path)],
                                  check=False, capture_output=True, timeout=LIMIT)
        except subprocess.TimeoutExpired:
            self.unread.add(path)
            return
        if done.returncode:
            self.unread.add(path)
        self.words[path] = words(done.stdout.decode("utf-8", "replace"))
        peak = int(memory.read_text().split()[-1])
        self.peak = max(self.peak, peak)
        if peak > ALLOWED[0] + ALLOWED[1] * path.stat().st_size / 1024:
            self.over.append(path)


class Command(Reader):
    """A program that reads one file."""

    def __init__(self, name, work, command):
        super().__init__(name, work)
        self.command = command
        self.start = statistics.median(self.timed([command[0], "-v"]) for _ in range(15))

    def timed(self, command):
        start = worked()
        try:
            subprocess.run(pinned(command), check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                           timeout=LIMIT)
        except subprocess.TimeoutExpired:
            pass
        return worked() - start

    def each(self, path):
        return [path if part == "FILE" else part for part in self.command]

    def turn(self, paths):
        return sum(self.timed(self.each(path)) for path in paths) - self.start * len(paths)


class Worker(Reader):
    """A Python library; one process reads all files."""

    def command(self, how, *paths):
        return [sys.executable, "-c", WORKERS[self.name] + TURN, how, *paths]

    def each(self, path):
        return self.command("-", path)

    def turn(self, paths):
        done = subprocess.run(pinned(self.command("time", *paths)), capture_output=True, text=True, check=True)
        return float(done.stdout)

    def pages(self, path):
        done = subprocess.run(self.command("pages", path), check=False, capture_output=True, text=True)
        return int(done.stdout or 0)


class Minutebook(Reader):
    """minutebook; one process reads all files with as many workers as there are cores."""

    def __init__(self, name, work, program, form, cores=1):
        super().__init__(name, work)
        self.program, self.form, self.cores, self.clock = program, form, cores, []

    def each(self, path):
        return [self.program, "convert", path, "--format", self.form, "--out", "-", "--quiet"]

    def turn(self, paths):
        out = self.work / "out"
        shutil.rmtree(out, ignore_errors=True)
        command = [self.program, "convert", *paths, "--format", self.form, "--out", out, "--quiet",
                   "--jobs", str(self.cores)]
        start, clock = worked(), time.perf_counter()
        subprocess.run(pinned(command, self.cores), check=False, capture_output=True)
        self.clock.append(time.perf_counter() - clock)
        return worked() - start

    def knows(self, path):
        """Whether the program has this format; exit code 2 says that arguments are wrong."""
        return subprocess.run(self.each(path), check=False, capture_output=True).returncode != 2


def worked():
    """The seconds that cores have worked for the programs that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def pinned(command, cores=1):
    return ["taskset", "-c", ",".join(map(str, range(cores))), *map(str, command)]


def words(text):
    """The words of a text, each with its number; broken at a line end by a hyphen, they are whole."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    text = re.sub(r"(?<=\w)[-\u2010]\s*\n\s*(?=[a-z])", "", text)
    return collections.Counter(re.findall(r"[^\W_]+", text))


def agreed(three):
    """Of each word as many as the median of three readers."""
    found = {word: sorted(one[word] for one in three)[1] for word in set().union(*three)}
    return collections.Counter({word: count for word, count in found.items() if count})


def score(found, truth):
    """F1 of the words found."""
    common = sum((found & truth).values())
    return 2 * common / (sum(found.values()) + sum(truth.values()))


def main(program, folder, work, runs):
    paths = sorted(path for path in Path(folder).rglob("*") if path.suffix.lower() == ".pdf")
    if not paths:
        sys.exit(f"{folder} holds no PDF")
    work = Path(work)
    poppler = Command("pdftotext -layout", work, ["pdftotext", "-layout", "FILE", "-"])
    mupdf = Command("mutool draw -F txt", work, ["mutool", "draw", "-q", "-F", "txt", "-o", "-", "FILE"])
    pymupdf, pdfium = Worker("PyMuPDF", work), Worker("pypdfium2", work)
    text, whole = Minutebook("minutebook text", work, program, "text"), Minutebook("minutebook json", work, program, "json")
    readers = [poppler, mupdf, pymupdf, pdfium, text, whole]
    if not text.knows(paths[0]):
        print("minutebook has no --format text: its words are not scored")
        readers.remove(text)
    pages = {path: max(pymupdf.pages(path), pdfium.pages(path)) for path in paths}
    for reader in readers:
        for path in paths:
            reader.look(path)
    two = Minutebook("two cores", work, program, "json", cores=2)
    for run in range(runs + 1):
        for reader in [*readers, two]:
            seconds = reader.turn(paths)
            if run:
                reader.seconds.append(seconds)
    report(paths, pages, readers, two, (poppler, mupdf, pdfium), runs)


def report(paths, pages, readers, two, three, runs):
    blank = collections.Counter()
    truths = {path: agreed([reader.words.get(path, blank) for reader in three]) for path in paths}
    truths = {path: truth for path, truth in truths.items() if sum(truth.values()) >= FEW}
    print(f"{len(paths)} files, {sum(pages.values())} pages; words agreed on in {len(truths)}; medians of {runs} runs\n")
    print("| reader | pages/s | start ms | unread | peak MB | over memory | word F1 mean | lowest | under 0.97 |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    low = []
    for reader in readers:
        read = sum(pages[path] for path in paths if path not in reader.unread)
        scores = {path: score(reader.words.get(path, blank), truth) for path, truth in truths.items()}
        if isinstance(reader, Minutebook) and reader.form != "text":
            scores = {}
        low += [(found, reader.name, path) for path, found in scores.items() if found < LOW]
        told = [f"{statistics.mean(scores.values()):.4f}", f"{min(scores.values()):.3f}",
                str(sum(found < LOW for found in scores.values()))] if scores else ["", "", ""]
        speed = f"{read / statistics.median(reader.seconds):.0f}"
        start = f"{reader.start * 1000:.1f}" if reader.start else ""
        cells = [reader.name, speed, start, str(len(reader.unread)), f"{reader.peak / 1000:.0f}", str(len(reader.over))]
        print("| " + " | ".join(cells + told) + " |")
    ratio = statistics.median(readers[-1].clock[1:]) / statistics.median(two.clock[1:])
    print(f"\nminutebook on two cores is {ratio:.2f} times as fast as on one")
    for reader in readers:
        if isinstance(reader, Minutebook):
            for path in reader.over:
                print(f"{reader.name} over 64 MB and four times the file: {path.name}")
    print(f"\ndocuments under {LOW}")
    for found, name, path in sorted(low):
        print(f"  {found:.3f}  {name:20} {path.name}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
