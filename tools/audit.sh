#!/usr/bin/env bash
# Look up every locked package among the known vulnerabilities (pip-audit, on PyPI's database).
# exit: 0 none is known; 1 some are; 3 the database was not reached.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check pip-audit==2.10.1
status=0
for lock in requirements.lock tests/requirements.lock binder/requirements.lock; do
  echo "$lock"
  "$folder/bin/pip-audit" --disable-pip --no-deps --progress-spinner off -r "$lock" \
    >"$folder/said" 2>&1 || status=1
  unknown=$(grep -c 'could not be audited' "$folder/said" || true)
  if [ "$unknown" -gt 20 ]; then
    echo "The database of vulnerabilities was not reached: $unknown packages could not be looked up." >&2
    exit 3
  fi
  grep -v '^WARNING' "$folder/said"
done
exit $status
