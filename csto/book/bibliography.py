"""How sources look: labels by author and year, entries with original script and English title.

The list of them is spread over several pages; each entry says which pages and tables cite it.
"""

import csv
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import pybtex.plugin
from docutils import nodes
from pybtex.backends.plaintext import Backend as PlainText
from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.domain import BibtexDomain, _FilterVisitor
from sphinxcontrib.bibtex.style.referencing import BracketStyle, GroupReferenceStyle
from sphinxcontrib.bibtex.style.referencing.basic_label import (
    BasicLabelParentheticalReferenceStyle,
)

from csto.paths import home
from csto.sources import label
from csto.tables import package, split

STYLE, ROUND = "csto", "csto_round"
_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()


class Labels(BaseLabelStyle):
    """`TASS 2012a`: author and year, with a letter where two sources would be called the same.

    The letters are given over the whole of `references.bib`, so that a source is called the same in
    every list of the book.
    """

    def format_labels(self, sorted_entries):
        """Labels in the order of the entries."""
        return [_labels[entry.key] for entry in sorted_entries]


#: Label of each entry of `references.bib` by key; filled once the bibliography has been read.
_labels: dict[str, str] = {}


def give_labels(app, env):
    """Label all entries before the first list of sources is made."""
    _labels.update(labels_of(env.get_domain("cite").bibdata.data.entries.values()))


def labels_of(entries) -> dict[str, str]:
    """Label of each of some entries by key."""
    ordered = sorted(entries, key=ByLabel().sorting_key)
    total, so_far, found = Counter(label(entry) for entry in ordered), Counter(), {}
    for entry in ordered:
        text = label(entry)
        found[entry.key] = text
        if total[text] > 1:
            found[entry.key] += ("" if text[-1:].isdigit() else " ") + _letters(so_far[text])
            so_far[text] += 1
    return found


