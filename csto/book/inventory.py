"""What the colophon tells of the book itself: the state of each page, the versions of each tool."""

import platform
import re
from importlib.metadata import PackageNotFoundError, metadata

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from csto.paths import home

#: What is counted on a page: heading of the column -> does this node count?
COUNTED = {
    "Code cells": lambda node: isinstance(node, nodes.container) and "cell" in node["classes"],
    "Charts": lambda node: isinstance(node, nodes.figure) and "chart" in node["classes"],
    "Tables": lambda node: isinstance(node, nodes.table) and "cited" in node["classes"],
    "Claims weighed": lambda node: (
        isinstance(node, nodes.Admonition) and "claim" in node["classes"]
    ),
}


class pages_table(nodes.General, nodes.Element):
    """Place of the table of pages, filled once all of them are read."""


class BookPages(SphinxDirective):
    """`{book-pages}`: each page with its cells, charts, tables and claims."""

    def run(self):
        """A place to be filled."""
        self.env.metadata[self.env.docname]["csto_shows_counts"] = True
        return [pages_table()]


class BookVersions(SphinxDirective):
    """`{book-versions}`: Python and the packages of the lock file, with version and licence."""

    def run(self):
        """One definition list: what was asked for by name, then all that came with it."""
        locked = locked_versions()
        asked = [name for name in asked_for() if name in locked]
        rows = [["Python", platform.python_version(), "PSF-2.0"]]
        rows += [[name, locked[name], licence(name)] for name in asked]
        others = ", ".join(f"{n} {v}" for n, v in sorted(locked.items()) if n not in asked)
        return [
            make_table(["Package", "Version", "Licence"], rows),
            nodes.paragraph("", f"With them came: {others}."),
        ]


def locked_versions() -> dict[str, str]:
    """Package -> version, as `requirements.lock` has them."""
    text = (home() / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][\w.-]*)==([^\s;\\]+)", text, re.MULTILINE))


def asked_for() -> list[str]:
    """Packages that `requirements.txt` names."""
    text = (home() / "requirements.txt").read_text(encoding="utf-8")
    return re.findall(r"^([a-z0-9][\w.-]*)==", text, re.MULTILINE)


def licence(package: str) -> str:
    """Licence of an installed package in a word or two; empty where it states none."""
    try:
        found = metadata(package)
    except PackageNotFoundError:
        return ""
    stated = found.get("License-Expression") or found.get("License") or ""
    if stated and "\n" not in stated:
        return stated
    classes = [c for c in found.get_all("Classifier", []) if c.startswith("License ::")]
    return classes[0].split(" :: ")[-1] if classes else ""


def count(app, doctree):
    """Remember what a page holds when it is read."""
    app.env.metadata[app.env.docname]["csto_counts"] = {
        heading: sum(1 for node in doctree.findall() if test(node))
        for heading, test in COUNTED.items()
    }


def fill(app, doctree, docname):
    """Put the table of pages where `{book-pages}` stands, in the order of the contents."""
    for place in list(doctree.findall(pages_table)):
        heads = ["Page", *COUNTED, "Sources cited"]
        place.replace_self(make_table(heads, [_page(app, page) for page in pages(app)]))


def pages(app) -> list[str]:
    """Pages in the order of `_toc.yml`."""
    return [page for page in app.config.external_site_map if page in app.env.titles]


def _page(app, page: str) -> list:
    cited = app.env.get_domain("cite").citation_refs
    keys = {key for ref in cited if ref.docname == page for key in _keys(ref)}
    counts = app.env.metadata[page].get("csto_counts", {})
    return [app.env.titles[page].astext(), *(counts.get(h, 0) for h in COUNTED), len(keys)]


def _keys(ref) -> list[str]:
    return [target.key for target in ref.targets]


def make_table(heads: list[str], rows: list[list[str]]) -> nodes.table:
    """A plain table of words."""
    group = nodes.tgroup("", cols=len(heads))
    group += [nodes.colspec(colwidth=100 // len(heads)) for _ in heads]
    group += nodes.thead("", _row(heads))
    group += nodes.tbody("", *(_row(row) for row in rows))
    return nodes.table("", group, classes=["cited"])


def _row(cells) -> nodes.row:
    entries = [
        nodes.entry(
            "", nodes.paragraph("", "", c if isinstance(c, nodes.Node) else nodes.Text(str(c)))
        )
        for c in cells
    ]
    return nodes.row("", *entries)


def always_current(app, env):
    """Write again the pages that show counts of other pages."""
    return [page for page in env.found_docs if env.metadata[page].get("csto_shows_counts")]


def setup(app):
    """Register the directives and count each page as it is read."""
    app.add_node(pages_table)
    app.add_directive("book-pages", BookPages)
    app.add_directive("book-versions", BookVersions)
    app.connect("doctree-read", count)
    app.connect("env-updated", always_current)
    app.connect("doctree-resolved", fill)
