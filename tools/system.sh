#!/usr/bin/env bash
# See that the system has what a job needs, and install what is missing where that is allowed.
# usage: tools/system.sh pdf|test|npm|venv ...
# exit: 0 all there; 3 something is missing and could not be installed (said what, and how).
set -euo pipefail

pdf=(latexmk texlive-xetex texlive-latex-recommended texlive-latex-extra texlive-fonts-recommended
     texlive-plain-generic lmodern xindy fonts-freefont-otf)
test=(chromium poppler-utils qpdf epubcheck default-jre-headless)
venv=(python3-venv python3-pip)

needed=()
for job in "$@"; do
  case $job in
    pdf) needed+=("${pdf[@]}") ;;
    test) needed+=("${test[@]}") ;;
    venv) needed+=("${venv[@]}") ;;
    npm) command -v npm >/dev/null || needed+=(npm) ;;  # comes with Node.js under several names
    *) echo "usage: tools/system.sh pdf|test|npm|venv ..." >&2; exit 2 ;;
  esac
done

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  # Not Debian: the programs themselves decide.
  case " $* " in *" pdf "*) command -v latexmk >/dev/null && command -v xelatex >/dev/null && exit 0 ;; esac
  echo "This is not a Debian or Ubuntu system, so nothing was installed." >&2
  echo "For the PDF install a TeX distribution with xelatex and latexmk (TeX Live or MiKTeX);" >&2
  echo "for the tests also chromium, poppler (pdftotext, pdffonts), qpdf and epubcheck." >&2
  exit 3
fi

missing=()
for package in "${needed[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

command="apt-get install -y --no-install-recommends ${missing[*]}"
if [ "$(id -u)" -eq 0 ]; then
  as_root=()
elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
  as_root=(sudo)
else
  echo "Missing from the system, and only root can install it:" >&2
  echo "  sudo apt-get update && sudo $command" >&2
  exit 3
fi
echo "Installing ${#missing[@]} packages of the system: ${missing[*]} ..."
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { "${as_root[@]}" apt-get update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive $command; } >"$log" 2>&1; then
  tail -n 15 "$log" >&2
  echo "The packages could not be installed (log: $log). Once they can be, run:" >&2
  echo "  sudo apt-get update && sudo $command" >&2
  exit 3
fi
rm -f "$log"
