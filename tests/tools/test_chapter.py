"""A chapter begun from the template builds at once, and has the form that the tests ask for."""

import pytest
from bs4 import BeautifulSoup

from tests.book import test_cells, test_numbers, test_pages
from tests.build.books import built, small_book
from tests.conftest import ROOT, pages, run_python

NAME = "institution/budget"


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    book = small_book(tmp_path_factory.mktemp("chapter") / "book")
    (book / "chapters" / "_template.md").write_bytes(
        (ROOT / "chapters" / "_template.md").read_bytes()
    )
    done = run_python(book, "tools/chapter.py", NAME)
    assert done.returncode == 0, done.stderr
    return book


def test_it_builds_at_once_and_strictly(begun):
    assert f"chapters/{NAME}" in built(begun)
    html = (begun / "_build" / "html" / "chapters" / f"{NAME}.html").read_text(encoding="utf-8")
    page = BeautifulSoup(html, "html.parser")
    assert "Budget" in page.h1.get_text()
    assert len(page.select("figure.chart")) == len(test_pages.DRAWING.findall(template()))
    assert page.select_one("div.admonition.answer") and page.select("table.cited")
    assert any("What the evidence does" in h.get_text() for h in page.select("h2"))
    assert not (begun / "_build" / "html" / "chapters" / "_template.html").exists()


def template() -> str:
    return (ROOT / "chapters" / "_template.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "rule",
    [
        test_cells.test_a_cell_that_is_seen_is_short,
        test_cells.test_a_cell_draws_with_csto_alone,
        test_pages.test_prose_has_one_sentence_a_line,
        test_numbers.test_no_number_is_typed,
        test_numbers.test_typed_days_stand_in_the_data,
    ],
)
def test_the_template_keeps_the_rules_of_chapters(rule):
    rule("chapters/_template")


def test_the_template_is_no_chapter():
    assert "chapters/_template" not in pages()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "part/name"),
        ("Budget", "part/name"),
        ("institution/../x", "part/name"),
        ("elsewhere/budget", "there is no part 'elsewhere'; there are"),
        ("institution/strains", "is there already"),
    ],
)
def test_a_bad_name_begins_nothing(copy, name, words):
    before = (copy / "_toc.yml").read_bytes()
    done = run_python(copy, "tools/chapter.py", name)
    assert done.returncode == 1 and words in done.stderr
    assert (copy / "_toc.yml").read_bytes() == before