def _letters(number: int) -> str:
    """0 -> a, 25 -> z, 26 -> aa."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(97 + rest) + text
    return text


class ByLabel(BaseSortingStyle):
    """Sort by author as the label has it, then by date, then by key."""

    def sorting_key(self, entry):
        """Key for `sorted`."""
        return label(entry).lower(), entry.fields.get("date", ""), entry.key


class Style(BaseStyle):
    """One form for all kinds of sources; titles keep their capitals and their script."""

    default_name_style = "lastfirst"
    default_label_style = STYLE
    default_sorting_style = STYLE

    def format_entry(self, label, entry, bib_data=None):
        """A pybtex entry as rich text; made once, for the list and for the hint at a citation."""
        if entry.key not in self._made:
            self._made[entry.key] = FormattedEntry(entry.key, _entry_text(entry), label)
        return self._made[entry.key]

    @cached_property
    def _made(self) -> dict:
        return {}


def _entry_text(entry) -> Text:
    fields = entry.fields
    parts = [_people(entry), _title(entry), _container(entry), fields.get("note", "")]
    if fields.get("doi"):
        parts.append(HRef(f"https://doi.org/{fields['doi']}", f"doi:{fields['doi']}"))
    elif fields.get("url"):
        parts.append(HRef(fields["url"].replace("\\", ""), _short_url(fields["url"])))
    if fields.get("isbn"):
        parts.append(f"ISBN {fields['isbn']}")
    filled = [
        part if isinstance(part, Text | HRef) else Text(_clean(part)) for part in parts if part
    ]
    return Text(". ").join(filled) + Text(".")


def _clean(text: str) -> str:
    return text.replace("{", "").replace("}", "").replace("\\", "").replace("--", "–").rstrip(".")


def _people(entry) -> str:
    persons = entry.persons.get("author") or entry.persons.get("editor") or []
    names = []
    for person in persons:
        last = " ".join(person.prelast_names + person.last_names)
        first = " ".join(person.first_names + person.middle_names)
        names.append(f"{last}, {first}" if first else last)
    suffix = "" if entry.persons.get("author") or not persons else " (ed.)"
    return ("; ".join(names) if len(names) > 2 else " and ".join(names)) + suffix


def _title(entry) -> Text:
    """Title in its script; a work in another script adds transliteration and English title."""
    fields = entry.fields
    title = Text(_clean(fields.get("title", "")))
    if entry.type in ("book", "thesis", "report"):
        title = Text(Tag("em", title))
    extra = [_clean(fields[f]) for f in ("translittitle", "transtitle") if fields.get(f)]
    return title + Text(f" [{' = '.join(extra)}]") if extra else title


def _container(entry) -> Text:
    fields = entry.fields
    name = fields.get("journal") or fields.get("booktitle") or ""
    parts = [Text(Tag("em", Text(_clean(name))))] if name else []
    number = fields.get("volume", "") + (f" ({fields['number']})" if fields.get("number") else "")
    if number:
        parts.append(Text(_clean(number.strip())))
    parts += [
        Text(_clean(fields[f])) for f in ("institution", "publisher", "address") if fields.get(f)
    ]
    when = fields.get("date") or fields.get("year")
    if when:
        parts.append(Text(_when(when)))
    if fields.get("pages"):
        parts.append(Text(f"pp. {_clean(fields['pages'])}"))
    return Text(", ").join(parts)


def _when(iso: str) -> str:
    """2012-06-29 -> 29 June 2012; 2012-06 -> June 2012."""
    parts = iso.split("-")
    if len(parts) == 1 or "/" in iso:
        return iso
    month = _MONTHS[int(parts[1]) - 1]
    return " ".join(
        [parts[2].lstrip("0"), month, parts[0]] if len(parts) > 2 else [month, parts[0]]
    )


def _short_url(url: str) -> str:
    """Host of an address: the link carries the rest."""
    return url.replace("\\", "").split("//")[-1].split("/")[0].removeprefix("www.")


def _brackets(left: str, right: str) -> BracketStyle:
    return BracketStyle(left=left, right=right, sep="; ", sep2="; ", last_sep="; ")


@dataclass
class TextualByLabel(BasicLabelParentheticalReferenceStyle):
    """`{cite:t}`: the label alone, since it already begins with the author."""

    def role_names(self):
        """Roles that this style serves."""
        return ["t", "ts", "ct", "cts"]


@dataclass
class RoundReferences(GroupReferenceStyle):
    """Citations by label: in round brackets, or without any as part of the sentence."""

    def __post_init__(self):
        """Collect the styles of the two kinds of roles."""
        self.styles.append(BasicLabelParentheticalReferenceStyle(bracket=_brackets("(", ")")))
        self.styles.append(TextualByLabel(bracket=_brackets("", "")))
        super().__post_init__()


def initial(entry) -> str:
    """First letter or figure of the label of a pybtex entry: small, without accents."""
    plain = unicodedata.normalize("NFD", label(entry).casefold())
    return next((character for character in plain if character.isalnum()), "")


class Filter(_FilterVisitor):
    """The option `:filter:` of a list of sources, which may also ask for the `initial`."""

    def visit_Name(self, node):
        """Value of a name in the filter."""
        return initial(self.entry) if node.id == "initial" else super().visit_Name(node)


class _Passing(list):
    """A list that is not kept from build to build."""

    def __reduce__(self):
        return list, ()


class Citations(BibtexDomain):
    """The domain of sphinxcontrib-bibtex, fit for a thousand sources.

    Its own looks through all citations for each source, and stores the formatted sources, which it
    makes anew in each build.
    """

    def env_updated(self):
        """Format the sources and resolve which list has them."""
        self.data["citations"] = _Passing()
        return super().env_updated()

    def get_filtered_entries(self, bibliography_key):
        """Key and entry of each source that belongs into a list."""
        chosen = self.bibliographies[bibliography_key]
        cited_in: dict[str, set[str]] = {}
        for reference in self.citation_refs:
            for target in reference.targets:
                cited_in.setdefault(target.key, set()).add(reference.docname)
        for entry in self.get_entries(chosen.bibfiles):
            key = chosen.keyprefix + entry.key
            visitor = Filter(
                entry=entry,
                docname=bibliography_key.docname,
                cited_docnames=cited_in.get(key, set()),
            )
            if visitor.visit(chosen.filter_) or entry.key in chosen.keys:
                yield key, entry


pybtex.plugin.register_plugin("pybtex.style.labels", STYLE, Labels)
pybtex.plugin.register_plugin("pybtex.style.sorting", STYLE, ByLabel)
pybtex.plugin.register_plugin("pybtex.style.formatting", STYLE, Style)
# Registered at run time, it is found at once; else each citation searches all installed packages.
pybtex.plugin.register_plugin("pybtex.backends", "plaintext", PlainText, force=True)


#: Pages that show again what the tables hold, with the same sources.
_REPEATING = "chapters/apparatus/chronology"


def cited_in(env) -> dict[str, tuple[list[str], list[str]]]:
    """Pages and tables that cite each source, in the order of the book and of the package."""
    order = {page: number for number, page in enumerate(env.config.external_site_map)}
    domain, pages, tables = env.get_domain("cite"), {}, {}
    for reference in domain.citation_refs:
        if reference.docname.startswith(_REPEATING):
            continue
        for target in reference.targets:
            pages.setdefault(target.key, set()).add(reference.docname)
    known = domain.bibdata.data.entries
    for resource in package()["resources"]:
        if resource["path"].endswith(".csv"):
            for key in _keys_in(home() / "data" / resource["path"]):
                tables.setdefault(key, []).append(resource["name"])
    return {
        key: (sorted(pages.get(key, ()), key=order.__getitem__), tables.get(key, []))
        for key in known
    }


def _keys_in(path) -> set[str]:
    """All that stands in the cells of a table, taken apart at semicolons: the keys are among it."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        cells = {cell for row in csv.reader(file) for cell in row}
    return {part for cell in cells for part in split(cell)}


