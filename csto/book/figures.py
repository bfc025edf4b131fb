"""Charts in the book: one numbered figure each, inline SVG on the page and PDF in print."""

import base64
import hashlib
import json
from html import escape

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.transforms.post_transforms import SphinxPostTransform

from csto.book.lean import lean_drawings
from csto.book.pages import data_link
from csto.mime import MIME


class ChartRenderer:
    """Plugin of myst-nb: makes a figure of what `csto.Chart` hands over."""

    mime_priority_overrides = [("*", MIME, 0)]

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool):
        """Nodes for one chart; None leaves other mime types to myst-nb."""
        if inline or data.mime_type != MIME:
            return None
        chart = data.content if isinstance(data.content, dict) else json.loads(data.content)
        return [_figure(renderer, chart, data.line)]


def _figure(renderer: NbElementRenderer, chart: dict, line: int | None) -> nodes.figure:
    document = renderer.renderer.document
    figure = nodes.figure(classes=["chart"], align="default")
    figure["names"].append(nodes.fully_normalize_name(chart["name"]))
    figure.source, figure.line = document["source"], line
    document.note_explicit_target(figure, figure)

    pdf = base64.b64decode(chart["pdf"])
    drawings = pdf + chart["svg"].encode() + chart["svg_narrow"].encode()
    stem = f"{chart['name']}-{hashlib.sha256(drawings).hexdigest()[:12]}"
    svg_uri = renderer.write_file([stem + ".svg"], chart["svg"].encode(), exists_ok=True)
    renderer.write_file([stem + ".pdf"], pdf, exists_ok=True)
    # The builder chooses: Sphinx resolves `.*` to the best format that it supports.
    image = nodes.image(uri=svg_uri.removesuffix("svg") + "*", alt=chart["alt"])
    image["chart"] = {"name": chart["name"], "alt": chart["alt"]}
    image["chart"] |= chart.get("page") or lean_drawings(chart)
    narrow = chart["svg_narrow"].encode()
    image["chart"]["narrow_uri"] = renderer.write_file(
        [stem + "-narrow.svg"], narrow, exists_ok=True
    )
    figure += image

    figure += nodes.caption(chart["title"], "", *_inline(renderer, chart["title"], line))
    legend = nodes.legend()
    source = nodes.paragraph(classes=["source-line"])
    source += nodes.Text(chart["source_line"])
    docname = renderer.renderer.sphinx_env.docname
    for table in chart["tables"]:
        source += data_link(table, docname, f"{table}.csv", before=" (", after=")")
    source += nodes.Text(".")
    if chart["note"]:
        note = nodes.paragraph("", "", *_inline(renderer, chart["note"], line))
        note["classes"].append("chart-note")
        legend += note
    legend += source
    figure += legend
    return figure


def _inline(renderer: NbElementRenderer, text: str, line: int | None) -> list[nodes.Node]:
    """Inline nodes of one paragraph of Markdown."""
    holder = nodes.Element()
    with renderer.renderer.current_node_context(holder):
        renderer.renderer.nested_render_text(text, line or 0, inline=True)
    return holder.children


class InlineCharts(SphinxPostTransform):
    """Put the SVG itself into the page: it takes the page's font and colours, dark or light."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs):
        """Replace each chart's image by its drawings for wide and for narrow screens."""
        if self.app.builder.name == "epub":
            return
        for image in list(self.document.findall(nodes.image)):
            if "chart" in image:
                html = inline_svg(image["chart"])
                image.replace_self(nodes.raw(html, html, format="html"))


def inline_svg(chart: dict) -> str:
    """HTML of both drawings of a chart, each described for those who do not see it."""
    parts = []
    for form, key in (("wide", "svg"), ("narrow", "svg_narrow")):
        parts.append(f'<div class="chart-{form}">{_described(chart[key], chart["alt"])}</div>')
    return "\n".join(parts)


def _described(svg: str, alt: str) -> str:
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(alt, quote=True)}" ', 1)


def setup(app):
    """Register the post-transform."""
    app.add_post_transform(InlineCharts)
