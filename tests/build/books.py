"""Small books of real chapters, built in copies of the project."""

import re
import shutil
import subprocess
from pathlib import Path

import yaml

from tests.conftest import PARTS, ROOT, run_python

#: Pages to which the citations of every chapter lead.
BIBLIOGRAPHY = [
    "chapters/apparatus/bibliography",
    "chapters/apparatus/reports-a-f",
    "chapters/apparatus/reports-g-k",
    "chapters/apparatus/reports-l-r",
    "chapters/apparatus/reports-s-z",
]
#: Pages of the small book, whose front page reads all tables, and whose chapters read some.
CHAPTERS = [
    "chapters/institution/from-treaty-to-organization",
    "chapters/institution/strains",
    *BIBLIOGRAPHY,
]


def copy_sources(source: Path, target: Path) -> Path:
    """Copy what the book is made from, and nothing that was made."""
    target.mkdir(parents=True)
    for name in PARTS:
        path = source / name
        if path.is_dir():
            shutil.copytree(path, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(path, target / name)
    return target


def small_book(target: Path, pages=CHAPTERS) -> Path:
    """A copy of the project with a few of its chapters."""
    return reduce(copy_sources(ROOT, target), pages)


def reduce(target: Path, pages) -> Path:
    """Leave a few pages of the book in a copy."""
    for path in (target / "chapters").rglob("*.md"):
        if path.relative_to(target).with_suffix("").as_posix() not in pages:
            path.unlink()
    contents(target, pages)
    without_links_to_missing(target)
    return target


def contents(book: Path, pages) -> None:
    """Write a table of contents with these pages."""
    toc = {"format": "jb-book", "root": "index"}
    toc["parts"] = [{"caption": "Part", "numbered": 1, "chapters": [{"file": p} for p in pages]}]
    (book / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")


def without_links_to_missing(book: Path) -> None:
    """Take references to pages that the small book lacks out of those that it has."""
    for path in [book / "index.md", *(book / "chapters").rglob("*.md")]:
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"\{(doc|ref|numref)\}`([^`<]*?)(?: <[^>]*>)?`", r"\2", text)
        path.write_text(re.sub(r"\[([^\]]*)\]\([^)#]*\.md[^)]*\)", r"\1", text), encoding="utf-8")


def build(book: Path, *editions: str) -> subprocess.CompletedProcess:
    """Build editions of a book (HTML if none is named)."""
    return run_python(book, "tools/build.py", *(editions or ("html",)))


def built(book: Path, *editions: str) -> set[str]:
    """Build a book that is right; returns the pages whose notebooks ran."""
    result = build(book, *editions)
    assert result.returncode == 0, result.stdout + result.stderr
    return set(re.findall(r"running the cells of (\S+)", result.stdout))


def files(folder: Path) -> dict[str, bytes]:
    """Content of each file below a folder by its path, the build's own marks left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".inputs"
    }


def differences(a: Path, b: Path) -> list[str]:
    """Paths of files that differ between two folders, or that only one has."""
    one, other = files(a), files(b)
    return sorted(name for name in one | other if one.get(name) != other.get(name))
