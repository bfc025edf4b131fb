"""The first use of a name in a chapter leads to its entry in the glossary."""

import csv
import re
from collections.abc import Iterable
from html import escape

from docutils import nodes

from csto.glossary import address
from csto.paths import data_file

PAGE = "chapters/apparatus/glossary"
#: Where a name is not linked: it is one already, or stands apart from the text.
_APART = (
    nodes.reference, nodes.title, nodes.literal, nodes.literal_block, nodes.table, nodes.figure,
    nodes.Admonition, nodes.raw, nodes.citation, nodes.list_item,
)  # fmt: skip


def entries() -> list[dict[str, str]]:
    """Rows of the glossary, read without the weight of typed tables."""
    with open(data_file("glossary.csv"), encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def forms(entry: dict[str, str]) -> re.Pattern:
    """What a text may call an entry: the term or another form, as a word of its own."""
    return any_of([entry["term"], *filter(None, entry["other_forms"].split(";"))])


def owners(glossary: list[dict[str, str]]) -> dict[str, str]:
    """Each name with the entry that it leads to; a longer name of something else leads nowhere."""
    found = {}
    for entry in glossary:
        for name in [entry["term"], *entry["other_forms"].split(";")]:
            found[name] = entry["id"]
        for name in entry["not_in"].split(";"):
            found[name] = ""
    found.pop("", None)
    return found


def any_of(names: Iterable[str]) -> re.Pattern:
    """One of the names, as a word of its own; where one starts with another, the longer."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def depend(app, doctree):
    """A chapter is read again when the glossary changes."""
    if _has_links(app.env.docname):
        app.env.note_dependency(str(data_file("glossary.csv")))


def link(app, doctree, docname):
    """Link the first use of each term on a page of the web edition."""
    builder = app.builder
    if builder.format != "html" or builder.name == "epub" or not _has_links(docname):
        return
    page = builder.get_relative_uri(docname, PAGE)
    glossary = entries()
    wanted = {entry["id"]: entry for entry in glossary}
    owner = owners(glossary)
    pattern = any_of(owner)
    for paragraph in list(doctree.findall(nodes.paragraph)):
        if not _apart(paragraph):
            for text in list(paragraph.findall(nodes.Text)):
                if not _apart(text):
                    link_in(text, page, pattern, owner, wanted)


def link_in(text: nodes.Text, page: str, pattern: re.Pattern, owner: dict, wanted: dict) -> None:
    """Replace the first uses in a text by links, and take their entries off the list.

    A name within a longer one is not a use: the "Collective Security Treaty Organization" does not
    lead to the Treaty, nor the "Charter of the United Nations" to the Charter.
    """
    parts, end = [], 0
    for match in pattern.finditer(text):
        entry = wanted.pop(owner[match.group()], None)
        if entry is None:
            continue
        target = f"{page}#{address(entry['id'])}"
        mark = (
            f'<a class="term" href="{target}" data-gloss="{escape(entry["explanation"])}">'
            f"{escape(match.group())}</a>"
        )
        parts += [nodes.Text(text[end : match.start()]), nodes.raw("", mark, format="html")]
        end = match.end()
    if parts:
        text.parent.replace(text, [*parts, nodes.Text(text[end:])])


def _has_links(docname: str) -> bool:
    return docname.startswith("chapters/") and not docname.startswith("chapters/apparatus/")


def _apart(node: nodes.Node) -> bool:
    while node is not None:
        if isinstance(node, _APART):
            return True
        node = node.parent
    return False


def setup(app):
    """Hook into reading and writing; after the links of the ledger are drawn."""
    app.connect("doctree-read", depend)
    app.connect("doctree-resolved", link, priority=900)
