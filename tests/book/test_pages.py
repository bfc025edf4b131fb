"""Each built page has what its source promises: charts, tables, alt texts, citations, numbers."""

import re

import pytest

from tests.conftest import chapters, pages, prose, source

DRAWING = re.compile(
    r"csto\.(spells|lanes|moments|bars|series|rivals|lags|places|matrix|grid_years|flow|listed|distances|tallies)\("
)


@pytest.mark.parametrize("page", pages())
def test_charts_are_on_the_page(soups, page):
    drawn = len(DRAWING.findall(source(page)))
    figures = soups[page].select("figure.chart")
    assert len(figures) == drawn, f"{page}: {drawn} drawing calls, {len(figures)} charts"
    for figure in figures:
        assert len(figure.select("svg")) == 2, (
            f"{page}, {figure.get('id')}: wide and narrow drawing"
        )


@pytest.mark.parametrize("page", pages())
def test_charts_are_described_and_sourced(soups, page):
    for figure in soups[page].select("figure.chart"):
        name = f"{page}, {figure.get('id')}"
        drawing = figure.select_one("[role=img]")
        alt = drawing.get("aria-label", "")
        assert len(alt) > 60, f"{name}: alternative text is missing or thin"
        assert re.search(r"\d", alt), f"{name}: the alternative text has no figure"
        hidden = [svg.get("aria-hidden") for svg in drawing.select("svg")]
        assert hidden == ["true", "true"], f"{name}: a drawing is read out beside its description"
        assert figure.select_one(".source-line a.data-link"), f"{name}: no link to its table"
        assert "source" in figure.select_one(".source-line").text, f"{name}: no source line"


@pytest.mark.parametrize("page", pages())
def test_data_links_lead_to_files(built, soups, page):
    folder = (built / f"{page}.html").parent
    for link in soups[page].select("a.data-link"):
        assert (folder / link["href"]).is_file(), f"{page}: {link['href']} leads nowhere"


@pytest.mark.parametrize("page", chapters())
def test_tables_cite_in_each_row(soups, page):
    for table in soups[page].select("table.cited"):
        rows = table.select("tbody tr")
        assert rows, f"{page}: an empty table"
        for row in rows:
            assert row.select("td:last-child a.reference"), (
                f"{page}: a row cites nothing: {row.text[:60]}"
            )


@pytest.mark.parametrize("page", pages())
def test_citations_resolve(soups, page):
    bare = soups[page].find_all(string=re.compile(r"\{cite|\{glue|\[\?\]"))
    assert not bare, f"{page}: unresolved {bare[:3]}"


@pytest.mark.parametrize("page", chapters())
def test_the_form_of_a_chapter(soups, page):
    headings = [h.get_text().rstrip("#") for h in soups[page].select("article h2")]
    assert soups[page].select_one("div.admonition.answer"), f"{page}: no question and answer first"
    closing = [h for h in headings if h.startswith("What the evidence does and does not show")]
    assert closing, f"{page}: no closing section on the evidence"
    words = len(re.findall(r"\w+", prose(page)))
    assert words > 700, f"{page}: {words} words"


@pytest.mark.parametrize("page", pages())
def test_prose_has_one_sentence_a_line(page):
    for line in prose(page).splitlines():
        text = re.sub(r"\{[\w:]+\}`[^`]*`|\[[^\]]*\]\([^)]*\)|\d\.\d|\b[A-Z]\.", "", line)
        broken = re.search(r"[a-z)]\. [A-Z]", text)
        assert not broken or line.startswith((":", "  ", "|", "*", "<")), (
            f"{page}: two sentences in: {line}"
        )


@pytest.mark.parametrize("page", chapters())
def test_a_chapter_ends_with_the_works_that_it_cites(soups, page):
    """The list holds exactly the works among its citations, and each leads to its entry."""
    article = soups[page].select_one("article")
    works = article.select_one("#works-cited").extract()
    listed = [a["href"] for a in works.select("li a")]
    cited = {a["href"] for a in article.select(".bibtex-citation a, a.reference.internal")}
    shelf = "bibliography.html#source-"
    assert sorted(listed) == sorted({href for href in cited if shelf in href})
    assert len(listed) == len(set(listed))
