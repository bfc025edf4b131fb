"""Words on a chart: how wide they are, where they break, how they are written."""

import re
from collections.abc import Sequence
from functools import lru_cache

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path

from csto.figure import register_fonts
from csto.palette import INK, PAPER

#: Sizes in points; none is below 8, so that a phone and a printed page can carry them.
SMALL, BODY = 8.0, 8.5
_POINT = 1 / 72
#: Holds the words of a date together while lines are broken.
_TIE = "\N{NO-BREAK SPACE}"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DATE = re.compile(rf"\b(?:\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{4}})\b")
#: From line to line, and from the top of a line to its baseline, as a share of the size.
_LEADING, _BASELINE = 1.25, 0.945


@lru_cache(maxsize=8192)
def text_width(text: str, size: float = BODY, bold: bool = False) -> float:
    """Width in inches of one line of text in the chart font, `size` in points."""
    register_fonts()
    weight = "semibold" if bold else "normal"
    font = FontProperties(family="Source Sans 3", size=size, weight=weight)
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] * _POINT


def widest(lines: Sequence[str], size: float = BODY, bold: bool = False) -> float:
    """Width in inches of the widest of some texts, line breaks included; 0 for none."""
    parts = [part for line in lines for part in line.split("\n")]
    return max((text_width(part, size, bold) for part in parts), default=0.0)


def line_height(size: float = BODY) -> float:
    """Height in inches from one line to the next."""
    return size * _LEADING * _POINT


def text_height(text: str, size: float = BODY) -> float:
    """Height in inches of a text, line breaks included."""
    return line_height(size) * (text.count("\n") + 1)


def wrap(text: str, width: float, size: float = BODY, bold: bool = False) -> str:
    """Text with line breaks so that no line is wider than `width` inches.

    Lines break at spaces (but not within a date) and after a hyphen or slash between letters;
    within a word only if it alone is wider than the line.
    """
    lines, line = [], ""
    text = _DATE.sub(
        lambda date: date[0].replace(" ", "\N{NO-BREAK SPACE}"), " ".join(text.split())
    )
    for piece in _pieces(text, width, size, bold):
        if line and text_width((line + piece).rstrip(), size, bold) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return "\n".join([*lines, line.rstrip()]).replace(_TIE, " ")


def _pieces(text: str, width: float, size: float, bold: bool) -> list[str]:
    """Parts of a text between which a line may break; each keeps the space that follows it."""
    found = re.split(r"(?<= )|(?<=[^\W\d][-/])(?=[^\W\d])", text)
    return [part for piece in found for part in _cut(piece, width, size, bold)]


def _cut(piece: str, width: float, size: float, bold: bool) -> list[str]:
    """A word (or date) that is wider than the line, in parts that are not."""
    if _TIE in piece and text_width(piece.rstrip(), size, bold) > width:
        words_ = re.split(rf"(?<={_TIE})", piece)
        return [part for word in words_ for part in _cut(word, width, size, bold)]
    parts = []
    while len(piece) > 1 and text_width(piece.rstrip(), size, bold) > width:
        fits = 1
        while text_width(piece[: fits + 1], size, bold) <= width:
            fits += 1
        parts.append(piece[:fits])
        piece = piece[fits:]
    return [*parts, piece]


def put(
    page: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float = BODY,
    bold: bool = False,
    color: str = INK,
    ha: str = "left",
    va: str = "top",
    halo: float = 0.0,
    zorder: float = 4,
) -> None:
    """Write text on a page whose axis is in inches, line by line on even baselines.

    Args:
        page: axis from `sheet`.
        x: place in inches from the left of the text's `ha` (left, center or right).
        y: place in inches from the top of the text's `va` (top, middle or bottom).
        text: words; may hold line breaks.
        size: points.
        bold: semibold instead of regular.
        color: `#rrggbb`.
        ha: which part of each line stands at `x`.
        va: which part of all lines stands at `y`; any other word is their middle.
        halo: opacity of a patch of paper behind the text, so that lines do not run through it.
        zorder: layer.
    """
    lines, step = text.split("\n"), line_height(size)
    top = y - {"top": 0.0, "bottom": 1.0}.get(va, 0.5) * step * len(lines)
    if halo:
        _lay_paper(page, x, top, lines, size, bold, ha, halo, zorder)
    for i, line in enumerate(lines):
        page.text(
            x, top + i * step + _BASELINE * size * _POINT, line, fontsize=size, color=color, ha=ha,
            va="baseline", fontweight="semibold" if bold else "normal", parse_math=False,
            zorder=zorder,
        )  # fmt: skip


def _lay_paper(page, x, top, lines, size, bold, ha, alpha, zorder) -> None:
    wide, step = widest(lines, size, bold) + 0.02, line_height(size)
    left = x - {"left": 0.01, "center": wide / 2, "right": wide - 0.01}[ha]
    patch = Rectangle(
        (left, top + 0.15 * step), wide, step * (len(lines) - 0.2), facecolor=PAPER,
        edgecolor="none", alpha=alpha if alpha < 1 else None, zorder=zorder - 0.1,
    )  # fmt: skip
    page.add_patch(patch)


def words(value) -> str:
    """A cell as text; empty if it is missing."""
    return "" if value is None or pd.isna(value) else str(value)
