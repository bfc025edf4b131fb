"""What a page says of itself: to search engines, to other sites, to Zotero, to who cites it."""

import json
import re
import xml.etree.ElementTree as ElementTree

import pytest
from PIL import Image
from pybtex.database import parse_string

from csto.book import about, citation
from tests.build.books import small_book
from tests.conftest import HTML, ROOT, chapters, pages, run_python, source


def content(soup, name: str) -> str:
    found = soup.select(f'meta[name="{name}"], meta[property="{name}"]')
    assert len(found) == 1, f"{name}: {len(found)} times"
    return found[0]["content"]


@pytest.mark.parametrize("page", pages())
def test_a_page_describes_itself(soups, page):
    soup = soups[page]
    title = soup.select_one("article h1").get_text().removesuffix("#").strip()
    assert 40 <= len(content(soup, "description")) <= 302, page
    assert content(soup, "og:description") == content(soup, "description")
    named = content(soup, "citation_title")
    assert content(soup, "og:title") == named
    assert named == citation.metadata()["title"] or named in title
    assert content(soup, "citation_author") == citation.author()
    assert content(soup, "citation_publication_date") == f"{citation.released():%Y/%m/%d}"
    data = json.loads(soup.select_one('script[type="application/ld+json"]').string)
    assert data["@context"] == "https://schema.org" and data["description"]


def test_descriptions_differ(soups):
    said = [content(soup, "description") for soup in soups.values()]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("page", chapters())
def test_a_chapter_is_a_chapter_of_the_book(soups, page):
    soup = soups[page]
    assert content(soup, "citation_inbook_title") == citation.metadata()["title"]
    data = json.loads(soup.select_one('script[type="application/ld+json"]').string)
    assert data["@type"] == "Chapter"
    assert data["isPartOf"]["name"] == citation.metadata()["title"]
    question = re.search(r":class: answer\n+(.+)", source(page)).group(1)
    assert content(soup, "description").startswith(re.sub(r"\{[^}]*\}`[^`]*`.*", "", question)[:40])


@pytest.mark.parametrize("page", pages()[1:])
def test_a_page_says_how_to_cite_it(soups, page):
    box = soups[page].select_one("details.cite-page")
    links = {a.get_text(): a["href"].replace("../", "") for a in box.select("a")}
    entries = parse_string((HTML / links["BibTeX"]).read_text("utf-8"), "bibtex").entries
    title = next(iter(entries.values())).fields["title"].strip("{}")
    assert f". {title}. In: " in box.get_text()
    record = (HTML / links["RIS"]).read_text("utf-8")
    assert f"TI  - {title}" in record and record.startswith("TY  - CHAP")


def test_without_an_address_nothing_says_one(built, soups):
    if about.base():
        pytest.skip("CITATION.cff has an address")
    assert not (HTML / "sitemap.xml").exists()
    for page, soup in soups.items():
        assert not soup.select('link[rel="canonical"], meta[property="og:url"]'), page
    assert "Sitemap" not in (HTML / "robots.txt").read_text()


def test_with_an_address_every_page_has_its_own(tmp_path, monkeypatch):
    """Built for an address, pages and sitemap name it, and pictures for other sites exist."""
    monkeypatch.setenv("BOOK_ADDRESS", "https://example.org/book")
    book = small_book(tmp_path / "book")
    result = run_python(book, "tools/build.py", "html")
    assert result.returncode == 0, result.stdout + result.stderr
    html = book / "_build" / "html"
    tree = ElementTree.parse(html / "sitemap.xml")
    listed = [element.text for element in tree.iter() if element.tag.endswith("loc")]
    assert listed[0] == "https://example.org/book/" and len(listed) == len(set(listed)) > 4
    for address in listed[1:]:
        page = (html / address.removeprefix(listed[0])).read_text("utf-8")
        assert f'<link rel="canonical" href="{address}">' in page
    chapter = (html / "chapters/institution/strains.html").read_text("utf-8")
    picture = re.search(r'og:image" content="https://example.org/book/([^"]+)"', chapter).group(1)
    assert (html / picture).is_file()
    assert "https://example.org/book/sitemap.xml" in (html / "robots.txt").read_text()


def test_each_chart_can_be_taken_away(built, soups):
    taken = 0
    for page, soup in soups.items():
        for box in soup.select("figure.chart details.reuse"):
            links = [a["href"] for a in box.select("a")]
            files = [(HTML / page).parent / link for link in links]
            assert all(file.is_file() for file in files), f"{page}: {links}"
            assert {f.suffix for f in files} == {".svg", ".png", ".pdf", ".csv"}, page
            assert citation.metadata()["title"] in box.get_text()
            with Image.open(next(f for f in files if f.suffix == ".png")) as picture:
                assert picture.width >= 1200 and "Software" not in picture.info
            taken += 1
    assert taken == sum(len(soup.select("figure.chart")) for soup in soups.values()) > 30


def test_the_manifest_names_an_icon_that_is_there(built):
    manifest = json.loads((HTML / "manifest.webmanifest").read_text("utf-8"))
    assert manifest["name"] == citation.title_parts()[0]
    assert all((HTML / icon["src"]).is_file() for icon in manifest["icons"])


def test_the_page_for_wrong_addresses_needs_no_other_file(built):
    text = (HTML / "404.html").read_text("utf-8")
    assert not re.search(r"(?:src|href)=\"(?!https?://)", text) and 'lang="en"' in text


def test_words_in_other_languages_say_so(soups):
    marked = soups["chapters/apparatus/reports-a-f"].select("[lang]")
    assert {"ru", "de", "ru-Latn"} <= {element["lang"] for element in marked}
    for page, soup in soups.items():
        for text in soup.select_one("article").find_all(string=re.compile(r"[а-я]{3}")):
            inside = text.find_parent(lang=True)
            english = inside is None or inside["lang"] == "en"
            allowed = text.find_parent(["svg", "code", "pre", "details"])
            assert not english or allowed, f"{page}: no language: {text[:60]}"


@pytest.mark.parametrize("word", ["ОДКБ", "Отунбаева", "Otunbayeva", "Kanal", "Канал"])
@pytest.mark.parametrize("start", ["http", "disk"])
def test_search_finds_names_in_both_scripts(visit, word, start):
    base = {"http": {}, "disk": {"base": HTML.as_uri()}}[start]
    tab = visit("search", **base)
    tab.goto(tab.url.split("?")[0] + f"?q={word}")
    tab.wait_for_selector("#search-results li", timeout=20_000)
    assert tab.locator("#search-results li").count() >= 1


def test_the_project_has_no_address_of_its_own_in_the_code():
    """The address stands in CITATION.cff alone."""
    known = citation.metadata().get("url")
    if known:
        for path in (ROOT / "csto").rglob("*.py"):
            assert known not in path.read_text("utf-8"), path
