"""Runs the producers, and leaves nothing in a PDF that changes from run to run."""

import os
import re
import subprocess
from pathlib import Path

import typst
from PIL import Image

import chromium as browser
import libreoffice as office
import typeset

EPOCH = "1704189600"  # 2 January 2024, 10:00 UTC
STAMPED = {"SOURCE_DATE_EPOCH": EPOCH, "TZ": "UTC", "LC_ALL": "C.UTF-8"}


def run(*command):
    env = {**os.environ, **STAMPED}
    done = subprocess.run([str(part) for part in command], env=env, capture_output=True, text=True)
    if done.returncode not in (0, 3 if command[0] == "qpdf" else 0):
        raise SystemExit(f"{command[0]}: {done.stderr or done.stdout}")
    return done.stdout


def fix(path):
    """Sets dates and identifiers of a PDF to fixed ones of the same length."""
    data = Path(path).read_bytes()
    data = re.sub(rb"D:20\d{12}(?=[Z+\-)])(?:[Z+-]\d\d'\d\d')?",
                  lambda found: b"D:20240102100000" + b"+00'00'"[: len(found[0]) - 16], data)
    data = re.sub(rb"(<(xmp:\w+Date|pdf:\w+Date)>)20[^<]*(?=</)",
                  lambda found: found[1] + (b"2024-01-02T10:00:00+00:00Z")[: len(found[0]) - len(found[1])], data)
    data = re.sub(rb"uuid:[0-9a-f-]{36}", b"uuid:00000000-0000-4000-8000-000000000000", data)
    data = re.sub(rb"/ID ?\[ ?<[0-9A-Fa-f]{32}>\s*<[0-9A-Fa-f]{32}> ?\]", same_id, data)
    data = re.sub(rb"(?<=/DocChecksum /)[0-9A-F]{32}", b"0" * 32, data)
    Path(path).write_bytes(data)


def same_id(found):
    return re.sub(rb"[0-9A-Fa-f]{32}", b"00112233445566778899AABBCCDDEEFF", found[0])


def libreoffice(pack, blocks, out, **how):
    source = out.with_suffix(".fodt")
    source.write_text(office.write(pack, blocks, **how), encoding="utf-8")
    choice = f'pdf:writer_pdf_Export:{{"UseTaggedPDF":{{"type":"boolean","value":"{str(pack.tagged).lower()}"}}}}'
    run("soffice", f"-env:UserInstallation=file://{out.parent}/office", "--headless", "--convert-to", choice,
        "--outdir", out.parent, source)
    source.with_suffix(".pdf").rename(out)


def chromium(pack, blocks, out, **how):
    source = out.with_suffix(".html")
    source.write_text(browser.write(pack, blocks, **how), encoding="utf-8")
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        "--generate-pdf-document-outline", f"--user-data-dir={out.parent}/chromium", f"--print-to-pdf={out}", source)


def set_typst(pack, blocks, out, **how):
    source = out.with_suffix(".typ")
    source.write_text(typeset.write(pack, blocks, **how), encoding="utf-8")
    typst.compile(str(source), output=str(out))


SETTERS = {"libreoffice": libreoffice, "chromium": chromium, "typst": set_typst}


def distill(pdf, out, through_postscript=False):
    """Ghostscript's own writing of a PDF; by way of a printer's PostScript, which forgets what letters glyphs are."""
    if through_postscript:
        printed = out.with_suffix(".ps")
        run("pdftops", pdf, printed)
        pdf = printed
    run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-dCompatibilityLevel=1.4", f"-sOutputFile={out}", pdf)


def scan(pdf, out, last, grey=()):
    """Pages as pictures of 200 dots an inch: CCITT G4, or JPEG where `grey` says so; the second lies askew."""
    folder = out.with_suffix("")
    folder.mkdir()
    run("pdftoppm", "-r", "200", "-gray", "-l", last, pdf, folder / "p")
    pictures = []
    for n, path in enumerate(sorted(folder.glob("p-*.pgm")), 1):
        picture = Image.open(path)
        if n == 2:
            picture = picture.rotate(0.4, Image.Resampling.BICUBIC, fillcolor=255)
        if n in grey:
            pictures.append(path.with_suffix(".jpg"))
            picture.save(pictures[-1], quality=22, dpi=(200, 200))
        else:
            pictures.append(path.with_suffix(".tif"))
            picture.point(lambda light: 255 * (light > 150)).convert("1", dither=Image.Dither.NONE).save(
                pictures[-1], compression="group4", dpi=(200, 200)
            )
    date = "2024-01-02T10:00:00"
    run("img2pdf", "--creationdate", date, "--moddate", date, "--producer", "img2pdf", *pictures, "-o", out)