def remember_places(app, env):
    """Gather once in each build who cites what."""
    app.csto_cited_in = cited_in(env)


#: Language codes of the titles that are not English, by the `langid` of an entry.
LANGUAGES = {
    "arabic": "ar", "armenian": "hy", "bengali": "bn", "bulgarian": "bg", "dutch": "nl",
    "french": "fr", "german": "de", "hungarian": "hu", "indonesian": "id", "italian": "it",
    "japanese": "ja", "kazakh": "kk", "kyrgyz": "ky", "mongolian": "mn", "persian": "fa",
    "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr",
    "slovak": "sk", "slovene": "sl", "spanish": "es", "turkmen": "tk", "ukrainian": "uk",
}  # fmt: skip


class TitleLanguages(SphinxPostTransform):
    """Mark the language of titles, so that a screen reader speaks them rightly."""

    default_priority = 7
    formats = ("html",)

    def run(self, **kwargs):
        """Put each title that is not English, and its transliteration, into an element."""
        domain = self.env.get_domain("cite")
        keys = {c.citation_id: c.key for c in domain.citations}
        for citation in self.document.findall(nodes.citation):
            fields = domain.bibdata.data.entries[keys[citation["ids"][0]]].fields
            code = LANGUAGES.get(fields.get("langid"))
            if code:
                self._mark(citation, fields.get("title", ""), code)
                self._mark(citation, fields.get("translittitle", ""), f"{code}-Latn")

    def _mark(self, citation: nodes.citation, title: str, code: str) -> None:
        words = title.replace("{", "").replace("}", "").rstrip(".")
        if not words or words.startswith("["):  # a translation in the place of the title
            return
        for text in citation.findall(nodes.Text):
            before, found, after = text.partition(words)
            if found:
                marked = nodes.inline("", words, classes=[f"language-{code}"])
                text.parent.replace(text, [nodes.Text(before), marked, nodes.Text(after)])
                return


