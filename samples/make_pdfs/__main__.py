"""Writes every pack as PDF, each by the producers that README.md names, and checks the words of each."""

import shutil
import sys
import tempfile
from pathlib import Path

import words
from blocks import Block
from council import PACKS, SAMPLES
from merge import merge
from produce import SETTERS, distill, fix, scan

WORDLESS = ("scan", "postscript")  # forms that keep no letters
ALL = ("libreoffice", "chromium", "typst", "ghostscript", "qpdf", "scan")
FORMS = {
    "westmarch-communities-2018": ALL,
    "westmarch-finance-2019": ALL,
    "ambleford-council-2023": ("typst",),
    "ambleford-planning-2024": ("libreoffice",),
    "ballymore-district-2024": ("ghostscript", "postscript"),
    "lakeview-transit-board-2015": ("libreoffice",),
    "lower-penfold-parish-2009": ("chromium",),
    "westmarch-adults-part2-2021": ("chromium",),
    "westmarch-hostile": ("typst",),
}


def papers(pack, blocks, folder):
    """The papers of a pack, each by its producer, without page numbers of their own."""
    leaves, leaf = [], []
    for block in blocks:
        if block.kind == "page":
            leaves.append(leaf)
            leaf = []
        else:
            leaf.append(block)
    leaves.append(leaf)
    for title, producer, start, end in pack.papers:
        held = []
        for leaf in leaves[start:end]:
            held += [Block("page"), *leaf] if held else leaf
        out = folder / f"{pack.stem}.paper-{start}.pdf"
        SETTERS[producer](pack, held, out, stamped=False)
        fix(out)
        yield title, out, pack.starts[start] if pack.pages else 0


def made(pack, form, folder):
    """The PDF of a pack in a form, and of the form that it is made from."""
    blocks = pack.blocks()
    out = folder / f"{pack.stem}.{form}.pdf"
    if out.exists():
        return out
    if form in SETTERS:
        SETTERS[form](pack, blocks, out)
    elif form in ("ghostscript", "postscript"):
        distill(made(pack, "chromium" if form == "postscript" else "libreoffice", folder), out, form == "postscript")
    elif form == "qpdf":
        merge(list(papers(pack, blocks, folder)), out, pack.pages, pack.wide)
    elif form == "scan":
        scan(made(pack, "libreoffice", folder), out, last=pack.scanned, grey=(1,))
    fix(out)
    return out


def main(folder):
    wrong = []
    for pack in PACKS:
        for form in FORMS[pack.stem]:
            out = made(pack, form, folder)
            if form not in WORDLESS:
                told = words.difference(out, pack, pack.blocks())
                wrong += [f"{out.name}: {told}"] if told else []
            shutil.copyfile(out, SAMPLES / out.name)
            print(f"{out.name}: {out.stat().st_size / 1000:.0f} kB", flush=True)
    return "\n".join(wrong)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        sys.exit(main(Path(name)) or 0)
