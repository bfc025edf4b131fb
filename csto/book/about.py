"""What a page says of itself to machines and to those who cite it: head, citation, addresses.

The address of the published book stands in `CITATION.cff` (`url`); GitHub's own builds may set
`BOOK_ADDRESS` instead. Without one, nothing is said that needs one: no canonical address, no
sitemap, no picture for other sites.
"""

import json
import os
import re
from html import escape
from pathlib import Path

from docutils import nodes

from csto.book import citation

_LONGEST = 300


def base() -> str:
    """Address of the front page with a slash at its end; empty if the book has none."""
    found = os.environ.get("BOOK_ADDRESS") or citation.metadata().get("url", "")
    return found.rstrip("/") + "/" if found else ""


def describe(doctree: nodes.document | None) -> str:
    """A page in a few sentences: its short answer, or how it begins."""
    if doctree is None:
        return ""
    boxes = [box for box in doctree.findall(nodes.Admonition) if "answer" in box["classes"]]
    all_found = (boxes[0] if boxes else doctree).findall(nodes.paragraph)
    found = [p for p in all_found if not isinstance(p.parent, nodes.citation | nodes.entry)]
    text = " ".join(" ".join(p.astext() for p in found[: 2 if boxes else 1]).split())
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def add(app, pagename, templatename, context, doctree):
    """Give the template what stands in the head and under the text of a page."""
    if app.builder.format != "html" or app.builder.name == "epub":
        return
    is_root, text = pagename == app.config.root_doc, describe(doctree)
    context["page_metadata"] = head(pagename, _title(context, is_root), text, is_root, app)
    if doctree is not None and not is_root:
        depth = "../" * pagename.count("/")
        own = tools(pagename, _title(context, is_root), depth)
        context["page_tools"] = context.get("page_tools", "") + own


def _title(context: dict, is_root: bool) -> str:
    if is_root:
        return citation.metadata()["title"]
    return re.sub(r"<[^>]+>", "", context.get("title", ""))


def head(page: str, title: str, text: str, is_root: bool, app) -> str:
    """Elements of a page's head: for search engines, for other sites, for Zotero."""
    day = citation.released()
    lines = [_meta("name", "description", text)]
    lines += [
        _meta("property", "og:title", title),
        _meta("property", "og:type", "book" if is_root else "article"),
        _meta("property", "og:description", text),
        _meta("property", "og:site_name", citation.title_parts()[0]),
        _meta("name", "citation_title", title),
        _meta("name", "citation_author", citation.author()),
        _meta("name", "citation_publication_date", f"{day:%Y/%m/%d}"),
        _meta("name", "citation_language", "en"),
    ]
    if not is_root:
        lines.append(_meta("name", "citation_inbook_title", citation.metadata()["title"]))
    if base():
        address = base() + ("" if is_root else f"{page}.html")
        lines += [
            f'<link rel="canonical" href="{escape(address)}">',
            _meta("property", "og:url", address),
            _meta("name", "citation_public_url", address),
        ]
        if picture := app.csto_pictures.get(page):
            lines += [
                _meta("property", "og:image", base() + picture),
                _meta("name", "twitter:card", "summary_large_image"),
            ]
    data = json.dumps(linked_data(page, title, text, is_root), ensure_ascii=False)
    lines.append('<script type="application/ld+json">' + data.replace("</", "<\\/") + "</script>")
    return "\n".join(filter(None, lines))


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}">' if content else ""


def linked_data(page: str, title: str, text: str, is_root: bool) -> dict:
    """The page as schema.org has it: the book, one of its chapters, or its data."""
    known = citation.metadata()
    shared = {
        "author": {"@type": "Organization", "name": citation.author()},
        "datePublished": citation.released().isoformat(),
        "version": str(known["version"]),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "inLanguage": "en",
    }
    book = {"@type": "Book", "name": known["title"], "keywords": known["keywords"], **shared}
    kinds = {True: book, False: {"@type": "Chapter", "name": title, "isPartOf": book}}
    found = {"@context": "https://schema.org", **kinds[is_root], "description": text, **shared}
    if page.endswith("/codebook"):
        found |= {"@type": "Dataset", "name": f"{known['title']} [data set]"}
    if base():
        found["url"] = base() + ("" if is_root else f"{page}.html")
    return {name: value for name, value in found.items() if value}


