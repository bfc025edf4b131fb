#!/usr/bin/env bash
# Resolve the direct requirements to exact versions with hashes, for Python 3.11 and later.
# The lock of the tests is held to the versions of the book's lock, so that one environment fits both.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(mktemp -d)
trap 'rm -rf "$uv"' EXIT
python3 -m venv "$uv"
"$uv/bin/pip" install --quiet --disable-pip-version-check uv==0.13.9

compile() { # compile OUTPUT INPUT [more uv options]
  local out=$1; shift
  "$uv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o "$out" "$@"
  echo "$out: $(grep -cE '^[a-z0-9].*==' "$out") packages"
}

# csto itself is installed from the clone and so cannot have a hash.
book=$(mktemp --suffix=.txt)
{ grep -v '^-e' requirements.txt; echo pybtex; echo ipython; } > "$book"
compile requirements.lock "$book"
compile tests/requirements.lock tests/requirements.txt "$book" -c requirements.lock
sed -i -E "s#$book#requirements.txt#g" requirements.lock tests/requirements.lock
compile binder/requirements.lock binder/requirements.in -c requirements.lock
rm -f "$book"
