"""A chart as a thing of the book: drawing, title, alternative text, source line, data behind it."""

import base64
import io
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape

import matplotlib as mpl
import matplotlib.style
import pandas as pd
from fontTools import subset
from fontTools.subset import load_font
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.figure import Figure

from csto.errors import CstoError
from csto.marks import Answer, touched
from csto.mime import MIME
from csto.paths import HERE
from csto.rows import tables_of
from csto.tables import resource, split

#: Widths in inches: the text block of page and paper, and a phone.
WIDE, NARROW = 6.3, 3.3

Draw = Callable[[float], Figure]


_STAMPS = {
    "svg": ("Date", "Creator"),
    "pdf": ("CreationDate", "Creator", "Producer"),
    "png": ("Software",),
}


class Chart:
    """A chart with all that a reader needs around it.

    Args:
        draw: function of a width in inches that returns a new matplotlib figure; it is called
            once for each edition of the drawing (wide, narrow), inside the house style.
        title: the message of the chart, one sentence.
        alt: what the drawing shows, with its main figures, for those who do not see it.
        name: target for cross-references, for example `chart-sessions`.
        rows: the rows drawn, from which the source line counts rows and sources.
        note: how to read the chart, and what it leaves out; may be empty.
        answers: what each mark says to a reader who points at it.

    Raises:
        CstoError: title, alternative text or rows are missing.
    """

    def __init__(
        self,
        draw: Draw,
        *,
        title: str,
        alt: str,
        name: str,
        rows: pd.DataFrame | Sequence[pd.DataFrame],
        note: str = "",
        answers: Sequence[Answer] = (),
    ):
        """Keep the parts; nothing is drawn before the chart is shown."""
        frames = [rows] if isinstance(rows, pd.DataFrame) else list(rows)
        for part, text in (("title", title), ("alt", alt), ("name", name)):
            if not text.strip():
                raise CstoError(f"chart '{name}': {part} is empty")
        if not frames or any(frame.empty for frame in frames):
            raise CstoError(f"chart '{name}' has no rows to draw: check what the cell selects")
        self.draw, self.title, self.alt, self.name, self.note = draw, title, alt, name, note
        self.answers = list(answers)
        self.tables = list(dict.fromkeys(t for frame in frames for t in _tables_of(frame, name)))
        self.row_count = sum(len(frame) for frame in frames)
        self.source_count = len({s for f in frames for cell in f["sources"] for s in split(cell)})

    def svg(self, width: float = WIDE) -> str:
        """The drawing as SVG text; the same rows give the same bytes."""
        return self._save("svg", self.figure(width), width).decode("utf-8")

    def pdf(self, width: float = WIDE) -> bytes:
        """The drawing as a one-page PDF with embedded fonts."""
        return self._save("pdf", self.figure(width), width)

    def png(self, width: float = WIDE) -> bytes:
        """The drawing as a picture on white, twice as fine as a screen."""
        return self._save("png", self.figure(width), width)

    def figure(self, width: float = WIDE) -> Figure:
        """A new matplotlib figure in the house style, `width` inches wide."""
        register_fonts()
        with mpl.style.context(str(HERE / "style.mplstyle")):
            return self.draw(width)

    def _save(self, form: str, figure: Figure, width: float) -> bytes:
        buffer = io.BytesIO()
        # No dates and versions: they would make two builds differ.
        stamps = _STAMPS[form]
        look = {"dpi": 200, "facecolor": "white"} if form == "png" else {"transparent": True}
        settings = {"svg.hashsalt": f"{self.name}-{width}"}
        with mpl.style.context(str(HERE / "style.mplstyle")), mpl.rc_context(settings):
            figure.savefig(buffer, format=form, metadata={s: None for s in stamps}, **look)
        return buffer.getvalue()

    def source_line(self) -> str:
        """Tables, rows and sources behind the chart, in words."""
        tables = " and ".join(self.tables)
        plural = "s" if len(self.tables) > 1 else ""
        return (
            f"Table{plural} {tables}: {self.row_count} row{'s' if self.row_count > 1 else ''} "
            f"from {self.source_count} source{'s' if self.source_count > 1 else ''}"
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        drawing, small = self.figure(WIDE), self.figure(NARROW)
        wide, narrow = self._page(drawing, WIDE), self._page(small, NARROW)
        pdf, png = (self._save(form, drawing, WIDE) for form in ("pdf", "png"))
        chart = {
            "answers": self.answers,
            "marks": touched(drawing),
            "marks_narrow": touched(small),
            "svg": wide,
            "svg_narrow": narrow,
            "pdf": base64.b64encode(pdf).decode("ascii"),
            "png": base64.b64encode(png).decode("ascii"),
            "title": self.title,
            "alt": self.alt,
            "name": self.name,
            "note": self.note,
            "tables": self.tables,
            "source_line": self.source_line(),
        }
        html = (
            f'<figure role="img" aria-label="{escape(self.alt)}">{wide}'
            f"<figcaption><strong>{escape(self.title)}</strong> {escape(self.note)} "
            f"<em>{escape(self.source_line())}.</em></figcaption></figure>"
        )
        return {MIME: chart, "text/html": html, "text/plain": self.alt}

    def _page(self, figure: Figure, width: float) -> str:
        """The drawing for a page."""
        svg = self._save("svg", figure, width).decode("utf-8")
        return lean_svg(svg, f"{self.name}-{'wide' if width == WIDE else 'narrow'}")


def _tables_of(frame: pd.DataFrame, chart: str) -> list[str]:
    names = tables_of(frame)
    if not names:
        raise CstoError(
            f"chart '{chart}': rows must come from csto.load, so that they can be cited"
        )
    for name in names:
        resource(name)
    return names


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the chart font, which lies beside this file, known to matplotlib."""
    for path in sorted((HERE / "fonts").glob("*.ttf")):
        font_manager.fontManager.addfont(path)
    subset.load_font = _without_rules


def _without_rules(file, options, **more) -> TTFont:
    """A font without its rules for placing glyphs, for a PDF, in which each has its place already.

    To cut these rules down to the few glyphs of a chart takes half of the time that a chart takes.
    """
    font = load_font(file, options, **more)
    for table in ("GSUB", "GPOS", "GDEF"):
        if table in font:
            del font[table]
    return font


def lean_svg(svg: str, prefix: str) -> str:
    """SVG for a page: without file header and metadata, fluid in width, with ids of its own.

    Args:
        svg: SVG text as matplotlib writes it.
        prefix: put before each id, so that two charts on one page do not share any.
    """
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
    used = set(re.findall(r'(?:url\(#|href="#)([^")]+)', svg))

    def own(match: re.Match) -> str:
        return f' id="{prefix}-{match.group(1)}"' if match.group(1) in used else ""

    svg = re.sub(r' id="([^"]+)"', own, svg)
    svg = re.sub(r"url\(#", f"url(#{prefix}-", svg)
    svg = re.sub(r'href="#', f'href="#{prefix}-', svg)
    svg = svg.replace("stroke-linejoin: miter", "").replace("; ; ", "; ")
    return re.sub(r">\s+<", "><", svg).strip()
