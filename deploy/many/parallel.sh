#!/bin/sh
# An archive in parts with GNU parallel, on this machine or, with PARALLEL='--sshloginfile …', on
# several that share a file system.
#
#   deploy/many/parallel.sh PACKS OUT [PARTS]
#
# Makes OUT/archive.db. Parts that were stopped go on where they were when it is run again.
set -eu
packs=$1
out=$2
parts=${3:-4}
mkdir -p "$out"

# Exit code 1 is a part that wrote all it could.
# shellcheck disable=SC2016 # the words of the command are for the shells that parallel starts
seq "$parts" | packs=$packs out=$out parts=$parts parallel --env packs --env out --env parts --halt now,fail=1 \
    'minutebook ingest "$packs" --store "$out/part-{}.db" --shard "{}/$parts" --jobs 1 --quiet || [ $? -eq 1 ]'

minutebook merge "$out/archive.db" "$out"/part-*.db
