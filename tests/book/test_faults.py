"""What is wrong in a chapter stops the build, is named, and leaves the last good book in place."""

import re
import shutil

import pytest
from bs4 import BeautifulSoup

from tests.conftest import ROOT, run_python

PAGE = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A page

Text {{cite:p}}`beloglazov2023activities`. {prose}

```{{code-cell}} ipython3
import csto
{code}
```

```{{bibliography}}
```
"""
TOC = """format: jb-book
root: index
parts:
  - caption: Part
    chapters:
      - file: chapters/page
"""


def small_book(copy, prose="", code="csto.glue(sessions=len(csto.load('council_sessions')))"):
    """Reduce a copy to a front page and one chapter."""
    shutil.rmtree(copy / "chapters")
    (copy / "chapters").mkdir()
    (copy / "index.md").write_text("# Front\n\nText.\n", encoding="utf-8")
    (copy / "_toc.yml").write_text(TOC, encoding="utf-8")
    (copy / "chapters" / "page.md").write_text(
        PAGE.format(prose=prose, code=code), encoding="utf-8"
    )
    keep_one_source(copy)
    return copy


def keep_one_source(copy):
    """Drop what the small book does not cite, so that its build stays short."""
    # References stay complete: csto checks the tables against them.
    old = copy / "_build" / "html"
    old.mkdir(parents=True)
    (old / "index.html").write_text("the last good book")


def build(copy):
    return run_python(copy, "tools/build.py", "html")


def assert_refused(copy, *words):
    """The build fails, says each word, and the old book stands."""
    result = build(copy)
    said = result.stdout + result.stderr
    assert result.returncode == 1, said
    for word in words:
        assert word in said, f"'{word}' is not in:\n{said}"
    assert (copy / "_build" / "html" / "index.html").read_text() == "the last good book"


def test_a_good_chapter_builds_and_replaces_the_old_book(copy):
    code = "csto.glue(sessions=len(csto.load('council_sessions')), troops=4000, day='14 May 2002')"
    prose = "{glue:text}`sessions` sessions, {glue:text}`troops` troops on {glue:text}`day`."
    small_book(copy, prose=prose, code=code)
    result = build(copy)
    assert result.returncode == 0, result.stdout + result.stderr
    page = (copy / "_build" / "html" / "chapters" / "page.html").read_text(encoding="utf-8")
    rows = (ROOT / "data" / "council_sessions.csv").read_text(encoding="utf-8").count("\ncsc-")
    assert re.search(rf"{rows}\s*(</span>)?\s*sessions", page)
    words = BeautifulSoup(page, "html.parser").select_one("article").get_text()
    assert "4,000 troops on 14 May 2002." in words
    assert (copy / "_build" / "html" / "index.html").read_text() != "the last good book"


@pytest.mark.parametrize(
    ("prose", "code", "words"),
    [
        ("", "1 / 0", ["chapters/page.md", "ZeroDivisionError"]),
        ("{cite:p}`nobody1999nothing`", "", ["chapters/page.md", "nobody1999nothing"]),
        ("{glue:text}`never_set`", "", ["chapters/page.md", "never_set"]),
        ("[gone](nowhere.md)", "", ["chapters/page.md", "nowhere"]),
        ("", "csto.load('no_such_table')", ["chapters/page.md", "UnknownTableError"]),
    ],
    ids=["cell raises", "unknown source", "glue never set", "dead link", "unknown table"],
)
def test_a_fault_in_a_chapter_stops_the_build(copy, prose, code, words):
    assert_refused(small_book(copy, prose=prose, code=code), *words)


def test_a_chapter_that_no_contents_list_stops_the_build(copy):
    small_book(copy)
    (copy / "chapters" / "lost.md").write_text("# Lost\n", encoding="utf-8")
    assert_refused(copy, "chapters/lost.md", "_toc.yml")


def test_a_row_without_source_stops_the_build(copy):
    small_book(copy)
    path = copy / "data" / "council_sessions.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r",[a-z0-9;]+\n\Z", ",\n", text), encoding="utf-8")
    assert_refused(copy, "data/council_sessions.csv", "sources")


def test_a_duplicate_key_stops_the_build(copy):
    small_book(copy)
    path = copy / "references.bib"
    entry = "\n@book{beloglazov2023activities,\n  author = {Nobody},\n  title = {Twice},\n}\n"
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    assert_refused(
        copy, "beloglazov2023activities", "references.bib, lines ", "stands more than once"
    )


def test_a_table_that_changes_is_read_again(copy):
    """The cache of executed notebooks does not hide a changed row."""
    small_book(copy, prose="{glue:text}`sessions` sessions.")
    assert build(copy).returncode == 0
    path = copy / "data" / "council_sessions.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    result = build(copy)
    assert result.returncode == 0, result.stdout
    page = (copy / "_build" / "html" / "chapters" / "page.html").read_text(encoding="utf-8")
    assert re.search(rf"{len(lines) - 2}\s*(</span>)?\s*sessions", page)


def test_nothing_changed_nothing_built(copy):
    small_book(copy)
    assert build(copy).returncode == 0
    assert "up to date" in build(copy).stdout
