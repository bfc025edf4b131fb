#!/usr/bin/env bash
# What the workflows ask of GitHub, with a plain word where something is missing. Needs `gh`.
# usage: tools/github.sh pages              is GitHub Pages on? prints yes or no, and how to turn it on
#        tools/github.sh issue TITLE FILE   open an issue with the text of FILE, or add to the open one
#        tools/github.sh release TAG        publish _build/release as a release
# Variables: GITHUB_REPOSITORY (owner/name) and GH_TOKEN; a workflow has both.
set -eo pipefail
cd "$(dirname "$0")/.."

need() {
  command -v gh >/dev/null || { echo "GitHub's program gh is needed: https://cli.github.com" >&2; exit 3; }
  [ -n "$GITHUB_REPOSITORY" ] || { echo "GITHUB_REPOSITORY is not set: which repository, as owner/name?" >&2; exit 3; }
  [ -n "$GH_TOKEN" ] || {
    echo "GH_TOKEN is not set, so GitHub cannot be asked. In a workflow: env: GH_TOKEN: \${{ github.token }}" >&2
    echo "By hand: GH_TOKEN=\$(gh auth token)" >&2
    exit 3
  }
}

pages() {
  need
  if said=$(gh api "repos/$GITHUB_REPOSITORY/pages" --jq .build_type 2>&1); then
    [ "$said" = workflow ] && { echo yes; return; }
    echo "GitHub Pages of $GITHUB_REPOSITORY takes its files from a branch; set Settings > Pages > Source to GitHub Actions." >&2
  elif [[ $said == *404* ]]; then
    echo "GitHub Pages is off in $GITHUB_REPOSITORY, so nothing is published. To turn it on: Settings > Pages > Source: GitHub Actions." >&2
  else
    echo "GitHub did not say whether Pages is on: $said" >&2
    exit 1
  fi
  echo no
}

issue() {
  local title=$1 file=$2 number
  [ -s "$file" ] || { echo "There is no report in '$file'." >&2; exit 2; }
  need
  number=$(gh issue list --repo "$GITHUB_REPOSITORY" --state open --search "in:title \"$title\"" --json number --jq '.[0].number // empty')
  if [ -n "$number" ]; then
    gh issue comment "$number" --repo "$GITHUB_REPOSITORY" --body-file "$file"
  else
    gh issue create --repo "$GITHUB_REPOSITORY" --title "$title" --body-file "$file"
  fi
}

release() {
  local tag=$1
  [ -s _build/release/SHA256SUMS ] || { echo "There is no release in _build/release: run make release" >&2; exit 2; }
  need
  gh release create "$tag" --repo "$GITHUB_REPOSITORY" --verify-tag --title "Version ${tag#v}" \
    --notes-file CHANGELOG.md _build/release/*
}

case $1 in
  pages) pages ;;
  issue) [ $# -eq 3 ] || { echo "usage: tools/github.sh issue TITLE FILE" >&2; exit 2; }; issue "$2" "$3" ;;
  release) [ $# -eq 2 ] || { echo "usage: tools/github.sh release TAG" >&2; exit 2; }; release "$2" ;;
  *) sed -n '2,5p' "$0" | cut -c3- >&2; exit 2 ;;
esac
