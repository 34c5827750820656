#!/usr/bin/env bash
# Sets things up for `make`; the argument says what: run, dev, eval, fuzz (packages, in .venv), pages
# (what the desk's pages take from npm), browser (Chromium and what its tests put into a page),
# scans (Tesseract with Arabic, to read pictures of pages) or ftm (what checks an export).
# Works on a machine that has only Python 3.11 or later, make and apt; safe to run again.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:?run, dev, eval, fuzz, pages, browser, scans or ftm}

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

# Installs with apt; false where there is no apt, or no right to it.
from_apt() {
  local root=()
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" != 0 ]; then
    # Asking for a password would hold up whoever runs this unattended.
    sudo -n true 2>/dev/null || return 1
    root=(sudo -n)
  fi
  echo "setting up: asking apt for $*" >&2
  "${root[@]}" apt-get update -qq >&2 || true
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >&2
}

# Debian ships venv apart from Python.
make_venv() {
  local python=$1
  "$python" -m venv .venv 2>/dev/null && return
  if ! from_apt "$(basename "$python")-venv" && ! from_apt python3-venv; then
    echo "khabar needs the venv module of $python. As root: apt-get install python3-venv" >&2
    exit 2
  fi
  rm -rf .venv
  "$python" -m venv .venv
}

has_npm() {
  command -v npm >/dev/null || from_apt nodejs npm
}

# The desk works without charts, so what is missing here stops nobody.
set_up_pages() {
  if ! has_npm; then
    echo "setting up: no npm and no apt to get it, so the desk will show no charts." >&2
    echo "  As root: apt-get install nodejs npm; then run make again." >&2
    return
  fi
  echo "setting up: what the pages take from npm" >&2
  if .venv/bin/python tools/vendor.py >&2; then
    touch .venv/.installed-pages
  else
    echo "setting up: npm failed, so the desk will show no charts. Run make again later." >&2
  fi
}

set_up_browser() {
  local ready=yes
  if ! [ -x /usr/bin/chromium ] && ! from_apt chromium; then
    echo "setting up: no Chromium and no apt to get it: the browser tests will be skipped." >&2
    echo "  As root: apt-get install chromium; then run make test again." >&2
    ready=
  fi
  if ! has_npm || ! npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --silent; then
    echo "setting up: npm brought no axe-core: the pages will not be tested with it." >&2
    ready=
  fi
  [ -z "$ready" ] || touch .venv/.installed-browser
}

# khabar reads everything else without it, so its absence stops nobody.
set_up_scans() {
  if ! tesseract --list-langs 2>/dev/null | grep -qx ara \
    && ! from_apt tesseract-ocr tesseract-ocr-ara; then
    echo "setting up: no Tesseract and no apt to get it: scans will be set aside." >&2
    echo "  As root: apt-get install tesseract-ocr tesseract-ocr-ara" >&2
    return
  fi
  touch .venv/.installed-scans
}

# FollowTheMoney's own library only checks an export, and its PyICU is built here (about a minute),
# so its absence stops nobody: that one test is skipped.
set_up_ftm() {
  if ! pkg-config --exists icu-i18n 2>/dev/null && ! from_apt libicu-dev pkg-config g++; then
    echo "setting up: no libicu-dev and no apt to get it: one test will be skipped." >&2
    echo "  As root: apt-get install libicu-dev pkg-config g++; then run make test again." >&2
    return
  fi
  echo "setting up: requirements/ftm.txt" >&2
  if .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps \
    --require-hashes -r requirements/ftm.txt; then
    touch .venv/.installed-ftm
  else
    echo "setting up: FollowTheMoney's library could not be built: one test will be skipped." >&2
  fi
}

case $what in
  pages) set_up_pages; exit ;;
  ftm) set_up_ftm; exit ;;
  browser) set_up_browser; exit ;;
  scans) set_up_scans; exit ;;
esac

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  rm -rf .venv
  make_venv "$(find_python)"
fi
echo "setting up: requirements/$what.txt" >&2
pip=(.venv/bin/python -m pip install -qq --disable-pip-version-check)
# Each file names all that is needed, so nothing is left for pip to find out.
"${pip[@]}" --no-deps --require-hashes -r "requirements/$what.txt"
"${pip[@]}" --no-deps --no-build-isolation --editable .
touch ".venv/.installed-$what"
