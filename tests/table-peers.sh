#!/usr/bin/env bash
# Measures what finding tables costs minutebook, and its speed beside the usual readers of tables.
#
#   tests/table-peers.sh [FOLDER] [FILES] [RUNS]
#
# minutebook reads every PDF of FOLDER (samples if not given) with tables and with --no-tables, RUNS times (5 if not
# given) by turns on one core; medians count. camelot, pdfplumber, PyMuPDF and tabula read FILES of them (20 if not
# given, evenly spaced) once, each file in a process of its own with an end to its time, and minutebook the same ones.
# MINUTEBOOK names a program to measure in place of a fresh release build, LIMIT the seconds that a file may take (120
# if not given). Needs python3-venv and util-linux from Debian, and for tabula default-jre-headless: without Java it
# is left out. The others come from PyPI into a folder that is removed afterwards.
set -euo pipefail
export LC_ALL=C.UTF-8

folder=$(cd "${1:-$(dirname "${BASH_SOURCE[0]}")/../samples}" && pwd)
files=${2:-20}
runs=${3:-5}
program=${MINUTEBOOK:+$(realpath "$MINUTEBOOK")}
cd "$(dirname "${BASH_SOURCE[0]}")/.."

for tool in python3 taskset; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
command -v java >/dev/null || echo "not measured: tabula; needs Java"
if [[ -z $program ]]; then
    cargo build --release --locked --bin minutebook
    program=$(realpath "${CARGO_TARGET_DIR:-target}/release/minutebook")
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet --disable-pip-version-check install camelot-py pdfplumber pymupdf tabula-py
PYTHONDONTWRITEBYTECODE=1 "$work/venv/bin/python" tests/table_peers.py "$program" "$folder" "$work" "$files" "$runs" \
    "${LIMIT:-120}"
