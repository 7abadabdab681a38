#!/usr/bin/env bash
# Writes the packs of this folder as PDF, by real producers: LibreOffice, Chromium, Typst, Ghostscript, qpdf, and as
# pictures of pages. README.md tells which pack is written by which.
#
#   samples/make-pdfs.sh
#
# Needs, from Debian: libreoffice-writer-nogui chromium ghostscript qpdf poppler-utils img2pdf fonts-liberation
# fonts-dejavu-core python3-venv. Typst and Pillow come from PyPI into a folder that is removed afterwards. Dates and
# identifiers are fixed; the same versions of the producers write the same bytes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

for tool in soffice chromium gs qpdf pdftoppm pdftops pdftotext img2pdf python3; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet --disable-pip-version-check install typst==0.15.2 pillow==13.0.0
PYTHONDONTWRITEBYTECODE=1 "$work/venv/bin/python" make_pdfs
