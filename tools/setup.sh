#!/usr/bin/env bash
# Sets up .venv for `make`: first argument is the set of requirements, run or dev.
# Works on a machine that has only Python 3.11 or later, make and apt; safe to run again.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:?run or dev}

find_python() {
  local name
  for name in python3.11 python3.12 python3.13 python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  echo "khabar needs Python 3.11 or later; none was found on the PATH." >&2
  exit 2
}

# Debian ships venv apart from Python.
make_venv() {
  local python=$1 root=
  "$python" -m venv .venv 2>/dev/null && return
  [ "$(id -u)" = 0 ] || root=sudo
  echo "setting up: $python lacks the venv module, asking apt for it" >&2
  $root apt-get update -qq
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$(basename "$python")-venv" ||
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv
  rm -rf .venv
  "$python" -m venv .venv
}

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  rm -rf .venv
  make_venv "$(find_python)"
fi
echo "setting up: requirements/$what.txt" >&2
pip=(.venv/bin/python -m pip install -qq --disable-pip-version-check)
"${pip[@]}" --require-hashes -r "requirements/$what.txt"
"${pip[@]}" --no-deps --no-build-isolation --editable .
touch ".venv/.installed-$what"
