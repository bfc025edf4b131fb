"""Words on a chart: how wide they are, where they break, how they are written."""

import re
from collections.abc import Sequence
from functools import lru_cache

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from csto.figure import register_fonts
from csto.palette import INK, PAPER

#: Sizes in points; none is below 8, so that a phone and a printed page can carry them.
SMALL, BODY = 8.0, 8.5
_POINT = 1 / 72
#: From line to line, as a share of the size; matplotlib counts in heights of a line instead.
_LEADING, _SPACING = 1.25, 0.94


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

    Lines break at spaces, after a hyphen or slash between letters, and within a word only if it alone is
    wider than the line.
    """
    lines, line = [], ""
    for piece in _pieces(" ".join(str(text).split()), width, size, bold):
        if line and text_width((line + piece).rstrip(), size, bold) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return "\n".join([*lines, line.rstrip()])


def _pieces(text: str, width: float, size: float, bold: bool) -> list[str]:
    """Parts of a text between which a line may break; each keeps the space that follows it."""
    found = re.split(r"(?<=\s)|(?<=[^\W\d][-/])(?=[^\W\d])", text)
    return [part for piece in found for part in _cut(piece, width, size, bold)]


def _cut(piece: str, width: float, size: float, bold: bool) -> list[str]:
    """A word that is wider than the line, in parts that are not."""
    parts = []
    while len(piece) > 1 and text_width(piece.rstrip(), size, bold) > width:
        fits = 1
        while text_width(piece[: fits + 1], size, bold) <= width:
            fits += 1
        parts.append(piece[:fits])
        piece = piece[fits:]
    return [*parts, piece]


def put(
    axis: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float = BODY,
    bold: bool = False,
    halo: bool = False,
    **more,
) -> Text:
    """Write text at a place of an axis, left and from the top unless told otherwise.

    With `halo` it stands on a patch of paper, so that lines do not run through it.
    """
    if halo:
        more = {"bbox": {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}} | more
    settings = {"va": "top", "ha": "left", "color": INK, "linespacing": _SPACING} | more
    weight = "semibold" if bold else "normal"
    return axis.text(x, y, text, fontsize=size, fontweight=weight, parse_math=False, **settings)


def number(value: float) -> str:
    """A number as charts write it: thousands separated, no more than two decimals."""
    if abs(value) >= 100 or float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def words(value) -> str:
    """A cell as text; empty if it is missing."""
    return "" if value is None or pd.isna(value) else str(value)
