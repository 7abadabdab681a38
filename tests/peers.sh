#!/usr/bin/env bash
# Measures minutebook beside the usual readers of PDF text: speed, memory, and words.
#
#   tests/peers.sh [FOLDER] [RUNS]
#
# Reads every PDF of FOLDER (samples if not given) with `pdftotext -layout`, `mutool draw -F txt`, PyMuPDF and pypdfium2,
# and with minutebook to text and to JSON, RUNS times (5 if not given) by turns on one core, and prints medians.
# MINUTEBOOK names a program to measure in place of a fresh release build. Needs poppler-utils, mupdf-tools, time,
# python3-venv and util-linux from Debian; PyMuPDF and pypdfium2 come from PyPI into a folder that is removed afterwards.
set -euo pipefail
export LC_ALL=C.UTF-8

folder=$(cd "${1:-$(dirname "${BASH_SOURCE[0]}")/../samples}" && pwd)
runs=${2:-5}
program=${MINUTEBOOK:+$(realpath "$MINUTEBOOK")}
cd "$(dirname "${BASH_SOURCE[0]}")/.."

for tool in pdftotext mutool python3 taskset /usr/bin/time; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
if [[ -z $program ]]; then
    cargo build --release --locked --bin minutebook
    program=$(realpath "${CARGO_TARGET_DIR:-target}/release/minutebook")
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet --disable-pip-version-check install pymupdf pypdfium2
PYTHONDONTWRITEBYTECODE=1 "$work/venv/bin/python" tests/peers.py "$program" "$folder" "$work" "$runs"
