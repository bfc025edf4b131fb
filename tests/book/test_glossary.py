"""Every name of the glossary is used in a chapter, and its first use there leads to its entry."""

from collections import Counter

import pytest
from docutils import nodes

from csto.book.glossary import PAGE, any_of, entries, forms, link_in, owners
from csto.glossary import address
from tests.conftest import chapters, prose

GLOSSARY = entries()


@pytest.mark.parametrize("entry", GLOSSARY, ids=lambda entry: entry["id"])
def test_a_term_is_used(entry):
    pattern = forms(entry)
    used = [page for page in chapters() if pattern.search(prose(page))]
    assert used, f"data/glossary.csv, row '{entry['id']}': no chapter uses '{entry['term']}'"


def test_a_name_leads_to_one_entry():
    names = [e["term"] for e in GLOSSARY]
    for column in ("other_forms", "not_in"):
        names += [name for e in GLOSSARY for name in e[column].split(";") if name]
    twice = [name for name, n in Counter(names).items() if n > 1]
    assert not twice, f"data/glossary.csv: names of more than one entry: {twice}"


@pytest.mark.parametrize("entry", [e for e in GLOSSARY if e["not_in"]], ids=lambda e: e["id"])
def test_a_name_of_something_else_contains_the_term_and_is_used(entry):
    for name in entry["not_in"].split(";"):
        where = f"data/glossary.csv, row '{entry['id']}', not_in '{name}'"
        assert forms(entry).search(name), f"{where}: does not contain the term"
        assert any(name in prose(page) for page in chapters()), f"{where}: in no chapter"


def test_a_name_within_a_longer_one_is_not_linked():
    owner = owners(GLOSSARY)
    wanted = {e["id"]: e for e in GLOSSARY}
    said = (
        "The Charter of the United Nations and the Collective Security Treaty Organization; the "
        "Collective Security Treaty Organization, a Charter and a Collective Security Treaty."
    )
    paragraph = nodes.paragraph("", said)
    link_in(paragraph[0], "page.html", any_of(owner), owner, wanted)
    links = [
        raw.astext().partition(">")[2].removesuffix("</a>") for raw in paragraph.findall(nodes.raw)
    ]
    assert links == [
        "Collective Security Treaty Organization",
        "Charter",
        "Collective Security Treaty",
    ]
    assert not {"csto", "charter", "treaty"} & set(wanted)


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
