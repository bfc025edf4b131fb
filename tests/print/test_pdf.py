"""The PDF is whole: every chapter, every font, every glyph, no loose end."""

import re
import subprocess

import pikepdf
import pytest

from tests.conftest import PDF, pages, source


@pytest.fixture(scope="module")
def pdf(built):
    with pikepdf.open(PDF) as document:
        yield document


@pytest.fixture(scope="module")
def text(built) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", PDF, "-"], capture_output=True, text=True, check=True
    ).stdout


def titles(items) -> list[str]:
    found = []
    for item in items:
        found += [item.title, *titles(item.children)]
    return found


def squeeze(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().lower()


def test_bookmarks_name_every_chapter(pdf):
    with pdf.open_outline() as outline:
        found = [squeeze(t) for t in titles(outline.root)]
    for page in pages()[1:]:
        heading = squeeze(re.search(r"^# (.+)$", source(page), re.MULTILINE).group(1))
        assert any(heading in t for t in found), f"no bookmark for '{heading}'; has {found}"
    assert "about this book" in found


def test_paper_is_a4(pdf):
    sizes = {tuple(round(float(x)) for x in page.mediabox[2:]) for page in pdf.pages}
    assert sizes == {(595, 842)}


def test_all_fonts_are_embedded():
    lines = subprocess.run(
        ["pdffonts", PDF], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert len(lines) > 4
    for line in lines[2:]:
        embedded = re.search(r"\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", line)
        assert embedded and embedded.group(1) == "yes", f"not embedded: {line}"


def test_no_loose_ends(text):
    assert "??" not in text
    assert not re.search(r"\{cite|\{glue|\(\?\)", text)


def test_no_missing_glyph_and_no_undefined_reference():
    log = (PDF.parent / "book.log").read_text(encoding="utf-8", errors="replace")
    for fault in ("Missing character", "undefined references", "Citation `", "multiply defined"):
        assert fault not in log, fault


def test_cyrillic_can_be_searched(text):
    assert "Договор" in text or "договор" in text


def test_sources_stand_under_their_own_headings(pdf, text):
    with pdf.open_outline() as outline:
        assert titles(outline.root).count("Bibliography") == 1
    assert re.search(r"Works and documents\s+\S+ \S*.*\d{4}", text)


def test_charts_and_tables_are_captioned(text):
    drawn = sum(len(re.findall(r'name="(?:chart|table)-', source(page))) for page in pages())
    captions = len(re.findall(r"^\s*(?:Fig\.|Table) [\d.]+", text, re.MULTILINE))
    assert captions >= drawn, f"{drawn} charts and tables in the sources, {captions} captions"


def test_qpdf_finds_nothing_wrong():
    subprocess.run(["qpdf", "--check", PDF], check=True, capture_output=True)


def test_size_is_small():
    assert PDF.stat().st_size < 5_000_000
