"""Every name of the glossary is used in a chapter, and its first use there leads to its entry."""

import pytest

from csto.book.glossary import PAGE, entries, forms
from csto.glossary import address
from tests.conftest import chapters, prose

GLOSSARY = entries()


@pytest.mark.parametrize("entry", GLOSSARY, ids=lambda entry: entry["id"])
def test_a_term_is_used(entry):
    pattern = forms(entry)
    used = [page for page in chapters() if pattern.search(prose(page))]
    assert used, f"data/glossary.csv, row '{entry['id']}': no chapter uses '{entry['term']}'"


def test_a_term_is_linked_once_in_a_chapter_and_somewhere(soups):
    linked = set()
    for page in chapters():
        targets = [a["href"].partition("#")[2] for a in soups[page].select("a.term")]
        assert len(targets) == len(set(targets)), f"{page}: a term is linked twice"
        linked |= set(targets)
    missing = [e["id"] for e in GLOSSARY if address(e["id"]) not in linked]
    assert not missing, f"used in no paragraph of a chapter: {missing}"


def test_links_lead_to_entries_that_say_the_same(soups):
    cells = {e["id"]: e for e in GLOSSARY}
    page = soups[PAGE]
    for chapter in chapters():
        for link in soups[chapter].select("a.term"):
            target = link["href"].partition("#")[2]
            row = page.find(id=target).find_parent("tr")
            entry = cells[target.removeprefix("term-")]
            assert link["data-gloss"] == entry["explanation"]
            assert forms(entry).fullmatch(link.get_text())
            said = row.get_text(" ", strip=True).replace("“", '"').replace("”", '"')
            assert entry["explanation"][:30].replace("“", '"') in said


def test_every_entry_stands_on_the_page_once(soups):
    ids = [node["id"] for node in soups[PAGE].select("[id^=term-]")]
    assert sorted(ids) == sorted(address(entry["id"]) for entry in GLOSSARY)
