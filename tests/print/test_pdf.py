"""The PDF is whole: every chapter, every font, every glyph, no loose end."""

import copy
import re
import subprocess

import pikepdf
import pytest
import yaml

from tests.conftest import PDF, ROOT, chapters, pages, source


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
    log = (PDF.parent.parent / "tex.log").read_text(encoding="utf-8", errors="replace")
    for fault in ("Missing character", "undefined references", "Citation `", "multiply defined"):
        assert fault not in log, fault


def test_cyrillic_can_be_searched(text):
    assert "Договор" in text or "договор" in text


def test_sources_stand_under_their_own_headings(pdf, text):
    with pdf.open_outline() as outline:
        assert titles(outline.root).count("Bibliography") == 1
    assert re.search(r"^ *Works and documents\n+.*\n?.*\d{4}", text, re.MULTILINE)


def test_charts_and_tables_are_captioned(text):
    drawn = sum(len(re.findall(r'name="(?:chart|table)-', source(page))) for page in pages())
    captions = len(re.findall(r"^\s*(?:Fig\.|Table) [\d.]+", text, re.MULTILINE))
    assert captions >= drawn, f"{drawn} charts and tables in the sources, {captions} captions"


def test_qpdf_finds_nothing_wrong():
    subprocess.run(["qpdf", "--check", PDF], check=True, capture_output=True)


def test_size_is_small():
    assert PDF.stat().st_size < 5_000_000


def log() -> str:
    """What TeX said, its broken lines joined."""
    text = (PDF.parent.parent / "tex.log").read_text(encoding="utf-8", errors="replace")
    return re.sub(r"(?<=.{79})\n", "", text)


#: Warnings of the tool chain that say nothing of the pages.
HARMLESS = (
    "Package pgfplots Warning: running in backwards compatibility mode",  # no plots are drawn
    "Package inputenc Warning: inputenc package ignored",  # the class asks for it, xelatex need not
    "Package geometry Warning: Over-specification",  # the class's size, replaced by the house's
    "Package cmap Warning: pdftex not detected",  # Sphinx loads it for another engine
)


def test_tex_warns_of_nothing_that_matters(built):
    warnings = re.findall(r"^(?:LaTeX|Package|Class) .*Warning: .*$", log(), re.MULTILINE)
    assert [w for w in warnings if not w.startswith(HARMLESS)] == []


def test_nothing_runs_off_the_page(built):
    boxes = re.findall(r"Overfull \\[hv]box \(([\d.]+)pt too (?:wide|high)\).*", log())
    assert [width for width in boxes if float(width) > 5] == []
    assert "Float too large" not in log()


def test_front_matter_is_complete(pdf, text):
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    title = cited["title"].split(":")[0]
    first, second = text.split("\f")[:2]
    assert title in " ".join(first.split())
    assert "To cite this book" in second and "CC BY 4.0" in second
    for heading in ("Contents", "List of Figures", "List of Tables"):
        assert re.search(rf"^\s*{heading}$", text, re.MULTILINE), heading
    info = pdf.docinfo
    assert str(info["/Title"]) == title
    assert str(info["/Author"]) == cited["authors"][0]["name"]
    assert cited["keywords"][0] in str(info["/Keywords"])
    assert str(pdf.Root["/Lang"]) == "en-GB"
    assert pdf.Root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_bookmarks_equal_the_contents(pdf, text):
    """Each section of the bookmarks stands in the printed contents, and the other way round."""
    contents = text[text.index("Contents") : text.index("List of Figures")].replace("\f", "\n")
    printed = re.findall(r"^ *(\d+\.\d+) +\S", contents, re.MULTILINE)
    with pdf.open_outline() as outline:
        marks = [m.group() for t in titles(outline.root) if (m := re.match(r"\d+\.\d+(?=\s)", t))]
    assert marks == printed
    assert len(marks) > 50


def test_no_page_is_blank(text):
    pages_ = text.split("\f")[:-1]
    assert [i + 1 for i, page in enumerate(pages_) if not page.strip()] == []


def test_figures_and_tables_carry_the_numbers_of_the_web(soups, text):
    for page, soup in soups.items():
        for caption in soup.select("figcaption, table caption"):
            number = caption.select_one(".caption-number")
            if number:
                assert number.get_text().strip() in text, f"{page}: {caption.get_text()[:60]}"


def test_claim_boxes_and_ledger_lead_to_one_another_by_page(text, soups):
    boxes = sum(len(soup.select("div.admonition.claim")) for soup in soups.values())
    folios = re.findall(r"Claim\s+(\d+)\s+of\s+the\s+ledger,\s+p\.\s*(\d+)", text)
    assert len(folios) == boxes
    head = re.compile(r"^\s*The ledger of claims\s+(\d+)\s*$", re.MULTILINE)
    ledger = {found[1]: page for page in text.split("\f") if (found := head.search(page))}
    shown = [(claim, folio) for claim, folio in folios if folio in ledger]
    assert len(shown) > boxes / 2
    for claim, folio in shown:
        assert re.search(rf"^\s*{claim}\s+\S", ledger[folio], re.MULTILINE), (
            f"claim {claim}, p. {folio}"
        )


def test_it_has_the_length_of_a_book(pdf):
    assert 150 <= len(pdf.pages) <= 400


def test_the_text_of_every_chapter_is_there(soups):
    """Five sentences from each page of the narrative, from its beginning to its end."""
    raw = subprocess.run(
        ["pdftotext", "-raw", PDF, "-"], capture_output=True, text=True, check=True
    )
    # Words that a line end breaks come with a soft hyphen or a hyphen.
    printed = squeeze(re.sub(r"[\u00ad\u2010-]\n", "", raw.stdout)).replace(" ", "")
    for page in chapters():
        soup = copy.copy(soups[page].select_one("article"))
        for apart in soup.select("svg, pre, details, table, figure, .headerlink"):
            apart.decompose()
        for link in soup.select(".bibtex-citation"):
            link.replace_with("¦")
        runs = [run for p in soup.select("section > p") for run in p.get_text().split("¦")]
        long = [run for run in (squeeze(r).replace(" ", "") for r in runs) if len(run) > 80]
        for place in range(5):
            run = long[place * (len(long) - 1) // 4]
            # A page may end within the one or the other end of it, not within both.
            found = run[:40] in printed or run[-40:] in printed
            assert found, f"{page}: not in the PDF: {run[:60]}"


def test_links_lead_somewhere(pdf):
    """Addresses are whole, and every place inside the book that a link names exists."""
    places, web, inside = set(pdf_places(pdf)), 0, 0
    for number, page in enumerate(pdf.pages, start=1):
        for note in page.get("/Annots", []):
            action = note.get("/A", {})
            if "/URI" in action:
                assert re.match(r"https?://[\w.-]+", str(action["/URI"])), number
                web += 1
            target = action.get("/D", note.get("/Dest"))
            if isinstance(target, pikepdf.String):
                assert str(target) in places, f"page {number}: no place {target}"
                inside += 1
    assert web > 1000 and inside > 2000


def pdf_places(pdf) -> list[str]:
    """Names of the places to which a PDF lets links lead."""
    return list(pikepdf.NameTree(pdf.Root["/Names"]["/Dests"]))


def test_figures_are_drawings_and_not_pictures():
    images = subprocess.run(
        ["pdfimages", "-list", PDF], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert len(images) == 2, images[2:5]
