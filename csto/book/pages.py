"""What a page needs beside its text: the data to download, and nothing from other hosts."""

import shutil
import zipfile
from pathlib import Path

from docutils import nodes
from sphinx.util import logging

from csto.book import citation
from csto.book.lean import lean_page
from csto.paths import home

logger = logging.getLogger(__name__)

ARCHIVE = "csto-central-asia.zip"


def own_page(app, pagename, templatename, context, doctree):
    """Lay the page out by a template of `theme/templates`: a light body, no script of others."""
    if app.builder.name == "epub":
        return None
    context["script_files"] = []
    context["metatags"] = ""
    if "body" in context:
        context["body"] = lean_page(context["body"])
    return "book-search.html" if pagename == "search" else "book.html"


def copy_data(app, error):
    """Put the data package beside the pages, where their links expect it."""
    if error or app.builder.format != "html" or app.builder.name == "epub":
        return
    target = Path(app.outdir) / "data"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(home() / "data", target)
    write_archive(target / ARCHIVE)


def write_archive(path: Path) -> None:
    """The data package with its bibliography as one zip; the same content gives the same bytes."""
    files = sorted((home() / "data").iterdir()) + [home() / "references.bib"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.name, date_time=citation.released().timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())


def data_role(name, rawtext, text, lineno, inliner, options=None, content=None):
    """`{table-file}`: link to the CSV file of a table; in print its name alone."""
    docname = inliner.document.settings.env.docname
    return [data_link(text, docname, text=f"{text}.csv")], []


def data_link(table: str, docname: str, text: str, before: str = "", after: str = "") -> nodes.Node:
    """Link from a page to `data/<table>.csv` beside the pages."""
    depth = "../" * docname.count("/")
    html = f'{before}<a class="data-link" href="{depth}data/{table}.csv">{text}</a>{after}'
    links = nodes.inline()
    links += nodes.raw(html, html, format="html")
    name = f"{text}" if not before else ""
    links += nodes.raw(name, name.replace("_", r"\_"), format="latex")
    return links


def pages_left_out(app):
    """Warn of a chapter that nobody will find, since the table of contents does not list it."""
    source = Path(app.srcdir)
    listed = set(app.config.external_site_map)
    for path in sorted((source / "chapters").rglob("*.md")):
        page = path.relative_to(source).with_suffix("").as_posix()
        if not path.name.startswith("_") and page not in listed:
            logger.warning(
                "%s.md is not listed in _toc.yml: list it there, or start its name with _", page
            )


def setup(app):
    """Hook into the writing of pages."""
    app.add_role("table-file", data_role)
    app.connect("builder-inited", pages_left_out)
    app.connect("html-page-context", own_page, priority=900)
    app.connect("build-finished", copy_data)
