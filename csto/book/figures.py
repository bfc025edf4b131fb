"""Charts in the book: one numbered figure each, inline SVG on the page and PDF in print."""

import base64
import hashlib
import json
import shutil
from html import escape
from pathlib import Path

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.transforms.post_transforms import SphinxPostTransform

from csto.book.about import sentence
from csto.book.lean import lean_drawings
from csto.book.pages import data_link
from csto.mime import MIME
from csto.sources import short_citation

#: Folder beside the pages that holds the charts as files.
FOLDER = "charts"
#: Sources that a mark names; it counts the others.
_NAMED = 3


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
    files = {"svg": chart["svg"].encode(), "pdf": pdf, "png": base64.b64decode(chart["png"])}
    image["chart"]["marks"] = {form: chart[form] for form in ("answers", "marks", "marks_narrow")}
    image["chart"]["files"] = {
        kind: renderer.write_file([f"{stem}.{kind}"], content, exists_ok=True)
        for kind, content in files.items()
    }

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
    legend += nodes.raw("", reuse(chart, docname), format="html")
    figure += legend
    return figure


def _inline(renderer: NbElementRenderer, text: str, line: int | None) -> list[nodes.Node]:
    """Inline nodes of one paragraph of Markdown."""
    holder = nodes.Element()
    with renderer.renderer.current_node_context(holder):
        renderer.renderer.nested_render_text(text, line or 0, inline=True)
    return holder.children


def reuse(chart: dict, docname: str) -> str:
    """Under a chart, folded away: its picture, the tables behind it, and how to cite it."""
    up = "../" * docname.count("/")
    links = [
        f'<a class="data-link" href="{up}{FOLDER}/{chart["name"]}.{kind}">{kind.upper()}</a>'
        for kind in ("svg", "png", "pdf")
    ]
    links += [
        f'<a class="data-link" href="{up}data/{table}.csv">{table}.csv</a>'
        for table in chart["tables"]
    ]
    return (
        '<details class="reuse"><summary>Picture, data, citation</summary>'
        f"<p>{' · '.join(links)}</p><p>{escape(sentence(chart['title']))}</p></details>"
    )


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
                self._lay_beside(image["chart"])
                up = "../" * self.env.docname.count("/")
                html = inline_svg(image["chart"], up)
                image.replace_self(nodes.raw(html, html, format="html"))

    def _lay_beside(self, chart: dict) -> None:
        """Put the chart's own files beside the pages; the first is also the page's picture."""
        folder = Path(self.app.outdir) / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for kind, uri in chart["files"].items():
            source = Path(self.env.srcdir, uri.lstrip("/"))
            shutil.copyfile(source, folder / f"{chart['name']}.{kind}")
        says = folder / f"{chart['name']}.js"
        says.write_text(marks_script(chart), encoding="utf-8")
        self.app.csto_pictures.setdefault(self.env.docname, f"{FOLDER}/{chart['name']}.png")


def marks_script(chart: dict) -> str:
    """What the marks of a chart say and where they lie, as a script of one call.

    It is a script and not a JSON file, because a page that is read from a disk may fetch none. The
    page asks for it when the pointer or the focus comes to the chart for the first time.
    """
    found = chart["marks"]
    says = [text + _said_by(keys) for text, keys in found["answers"]]
    data = [says, found["marks"], found["marks_narrow"]]
    lean = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"chartMarks({json.dumps(chart['name'])},{lean});\n"


def _said_by(keys: list[str]) -> str:
    """Sources of a mark in a few words."""
    labels = list(dict.fromkeys(short_citation(key) for key in keys))
    more = f" and {len(labels) - _NAMED} more" if len(labels) > _NAMED else ""
    return f" — {'; '.join(labels[:_NAMED])}{more}" if labels else ""


def inline_svg(chart: dict, up: str) -> str:
    """HTML of both drawings of a chart, described once for those who do not see it.

    Args:
        chart: the drawings and their alternative text.
        up: way from the page to the folder of all pages.
    """
    parts = [
        f'<div class="chart-{form}"><svg aria-hidden="true"{chart[key].removeprefix("<svg")}</div>'
        for form, key in (("wide", "svg"), ("narrow", "svg_narrow"))
    ]
    alt = escape(chart["alt"], quote=True)
    marks = f"{up}{FOLDER}/{chart['name']}.js"
    return (
        f'<div class="drawing" role="img" aria-label="{alt}" data-marks="{marks}">'
        f"{''.join(parts)}</div>"
    )


def setup(app):
    """Register the post-transform."""
    app.add_post_transform(InlineCharts)
