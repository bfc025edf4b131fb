#!/usr/bin/env bash
# Make the virtual environment .venv (if need be) and install a lock file into it, then csto itself.
# usage: tools/venv.sh LOCKFILE
#        tools/venv.sh --empty FOLDER   make an environment there and install nothing
set -euo pipefail
cd "$(dirname "$0")/.."
lock=$1
venv=.venv
[ "$lock" = --empty ] && venv=$2

newest_python() { # the first interpreter of 3.11 or later
  for name in ${PYTHON3:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"; return
    fi
  done
  return 1
}

if [ ! -x "$venv/bin/pip" ]; then
  python=$(newest_python) || {
    echo "Python 3.11 or later is needed and was not found (python3 is $(python3 --version 2>&1 || echo missing))." >&2
    echo "Install it, on Debian or Ubuntu with: sudo apt-get install python3 python3-venv" >&2
    echo "or name an interpreter: make book PYTHON3=/path/to/python3.11" >&2
    exit 1
  }
  if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "$python comes without venv or pip; installing the package that has them ..."
    tools/system.sh venv || { echo "Then run the same command again." >&2; exit 1; }
  fi
  echo "Making the virtual environment $venv with $("$python" --version) ..."
  rm -rf "$venv"
  "$python" -m venv "$venv"
fi
[ "$lock" = --empty ] && exit

echo "Installing $lock ($(grep -cE '^[a-z0-9].*==' "$lock") packages, hashes checked) ..."
.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