class CitedIn(SphinxPostTransform):
    """Say under each entry of the bibliography where the book cites it."""

    default_priority = 6  # after the entries are made, at 5

    def run(self, **kwargs):
        """Add a line to each entry."""
        keys = {c.citation_id: c.key for c in self.env.get_domain("cite").citations}
        for citation in self.document.findall(nodes.citation):
            pages, tables = self.app.csto_cited_in[keys[citation["ids"][0]]]
            line = nodes.paragraph("", "", nodes.Text("Cited in "), classes=["cited-in"])
            for number, page in enumerate(pages):
                line += [nodes.Text(", ")] * bool(number) + [self._link(citation["docname"], page)]
            if tables:
                words = "tables " if len(tables) > 1 else "table "
                line += nodes.Text(("; " if pages else "") + words)
            for number, name in enumerate(tables):
                line += [nodes.Text(", ")] * bool(number) + self._name(name)
            line += nodes.Text(".")
            citation += line

    def _link(self, here: str, page: str) -> nodes.reference:
        """Number of a chapter, or title of a page without one, that leads there."""
        number = self.env.toc_secnumbers.get(page, {}).get("")
        words = str(number[0]) if number else self.env.titles[page].astext()
        address = self.app.builder.get_relative_uri(here, page)
        return nodes.reference("", words, internal=True, refuri=address)

    def _name(self, table: str) -> list[nodes.Node]:
        """Name of a table, which print may break."""
        if self.app.builder.format != "latex":
            return [nodes.Text(table)]
        return [nodes.raw("", table.replace("_", r"\_\allowbreak "), format="latex")]


class CitationsInPlace(SphinxPostTransform):
    """In print, keep each list of sources where the page has it.

    Sphinx gathers all citations into one list at the end, under a second heading "Bibliography".
    """

    default_priority = 700  # before Sphinx gathers them, at 750
    formats = ("latex",)

    def run(self, **kwargs):
        """Replace each citation by a paragraph that hangs under its label."""
        for citation in list(self.document.findall(nodes.citation)):
            mark, text = citation.children[0], citation.children[1:]
            # Sphinx draws citations as links to places that its own list would have made.
            places = "".join(
                rf"\sourceplace{{cite.{citation['docname']}:{name}}}" for name in citation["ids"]
            )
            opening = nodes.raw("", rf"\sourceentry {places}", format="latex")
            entry = nodes.paragraph("", "", opening)
            entry += nodes.target("", "", ids=citation["ids"])
            entry += nodes.strong("", mark.astext())
            entry += nodes.Text(" " if mark.astext().endswith(".") else ". ")
            for part in text:
                entry += [nodes.Text(" ")] * ("cited-in" in part["classes"]) + part.children
            if citation.parent.index(citation) == 0:
                _in_columns(citation.parent)
            citation.replace_self(entry)


def _in_columns(entries: nodes.Element) -> None:
    """Set a list of sources in the columns of `theme/latex/house.sty`."""
    place = entries.parent.index(entries)
    entries.parent.insert(place + 1, nodes.raw("", r"\end{sourcelist}", format="latex"))
    entries.parent.insert(place, nodes.raw("", r"\begin{sourcelist}", format="latex"))


def setup(app):
    """Register the styles and choose them."""
    import sphinxcontrib.bibtex.plugin as bibtex

    app.setup_extension("sphinxcontrib.bibtex")
    app.add_domain(Citations, override=True)
    app.connect("env-updated", give_labels, priority=100)
    app.connect("env-updated", remember_places)
    app.add_post_transform(CitedIn)
    app.add_post_transform(TitleLanguages)
    app.add_post_transform(CitationsInPlace)
    bibtex.register_plugin("sphinxcontrib.bibtex.style.referencing", ROUND, RoundReferences)
