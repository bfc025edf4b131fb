"""How the book is cited: everything follows `CITATION.cff`, on the page, in print and in files."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml
from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.errors import ConfigError

from csto.paths import home

#: What a citation file must say for the pages and the imprint to be complete.
REQUIRED = ("title", "authors", "version", "date-released", "license", "keywords", "abstract")


@lru_cache(maxsize=1)
def metadata() -> dict:
    """Fields of `CITATION.cff`.

    Raises:
        ConfigError: a field that the book shows is missing.
    """
    path = home() / "CITATION.cff"
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    missing = [field for field in REQUIRED if not found.get(field)]
    if missing:
        raise ConfigError(f"{path.name} has no {', '.join(missing)}: the book needs it to be cited")
    return found


def title_parts() -> tuple[str, str]:
    """Title and subtitle."""
    title, _, subtitle = metadata()["title"].partition(": ")
    return title, subtitle[:1].upper() + subtitle[1:]


def author() -> str:
    """Authors as the title page has them."""
    return ", ".join(a.get("name") or _person(a) for a in metadata()["authors"])


def _person(entry: dict) -> str:
    return f"{entry['given-names']} {entry['family-names']}"


def released() -> date:
    """Day of the version."""
    return date.fromisoformat(str(metadata()["date-released"]))


def address() -> str:
    """DOI or address under which the book is published; empty as long as it has none."""
    found = metadata()
    return f"https://doi.org/{found['doi']}" if found.get("doi") else found.get("url", "")


def sentence(what: str = "book") -> str:
    """Citation in words, of the book or of its data."""
    title = metadata()["title"] + (" [data set]" if what == "data" else "")
    parts = [f"{author()} ({released().year}). {title}. Version {metadata()['version']}."]
    return " ".join([*parts, address()]).strip()


def fields(what: str) -> dict[str, str]:
    """Fields of the BibTeX entry; what is unknown is absent."""
    known = {
        "author": "{" + author() + "}",
        "title": "{" + metadata()["title"] + "}" + (" [data set]" if what == "data" else ""),
        "year": str(released().year),
        "version": str(metadata()["version"]),
        "date": released().isoformat(),
        "doi": metadata().get("doi", ""),
        "url": metadata().get("url", ""),
        "keywords": ", ".join(metadata()["keywords"]),
    }
    return {name: value for name, value in known.items() if value}


def bibtex(what: str = "book") -> str:
    """BibTeX entry of the book, or of its data."""
    kind = {"book": "book", "data": "misc"}[what]
    lines = [f"  {name} = {{{value}}}," for name, value in fields(what).items()]
    return "\n".join([f"@{kind}{{csto-central-asia-{what},", *lines, "}"]) + "\n"


def ris(what: str = "book") -> str:
    """RIS record of the book, or of its data, as Zotero and EndNote read it."""
    day = released()
    lines = [("TY", {"book": "BOOK", "data": "DATA"}[what]), ("AU", author())]
    lines += [("TI", metadata()["title"]), ("PY", str(day.year)), ("DA", f"{day:%Y/%m/%d}")]
    lines += [("ET", str(metadata()["version"])), ("DO", metadata().get("doi", ""))]
    lines += [("UR", metadata().get("url", "")), ("AB", " ".join(metadata()["abstract"].split()))]
    lines += [("KW", word) for word in metadata()["keywords"]]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"


class BookCitation(Directive):
    """`{book-citation}`: how to cite the book and its data, with files for reference managers."""

    def run(self):
        """Nodes of both citations."""
        items = []
        for what, name in (("book", "The book"), ("data", "Its data")):
            term, text = nodes.term("", name), nodes.paragraph("", sentence(what))
            links = nodes.raw("", _links(self.state.document, what), format="html")
            items.append(nodes.definition_list_item("", term, nodes.definition("", text, links)))
        return [nodes.definition_list("", *items)]


def _links(document, what: str) -> str:
    up = "../" * document.settings.env.docname.count("/")
    files = ((f"{what}.bib", "BibTeX"), (f"{what}.ris", "RIS"))
    return (
        "<p>"
        + " · ".join(f'<a class="data-link" href="{up}cite/{f}">{kind}</a>' for f, kind in files)
        + "</p>"
    )


def write_files(app, error):
    """Put the citation files beside the pages."""
    if error or app.builder.format != "html" or app.builder.name == "epub":
        return
    folder = Path(app.outdir) / "cite"
    folder.mkdir(exist_ok=True)
    for what in ("book", "data"):
        (folder / f"{what}.bib").write_text(bibtex(what), encoding="utf-8")
        (folder / f"{what}.ris").write_text(ris(what), encoding="utf-8", newline="")


def setup(app):
    """Register the directive and the files."""
    app.add_directive("book-citation", BookCitation)
    app.connect("build-finished", write_files)
