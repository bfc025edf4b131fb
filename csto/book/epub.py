"""The EPUB: same pages, the charts drawn for small screens, no links to files that stay outside."""

import re
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from csto.book import citation


def describe(app, config):
    """Say what the book is, from `CITATION.cff`."""
    title, subtitle = citation.title_parts()
    about = citation.metadata()
    config.version = config.release = str(about["version"])
    config.epub_title = f"{title}: {subtitle}"
    config.epub_author = config.epub_publisher = config.epub_contributor = citation.author()
    config.epub_description = " ".join(about["abstract"].split())
    # Two files of the package must agree on it, and one of them takes a name only.
    config.epub_identifier = config.epub_uid = f"csto-central-asia-{about['version']}"
    config.epub_scheme = "ID"
    config.epub_tocscope = "includehidden"
    config.epub_basename = "book"
    config.epub_show_urls = "no"
    config.epub_css_files = ["epub.css"]
    config.epub_use_index = False
    config.epub_tocdepth = 2
    config.epub_copyright = config.copyright


def without_theme(app):
    """Silence the web theme, which fills its own templates and stumbles over pages of an EPUB."""
    if app.builder.name != "epub":
        return
    app.config.html_static_path = ["theme/static/epub.css"]
    # myst-nb has left its style sheet there by now, under a name with a digest in it.
    styles = Path(app.outdir).glob("_static/mystnb.*.css")
    app.config.epub_exclude_files = [f"_static/{style.name}" for style in styles]
    listeners = app.events.listeners["html-page-context"]
    themes = ("sphinx_book_theme", "pydata_sphinx_theme", "sphinx_thebe")
    listeners[:] = [one for one in listeners if not one.handler.__module__.startswith(themes)]


class PhoneCharts(SphinxPostTransform):
    """Take the narrow drawing of each chart: a reader for books is as wide as a phone."""

    default_priority = 1  # before code is folded and images are collected
    formats = ("html",)

    def run(self, **kwargs):
        """Point each chart's image at its narrow drawing; drop code; unlink the data files."""
        if self.app.builder.name != "epub":
            return
        for cell in list(self.document.findall(nodes.container)):
            if "cell_input" in cell["classes"]:
                cell.parent.remove(cell)
        docname = self.env.docname
        for image in list(self.document.findall(nodes.image)):
            if "chart" in image:
                image["uri"] = self.env.relfn2path(image["chart"]["narrow_uri"], docname)[0]
                image["candidates"] = {"image/svg+xml": image["uri"]}
                self.env.images.add_file(docname, image["uri"])
        for raw in list(self.document.findall(nodes.raw)):
            if 'class="data-link"' in raw.astext():
                raw.replace_self(_unlinked(raw))


def _unlinked(raw: nodes.raw) -> nodes.Node:
    """Words of a link to a file that the EPUB does not carry."""
    words = re.sub(r"<[^>]+>", "", raw.astext())
    inline = isinstance(raw.parent, nodes.TextElement)
    return nodes.Text(words) if inline else nodes.paragraph("", words)


def plain_pages(app, pagename, templatename, context, doctree):
    """Leave only the style sheet of the EPUB, and no script: extensions add theirs to each page."""
    if app.builder.name == "epub":
        context["css_files"] = [f for f in context["css_files"] if "epub.css" in str(f)][:1]
        context["script_files"] = []
        if "body" in context:
            context["body"] = re.sub(r"<script.*?</script>", "", context["body"], flags=re.DOTALL)


def setup(app):
    """Describe the book and register the transform."""
    app.add_post_transform(PhoneCharts)
    app.connect("config-inited", describe, priority=100)
    app.connect("builder-inited", without_theme, priority=900)
    app.connect("html-page-context", plain_pages, priority=900)
