"""Reads a drawn chart back: its texts with their boxes, its marks and bars, in inches."""

import ast
import contextlib
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from csto.figure import Chart
from tests.conftest import source

#: Dots to the inch.
DPI = 300
#: Inches by which boxes of texts may touch: the edge of a letter, not a letter.
SLACK = 0.01
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Written:
    """A line of text on a drawing and its box: left, top, right and bottom in inches."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    colour: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def covers(self, other: "Written") -> bool:
        """Whether the two boxes share more than an edge."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > SLACK
            and min(self.bottom, other.bottom) - max(self.top, other.top) > SLACK
        )


@dataclass(frozen=True)
class Read:
    """What can be read on a drawing, and its size in inches."""

    width: float
    height: float
    texts: tuple[Written, ...]

    def outside(self) -> list[str]:
        """Texts that reach over the edge."""
        return [
            one.text
            for one in self.texts
            if one.left < -SLACK
            or one.top < -SLACK
            or one.right > self.width + SLACK
            or one.bottom > self.height + SLACK
        ]

    def overlapping(self) -> list[tuple[str, str]]:
        """Pairs of texts of which one lies over the other."""
        pairs = combinations(self.texts, 2)
        return [(one.text, other.text) for one, other in pairs if one.covers(other)]


def read(figure: Figure) -> Read:
    """Measure all texts of a figure that can be seen, with the renderer that would draw them."""
    figure.set_dpi(DPI)
    renderer = FigureCanvasAgg(figure).get_renderer()
    with mpl.rc_context({"text.hinting": "none"}):  # hinting would widen the words
        figure.draw_without_rendering()
        return _read(figure, renderer)


def _read(figure: Figure, renderer) -> Read:
    wide, high = (float(side) for side in figure.get_size_inches())
    found = []
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            box, colour = text.get_window_extent(renderer), to_hex(text.get_color())
            x0, y0, x1, y1 = (float(side) / DPI for side in (box.x0, box.y0, box.x1, box.y1))
            edges = (x0, high - y1, x1, high - y0)
            found.append(Written(text.get_text(), *edges, text.get_fontsize(), colour))
    return Read(wide, high, tuple(found))


@lru_cache(maxsize=256)
def measured(chart: Chart, width: float) -> Read:
    """What can be read on a chart that is drawn so wide."""
    return read(chart.figure(width))


def words(figure: Figure) -> str:
    """All texts of a figure, broken lines joined."""
    return " ".join(" ".join(one.text for one in read(figure).texts).split())


def marks(figure: Figure) -> list[Line2D]:
    """Single marks of the page, in the order in which they were drawn."""
    lines = figure.axes[0].lines
    return [line for line in lines if line.get_marker() != "None" and len(line.get_xdata()) == 1]


def place(mark: Line2D) -> tuple[float, float]:
    """Where a mark stands, in inches from the upper left corner."""
    return float(mark.get_xdata()[0]), float(mark.get_ydata()[0])


def bars(figure: Figure) -> list[Rectangle]:
    """Bars of the page: rectangles with a colour of their own, not the patches behind texts."""
    return [
        patch
        for patch in figure.axes[0].patches
        if isinstance(patch, Rectangle) and patch.get_zorder() == 2
    ]


def scale(figure: Figure, last: int = 0):
    """Function from inches to values, from the numbers written along the lowest scale.

    Args:
        figure: a drawing whose scale is the lowest line of numbers.
        last: how many lines of text stand below the scale.
    """
    numbers = [
        (one.bottom, one.middle, float(one.text.replace(",", "").replace("−", "-")))
        for one in read(figure).texts
        if re.fullmatch(r"−?[\d,]+(\.\d+)?", one.text)
    ]
    lowest = max(bottom for bottom, *_ in numbers)
    stops = [(x, value) for bottom, x, value in numbers if lowest - bottom < 0.05]
    # The first and last number may be moved to stay on the page: fit through those between.
    inner = sorted(stops)[1:-1] if len(stops) > 3 else sorted(stops)
    return np.poly1d(np.polyfit(*zip(*inner, strict=True), 1))


@lru_cache(maxsize=32)
def charts(page: str) -> tuple[Chart, ...]:
    """Charts that the cells of a page show, in order: each cell is run as a notebook runs it."""
    names, shown = {}, []
    for match in CELL.finditer(source(page)):
        code = "\n".join(line for line in match[1].splitlines() if not line.startswith(":tags:"))
        tree = ast.parse(code)
        ends = tree.body and isinstance(tree.body[-1], ast.Expr)
        last = ast.Expression(tree.body.pop().value) if ends else None
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(tree, page, "exec"), names)
            result = eval(compile(last, page, "eval"), names) if last else None
        if isinstance(result, Chart):
            shown.append(result)
    return tuple(shown)