def tools(page: str, title: str, depth: str) -> str:
    """How to cite a page, folded away under its text, with files for reference managers."""
    files = f"{depth}cite/{page.replace('/', '-')}"
    return (
        '<details class="cite-page"><summary>Cite this page</summary>'
        f"<p>{escape(sentence(title))}</p>"
        f'<p><a class="data-link" href="{files}.bib">BibTeX</a> · '
        f'<a class="data-link" href="{files}.ris">RIS</a></p></details>'
    )


def sentence(title: str) -> str:
    """Citation of a page in words."""
    known = citation.metadata()
    return (
        f"{citation.author()} ({citation.released().year}). {title}. "
        f"In: {known['title']}. Version {known['version']}. {base()}"
    ).strip()


def bibtex(page: str, title: str) -> str:
    """BibTeX entry of a page."""
    shared = {k: v for k, v in citation.fields("book").items() if k not in ("title", "keywords")}
    shared |= {"title": "{" + title + "}", "booktitle": citation.metadata()["title"]}
    lines = [f"  {name} = {{{value}}}," for name, value in shared.items()]
    key = page.rsplit("/", 1)[-1]
    return "\n".join([f"@incollection{{csto-central-asia-{key},", *lines, "}"]) + "\n"


def ris(title: str) -> str:
    """RIS record of a page."""
    day = citation.released()
    lines = [("TY", "CHAP"), ("AU", citation.author()), ("TI", title)]
    lines += [("T2", citation.metadata()["title"]), ("PY", str(day.year))]
    lines += [("DA", f"{day:%Y/%m/%d}"), ("UR", base())]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def write_files(app, error):
    """Put beside the pages: citations of each, what robots may read, a sitemap, a manifest."""
    if error or app.builder.format != "html" or app.builder.name == "epub":
        return
    folder = Path(app.outdir)
    titles = {page: node.astext() for page, node in app.env.titles.items()}
    (folder / "cite").mkdir(exist_ok=True)
    for page, title in titles.items():
        if page != app.config.root_doc:
            stem = folder / "cite" / page.replace("/", "-")
            stem.with_suffix(".bib").write_text(bibtex(page, title), encoding="utf-8")
            stem.with_suffix(".ris").write_text(ris(title), encoding="utf-8", newline="")
    sitemap = f"Sitemap: {base()}sitemap.xml\n" if base() else ""
    (folder / "robots.txt").write_text(f"User-agent: *\nAllow: /\n{sitemap}", encoding="utf-8")
    if base():
        (folder / "sitemap.xml").write_text(_sitemap(app), encoding="utf-8")
    (folder / "manifest.webmanifest").write_text(_manifest(), encoding="utf-8")
    (folder / "404.html").write_text(_not_found(), encoding="utf-8")


def _sitemap(app) -> str:
    pages = [p for p in app.config.external_site_map if p != app.config.root_doc]
    addresses = [base(), *(f"{base()}{page}.html" for page in pages)]
    lines = [f"<url><loc>{escape(a)}</loc></url>" for a in addresses]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(lines)
        + "\n</urlset>\n"
    )


def _manifest() -> str:
    title = citation.title_parts()[0]
    icon = {"src": "_static/icon.svg", "sizes": "any", "type": "image/svg+xml"}
    known = {
        "name": title,
        "short_name": "CSTO",
        "start_url": "index.html",
        "display": "minimal-ui",
        "background_color": "#fffdf9",
        "theme_color": "#882255",
        "icons": [icon],
    }
    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def _not_found() -> str:
    """A page for wrong addresses: it may be shown at any depth, so it needs no other file."""
    title = escape(citation.title_parts()[0])
    home = f'<p><a href="{escape(base())}">To the front page</a></p>' if base() else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>No such page · {title}</title><style>:root {{ color-scheme: light dark }} "
        "body { max-width: 32rem; margin: 20vh auto; padding: 0 1rem; "
        "font: 1.1rem/1.5 Georgia, serif }</style></head><body><main><h1>No such page</h1>"
        f"<p>There is no page of this book, {title}, at this address. "
        "It may have moved: the contents of the book, on its front page, list all pages.</p>"
        f"{home}</main></body></html>\n"
    )


def setup(app):
    """Hook into the writing of pages."""
    app.csto_pictures = {}
    app.connect("html-page-context", add)
    app.connect("build-finished", write_files)
