#!/usr/bin/env bash
# make demo: reads samples/, or the paths given, into a fresh store and says what was found.
set -euo pipefail
cd "$(dirname "$0")/.."
store=build/demo.db
mkdir -p build
rm -f "$store" "$store"-*
if [ $# = 0 ]; then set -- samples; fi
status=0
.venv/bin/khabar read "$@" --store "$store" || status=$?
# 1 says that some documents were set aside: the rest was read.
if [ "$status" -le 1 ] && [ -e "$store" ]; then
  echo "Look closer: .venv/bin/khabar show ID --store $store"
fi
exit "$status"
