#!/usr/bin/env bash
# Audit the workflows of GitHub Actions with zizmor: pins, permissions, injected text.
set -eo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check zizmor==1.32.0
"$folder/bin/zizmor" --offline --no-progress --quiet .github
