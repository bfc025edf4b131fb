#!/usr/bin/env bash
# Build the HTML with the newest packages that the book may use, before a reader meets them.
# The lock stays as it is. exit: 0 the book builds; 1 it does not (the log says why).
set -eo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Version 2 of Jupyter Book is another program; all else may be as new as it is.
grep -oE '^[a-z][a-z0-9-]+' requirements.txt | sed 's/^jupyter-book$/jupyter-book<2/' > "$folder/names"
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check -r "$folder/names"
git ls-files -z | xargs -0 cp --parents -t "$folder" --
"$folder/env/bin/pip" install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e "$folder"
"$folder/env/bin/pip" list --format freeze --disable-pip-version-check > "$folder/versions"
mkdir -p _build
status=0
"$folder/env/bin/python" "$folder/tools/build.py" html > "$folder/said" 2>&1 || status=1
{
  echo "The HTML was built with the newest packages: $([ $status -eq 0 ] && echo it builds || echo it FAILED)."
  echo; echo '```'; tail -n 40 "$folder/said"; echo '```'
  echo; echo "Packages:"; echo; echo '```'; cat "$folder/versions"; echo '```'
} | sed "s#$folder/##g" | tee _build/newest.md
exit $status
