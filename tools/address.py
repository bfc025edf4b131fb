"""Say where the book's repository is: once, for all links, buttons, badges and citations.

usage: python tools/address.py ADDRESS [--unchecked]   set it, after asking whether it is there
       python tools/address.py --none                  forget it
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from sphinx.errors import ConfigError  # noqa: E402

from csto.book import launch, repository  # noqa: E402

_LINE = re.compile(r"^repository-code:.*\n", re.MULTILINE)
_BLOCK = re.compile(r"(<!-- address: tools/address\.py -->\n).*?(<!-- /address -->)", re.DOTALL)


def main(arguments: list[str]) -> int:
    """Set or forget the address; the exit status says whether that was done."""
    if len(arguments) not in (1, 2) or not arguments[0]:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        wanted = arguments[0] != "--none"
        place = repository.parse(arguments[0], "ADDRESS") if wanted else None
    except ConfigError as fault:
        print(fault, file=sys.stderr)
        return 1
    if place and "--unchecked" not in arguments and (fault := unreachable(place.url)):
        print(
            f"No repository answered at {place.url}, so nothing was changed: {fault}\n"
            "Without a network, or before the repository is public: make address ADDRESS=... "
            "UNCHECKED=yes",
            file=sys.stderr,
        )
        return 1
    change(ROOT / "CITATION.cff", lambda text: cited(text, place))
    change(ROOT / "README.md", lambda text: _BLOCK.sub(rf"\g<1>{block(place)}\g<2>", text))
    print(f"The repository is {place.url}." if place else "The book knows no address now.")
    return 0


def unreachable(url: str) -> str:
    """Why git finds no repository at an address; empty if it does."""
    # No question for a password: a repository that asks for one is not public.
    quiet = os.environ | {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true", "LC_ALL": "C"}
    command = ["git", "-c", "credential.helper=", "ls-remote", url, "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=quiet)
    except subprocess.TimeoutExpired:
        return "no answer within a minute"
    if done.returncode == 0:
        return ""
    return (done.stderr.strip().splitlines() or ["no answer"])[-1]


def change(path: Path, how) -> None:
    """Rewrite a text file."""
    path.write_text(how(path.read_text(encoding="utf-8")), encoding="utf-8")


def cited(text: str, place: repository.Repository | None) -> str:
    """`CITATION.cff` with the address in the line before the licence, or without it."""
    line = f"repository-code: {place.url}\n" if place else ""
    return _LINE.sub("", text).replace("license:\n", f"{line}license:\n", 1)


def block(place: repository.Repository | None) -> str:
    """What the README says of the address: badges, or how to set it."""
    if place is None:
        return f"No address of a repository is set; `{repository.COMMAND}` sets it for all links.\n"
    binder = f"[![Binder](https://mybinder.org/badge_logo.svg)]({launch.binder(place, 'index')})"
    tests = f"{place.url}/actions/workflows/test.yml"
    return f"{binder} [![tests]({tests}/badge.svg)]({tests})\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
