#!/usr/bin/env bash
# make demo: reads samples/, or the paths given, into a fresh store, says what was found, and opens
# the desk on it. With --no-open, in CI or without a terminal the desk answers once and ends.
set -euo pipefail
cd "$(dirname "$0")/.."
store=build/demo.db
mkdir -p build
rm -rf "$store" "$store"-* "$store".jobs
stays=yes
paths=()
for argument in "$@"; do
  case $argument in --no-open) stays= ;; *) paths+=("$argument") ;; esac
done
if [ "${CI:-}" != "" ] || ! [ -t 1 ]; then stays=; fi
if [ ${#paths[@]} = 0 ]; then paths=(samples); fi
status=0
.venv/bin/khabar read "${paths[@]}" --store "$store" || status=$?
# 1 says that some documents were set aside: the rest was read.
if [ "$status" -le 1 ] && [ -e "$store" ]; then
  .venv/bin/khabar record --store "$store" | tail -n 1
  .venv/bin/khabar dossier --store "$store" -o build/dossier --no-open
  echo "Look closer: .venv/bin/khabar show ID --store $store"
  if [ "$stays" ]; then
    .venv/bin/khabar serve --store "$store"
  else
    .venv/bin/python tools/ask_desk.py "$store"
    echo "To stay in it: .venv/bin/khabar serve --store $store"
  fi
fi
exit "$status"
