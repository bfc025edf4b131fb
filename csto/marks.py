"""What a drawing answers when a reader points at one of its marks."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from csto.tables import split


class Answer(NamedTuple):
    """What a mark stands for in words, and the keys of the sources that say so."""

    text: str
    sources: tuple[str, ...]


class Place(NamedTuple):
    """Where the mark of an answer lies: number of the answer, and its box in points of the SVG.

    A point is a box of no width and height.
    """

    answer: int
    left: int
    top: int
    width: int
    height: int


def answers(rows: pd.DataFrame, texts: Sequence[str]) -> list[Answer]:
    """One answer a row: a text for each, and the sources of the row."""
    return [
        Answer(text, tuple(split(cell))) for text, cell in zip(texts, rows["sources"], strict=True)
    ]


def touch(axis: Axes, answer: int, x: float, y: float, to: tuple[float, float] | None = None):
    """Note where the mark of an answer is drawn.

    Args:
        axis: the axis on which it is drawn.
        answer: number of its answer in the chart.
        x: place along the axis, in its units; of one corner, if the mark is a box.
        y: likewise.
        to: the opposite corner of a box.
    """
    figure = axis.figure
    if not hasattr(figure, "touched"):
        figure.touched = []
    figure.touched.append((axis, answer, (x, y), to or (x, y)))


def touched(figure: Figure) -> list[Place]:
    """Places of all marks that were noted on a figure, in the order of their answers."""
    scale, high = 72 / figure.dpi, figure.get_figheight() * 72
    found = []
    for axis, answer, *corners in getattr(figure, "touched", []):
        points = axis.transData.transform(corners) * scale
        (left, low), (right, top) = points.min(axis=0), points.max(axis=0)
        box = (left, high - top, right - left, top - low)
        found.append(Place(answer, *(round(float(part)) for part in box)))
    return sorted(found)
