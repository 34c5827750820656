#!/usr/bin/env bash
# make demo: reads samples/, or the paths given, into a fresh store and says what was found.
set -euo pipefail
cd "$(dirname "$0")/.."
store=build/demo.db
mkdir -p build
rm -f "$store" "$store"-*
open=--open
paths=()
for argument in "$@"; do
  case $argument in --no-open) open=--no-open ;; *) paths+=("$argument") ;; esac
done
[ "${CI:-}" = "" ] || open=--no-open
if [ ${#paths[@]} = 0 ]; then paths=(samples); fi
status=0
.venv/bin/khabar read "${paths[@]}" --store "$store" || status=$?
# 1 says that some documents were set aside: the rest was read.
if [ "$status" -le 1 ] && [ -e "$store" ]; then
  .venv/bin/khabar record --store "$store" | tail -n 1
  .venv/bin/khabar dossier --store "$store" -o build/dossier "$open"
  echo "Look closer: .venv/bin/khabar show ID --store $store"
fi
exit "$status"
