"""Begin a chapter from `chapters/_template.md`: one that builds at once, listed in `_toc.yml`.

usage: python tools/chapter.py PART/NAME      for example institution/budget
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOC = ROOT / "_toc.yml"
TEMPLATE = ROOT / "chapters" / "_template.md"


def main(arguments: list[str]) -> int:
    """Write the chapter and list it; the exit status says whether that was done."""
    if len(arguments) != 1 or not re.fullmatch(r"[a-z-]+/[a-z][a-z0-9-]*", arguments[0]):
        return fail("NAME must be part/name in small letters, as in NAME=institution/budget")
    part, name = arguments[0].split("/")
    path, toc = ROOT / "chapters" / part / f"{name}.md", TOC.read_text(encoding="utf-8")
    listed = re.findall(r"^ *- file: chapters/([a-z-]+)/.+\n", toc, re.MULTILINE)
    if part not in listed:
        return fail(f"there is no part '{part}'; there are {', '.join(dict.fromkeys(listed))}")
    if path.exists():
        return fail(f"{path.relative_to(ROOT)} is there already")
    title = name.replace("-", " ").capitalize()
    text = TEMPLATE.read_text(encoding="utf-8").replace("TITLE", title).replace("NAME", name)
    path.write_text(text, encoding="utf-8")
    last = list(re.finditer(rf"^( *- file: )chapters/{part}/.+\n", toc, re.MULTILINE))[-1]
    line = f"{last[1]}chapters/{part}/{name}\n"
    TOC.write_text(toc[: last.end()] + line + toc[last.end() :], encoding="utf-8")
    print(f"{path.relative_to(ROOT)} is begun and listed in _toc.yml. See it: make serve")
    return 0


def fail(why: str) -> int:
    """Say why no chapter was begun."""
    print(f"No chapter was begun: {why}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
