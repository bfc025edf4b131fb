"""The ledger in the book: every claim has its entry, boxes and entries agree and lead both ways."""

import re

import pytest
from bs4 import BeautifulSoup

from csto import ledger
from csto.tables import split
from tests.book.test_faults import PAGE, assert_refused, small_book
from tests.conftest import chapters, pages, source

LEDGER = "chapters/apparatus/ledger"


@pytest.fixture(scope="module")
def claims():
    return ledger.claims().set_index("id", drop=False)


@pytest.fixture(scope="module")
def entries(soups) -> dict[str, BeautifulSoup]:
    """Row of the ledger by the name of its place."""
    rows = soups[LEDGER].select("table.filterable tbody tr")
    return {row.select_one("[id^=claim-]")["id"]: row for row in rows}


def boxes(soups):
    """Each claim box of the book with its page and key."""
    for page in pages():
        for box in soups[page].select("div.admonition.claim"):
            yield page, box["id"].removeprefix("claim-"), box


def words(node) -> str:
    return " ".join(node.get_text().split())


def verdict_of(entry) -> str:
    return words(entry.select_one(".facet-verdict"))


def target(link, page) -> str:
    """Page and place to which a link leads, seen from the root of the book."""
    path, _, place = link["href"].partition("#")
    parts = page.split("/")[:-1]
    for step in path.split("/") if path else []:
        parts = parts[:-1] if step == ".." else [*parts, step]
    return f"{'/'.join(parts).removesuffix('.html') if path else page}#{place}"


def test_every_claim_has_its_entry_in_order(claims, entries):
    assert list(entries) == [ledger.address(number) for number in claims["number"]]


def test_an_entry_says_all_of_its_row(claims, entries):
    for key, row in claims.iterrows():
        cells = entries[ledger.address(row["number"])].find_all("td")
        said = [words(cell).replace("“", '"').replace("”", '"').replace("’", "'") for cell in cells]
        assert said[0] == str(row["number"]), key
        assert row["claim"].replace("’", "'")[:40] in said[1], key
        assert row["kind"] in said[1], key
        assert said[2] == ledger.VERDICTS[row["verdict"]], key
        assert row["reason"].replace("’", "'")[:40] in said[3], key
        cited = len(split(row["evidence_for"])) + len(split(row["evidence_against"]))
        assert len(cells[4].select("a.reference")) == cited, key


@pytest.mark.parametrize("page", chapters())
def test_a_box_names_its_chapter(page, claims):
    """Read from the sources: the ledger leads to the chapter in which the box stands."""
    for key in re.findall(r'csto\.claim\("([^"]+)"\)', source(page)):
        named = claims.loc[key, "chapter"]
        assert page == f"chapters/{named}", f"the box of '{key}' stands in {page}, not in {named}"


def test_a_box_agrees_with_the_ledger_and_stands_in_its_chapter(soups, claims, entries):
    found = list(boxes(soups))
    assert len(found) > 60
    for page, key, box in found:
        row = claims.loc[key]
        assert page == f"chapters/{row['chapter']}", f"the box of '{key}' stands in {page}"
        title = words(box.select_one(".admonition-title"))
        verdict = verdict_of(entries[ledger.address(row["number"])])
        assert title == f"Claim of the article: {verdict}", key


def test_no_claim_has_two_boxes(soups):
    keys = [key for _, key, _ in boxes(soups)]
    assert len(keys) == len(set(keys))


def test_boxes_and_entries_lead_to_one_another(soups, claims, entries):
    boxed = {key: page for page, key, _ in boxes(soups)}
    for page, key, box in boxes(soups):
        wanted = f"{LEDGER}#{ledger.address(claims.loc[key, 'number'])}"
        links = [target(a, page) for a in box.select("a.reference")]
        assert wanted in links, f"the box of '{key}' does not lead to {wanted}"
    for key, row in claims.iterrows():
        place = f"claim-{key}" if key in boxed else ""
        wanted = f"{boxed.get(key, 'chapters/' + row['chapter'])}#{place}"
        entry = entries[ledger.address(row["number"])].find_all("td")[1]
        links = [target(a, LEDGER) for a in entry.select("a.reference")]
        assert links == [wanted], f"the entry of '{key}' leads to {links}, not to {wanted}"


def test_the_chart_counts_what_the_tables_list(soups, claims):
    alt = soups[LEDGER].select_one("#chart-ledger .drawing")["aria-label"]
    for verdict, count in claims["verdict"].value_counts().items():
        assert f"{ledger.VERDICTS[verdict]} {count}" in alt
    for section, count in claims["section"].value_counts().items():
        assert f"{section} {count}" in alt


HAND_MADE = """

(claim-{key})=
:::{{admonition}} Claim of the article: holds
:class: claim verdict-holds

Typed by hand.
:::
"""


def test_a_box_of_an_unknown_claim_stops_the_build(copy):
    book = small_book(copy, code='csto.claim("nothing-such")')
    assert_refused(book, "chapters/page.md", "no claim 'nothing-such'")


@pytest.mark.parametrize(
    ("key", "word"),
    [("charter-place", "data/claims.csv says 'contradicted'"), ("nothing-such", "no such claim")],
)
def test_a_box_that_contradicts_the_ledger_stops_the_build(copy, key, word):
    book = small_book(copy)
    page = PAGE.format(prose="", code="") + HAND_MADE.format(key=key)
    (book / "chapters" / "page.md").write_text(page, encoding="utf-8")
    assert_refused(book, "chapters/page.md", key, word)


def test_a_claim_without_reason_stops_the_build(copy):
    book = small_book(copy)
    path = book / "data" / "claims.csv"
    text = path.read_text(encoding="utf-8")
    reason = "The Russian Defence Ministry named it on 7 January."
    assert text.count(reason) == 1
    path.write_text(text.replace(reason, ""), encoding="utf-8")
    assert_refused(book, "data/claims.csv", "consulate-guard-2022", "column 'reason'")
