"""What all tests share: the project, the built editions, copies of the project to break."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
PDF = ROOT / "_build" / "pdf" / "book.pdf"
EPUB = ROOT / "_build" / "epub" / "book.epub"
PARTS = (
    "_config.yml _toc.yml CITATION.cff LICENSE LICENSES.md index.md pyproject.toml "
    "requirements.txt requirements.lock references.bib chapters csto data theme tools"
).split()


def pages() -> list[str]:
    """Pages in the order of `_toc.yml`, the front page first."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    listed = [c for part in toc["parts"] for c in part["chapters"]]
    below = [[c["file"], *(s["file"] for s in c.get("sections", []))] for c in listed]
    return [toc["root"], *(file for files in below for file in files)]


def chapters() -> list[str]:
    """Pages of the narrative: all but front page and apparatus."""
    return [page for page in pages()[1:] if "/apparatus/" not in page]


def source(page: str) -> str:
    """Markdown of a page."""
    return (ROOT / f"{page}.md").read_text(encoding="utf-8")


def prose(page: str) -> str:
    """Markdown of a page without front matter and code cells."""
    text = re.sub(r"\A---\n.*?\n---\n", "", source(page), flags=re.DOTALL)
    return re.sub(r"```\{code-cell\}.*?```", "", text, flags=re.DOTALL)


@pytest.fixture(scope="session")
def built() -> Path:
    """Folder of the built HTML; `make test` has built it, and a stale one fails here."""
    sys.path.insert(0, str(ROOT / "tools"))
    import build

    for edition, shown in build.SHOWN.items():
        mark = build.TARGETS[edition] / ".inputs"
        assert shown.is_file(), f"{shown} is missing: run make book"
        assert mark.read_text() == build.digest(), f"{shown} is stale: run make book"
    return HTML


@pytest.fixture(scope="session")
def soups(built) -> dict[str, BeautifulSoup]:
    """Each built page, parsed."""
    return {
        page: BeautifulSoup((built / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
        for page in pages()
    }


@pytest.fixture
def copy(tmp_path) -> Path:
    """A copy of the project's sources, small enough to build in seconds."""
    target = tmp_path / "book"
    target.mkdir()
    for name in PARTS:
        path = ROOT / name
        ignore = shutil.ignore_patterns("__pycache__")
        if path.is_dir():
            shutil.copytree(path, target / name, ignore=ignore)
        else:
            shutil.copy2(path, target / name)
    return target


def run_python(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run this Python in a copy, with the copy's own csto."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
