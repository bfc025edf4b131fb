"""What the drawings share: sheets measured in inches, axes of numbers and of time, marks, keys."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from csto.charts._text import SMALL, line_height, put, text_width, widest
from csto.palette import ACCENT, INK, MUTED, PAPER, RULE
from csto.wording import number


def sheet(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure with a bare axis in inches over all of it, counted from the upper left corner."""
    height = np.ceil(height * 72) / 72
    figure = Figure(figsize=(width, height))
    axis = figure.add_axes((0, 0, 1, 1))
    axis.set(xlim=(0, width), ylim=(height, 0))
    axis.axis("off")
    return figure, axis


def panel(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """An axis at a place of the figure in inches, counted from the upper left corner."""
    wide, high = figure.get_size_inches()
    axis = figure.add_axes((left / wide, 1 - (top + height) / high, width / wide, height / high))
    axis.patch.set_visible(False)
    return axis


def value_ticks(low: float, high: float, room: int = 5) -> np.ndarray:
    """Round numbers from at or below `low` to at or above `high`."""
    if low == high:
        high = low + 1
    return MaxNLocator(nbins=room, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)


def year_ticks(first: int, last: int, width: float) -> list[tuple[float, str]]:
    """Round years between two years, as many as `width` inches can carry, with their labels."""
    room = max(width / (text_width("2000", SMALL) * 1.9), 2)
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if (last - first) / s <= room)
    start = -(-first // step) * step
    return [(year, str(year)) for year in range(start, last + 1, step)]


def date_ticks(first: pd.Timestamp, last: pd.Timestamp, width: float) -> list[tuple[float, str]]:
    """Days, months or years between two days, as the width can carry; positions as matplotlib's."""
    room = max(width / 0.55, 2)
    days = (last - first).days
    if days / 365.25 > 4:
        found = year_ticks(first.year + (first.day_of_year > 1), last.year, width)
        return [(date2num(pd.Timestamp(year=int(y), month=1, day=1)), text) for y, text in found]
    if days > 75:
        step = next(s for s in (1, 2, 3, 6, 12) if days / 30.4 / s <= room)
        stops = pd.date_range(first.normalize(), last, freq=f"{step}MS")
        texts = [f"{day:%b}" for day in stops]
    else:
        step = next(s for s in (1, 2, 3, 5, 7, 14, 28) if days / s <= room)
        stops = pd.date_range(first.normalize(), last, freq=f"{step}D")
        texts = [f"{day.day} {day:%b}" for day in stops]
    new = [i == 0 or day.year != stops[i - 1].year for i, day in enumerate(stops)]
    texts = [f"{t}\n{d.year}" if n else t for t, d, n in zip(texts, stops, new, strict=True)]
    return [(date2num(day), text) for day, text in zip(stops, texts, strict=True)]


@dataclass(frozen=True)
class Span:
    """Time from left to right over some inches of a page; days outside it lie at its ends."""

    first: pd.Timestamp
    last: pd.Timestamp
    left: float
    room: float

    def at(self, day: pd.Timestamp) -> float:
        """Place of a day, in inches from the left of the page."""
        share = (day - self.first) / max(self.last - self.first, pd.Timedelta(days=1))
        return self.left + self.room * min(max(share, 0.0), 1.0)

    def draw(self, page: Axes, strips: Sequence[tuple[float, float]], bottom: float) -> None:
        """Thin lines at round dates, from top to bottom of each strip, and the dates at the end."""
        end = self.left + self.room
        for stop, text in date_ticks(self.first, self.last, self.room):
            x = self.at(pd.Timestamp("1970-01-01") + pd.Timedelta(days=stop))
            for strip in strips:
                guide(page, [x, x], strip)
            half = widest([text], SMALL) / 2
            x = min(max(x, half), end + 0.1 - half)
            put(page, x, bottom + 0.04, text, size=SMALL, ha="center")


@dataclass(frozen=True)
class Stops:
    """Moments marked by a line through a drawing, each with its word above."""

    #: Place of the line, word, left end of the word, and its level from 0, in inches.
    placed: tuple[tuple[float, str, float, int], ...]

    @classmethod
    def over(cls, places: Sequence[tuple[float, str]], width: float) -> "Stops":
        """Each word right of its line, or left of it at the edge, on as few levels as can be."""
        spans = []
        for x, word in places:
            wide = text_width(word, SMALL)
            start = x + 0.03 if x + 0.03 + wide <= width else max(x - 0.03 - wide, 0)
            spans.append((start, start + wide))
        levels = rows_of_words(spans)
        return cls(
            tuple(
                (x, word, start, level)
                for (x, word), (start, _), level in zip(places, spans, levels, strict=True)
            )
        )

    @property
    def height(self) -> float:
        """Room that the words need, in inches."""
        most = max((level for *_, level in self.placed), default=-1)
        return line_height(SMALL) * (most + 1) + (0.05 if self.placed else 0)

    def draw(self, page: Axes, top: float, bottom: float) -> None:
        """Lines from `top` to `bottom`; the words stand above `top`."""
        for x, word, start, level in self.placed:
            y = top - 0.04 - line_height(SMALL) * (level + 1)
            page.plot([x, x], [y + 0.02, bottom], color=MUTED, linewidth=0.8,
                      linestyle=(0, (2, 2)), zorder=1)  # fmt: skip
            put(page, start, y, word, size=SMALL, color=MUTED, halo=1)


def number_axis(axis: Axes, stops: Sequence[float], along: str = "x", size: float = SMALL) -> None:
    """Ticks at some numbers, written as charts write them, along `x` or `y`."""
    which = axis.xaxis if along == "x" else axis.yaxis
    which.set_ticks(list(stops), [number(stop) for stop in stops])
    axis.tick_params(axis=along, labelsize=size, length=0, pad=3)


def spread(centres: Sequence[float], heights: Sequence[float], low: float, high: float) -> list:
    """Move labels along a line just so far that none overlaps another and all lie in bounds.

    Args:
        centres: wanted places, any unit.
        heights: room that each label takes, same unit and order.
        low: lower bound of the line.
        high: upper bound of the line.

    Returns:
        Places in the order of `centres`.
    """
    order = sorted(range(len(centres)), key=lambda i: centres[i])
    placed = list(centres)
    floor = low
    for i in order:
        placed[i] = max(placed[i], floor + heights[i] / 2)
        floor = placed[i] + heights[i] / 2
    ceiling = high
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling - heights[i] / 2)
        ceiling = placed[i] - heights[i] / 2
    return placed


def rows_of_words(spans: Sequence[tuple[float, float]], gap: float = 0.06) -> list[int]:
    """Line for each word, from 0, so that words that would overlap stand on different lines.

    Args:
        spans: left and right end of each word, in one unit.
        gap: room between two words on a line.
    """
    ends: list[float] = []
    chosen = [0] * len(spans)
    for i in sorted(range(len(spans)), key=lambda i: spans[i]):
        free = [row for row, end in enumerate(ends) if end + gap <= spans[i][0]]
        chosen[i] = free[0] if free else len(ends)
        if free:
            ends[free[0]] = spans[i][1]
        else:
            ends.append(spans[i][1])
    return chosen


@dataclass(frozen=True)
class Mark:
    """How one point is drawn: shape, filled, half or open, colour; two never differ by colour only.

    `fill` is True, False or `half`.
    """

    shape: str = "o"
    fill: bool | str = True
    colour: str = ACCENT

    def draw(self, axis: Axes, x: float, y: float, size: float = 6.0, **more) -> None:
        """Draw the mark at one place, `size` in points."""
        stroke = self.shape in "x+_|1"
        axis.plot(
            [x], [y], linestyle="none", marker=self.shape, markersize=size, color=self.colour,
            fillstyle="bottom" if self.fill == "half" else "full", markerfacecoloralt=PAPER,
            markerfacecolor=self.colour if self.fill or stroke else PAPER,
            markeredgecolor=self.colour, markeredgewidth=1.5 if stroke else 1.1,
            **{"zorder": 3} | more,
        )  # fmt: skip


def mark_styles(count: int) -> list[Mark]:
    """As many different marks, in shape, fill and colour."""
    styles = [
        Mark("o", True, ACCENT), Mark("s", False, INK), Mark("^", True, MUTED),
        Mark("D", False, ACCENT), Mark("v", True, INK), Mark("P", True, MUTED),
        Mark("X", True, ACCENT), Mark("p", False, INK), Mark("<", True, MUTED),
        Mark("h", False, ACCENT),
    ]  # fmt: skip
    return [styles[i % len(styles)] for i in range(count)]


def key_rows(words: Sequence[str], width: float, size: float = SMALL) -> list[list[tuple]]:
    """Lines of a key: for each entry its place from the left in inches and its number."""
    lines, x = [[]], 0.0
    for i, word in enumerate(words):
        room = 0.2 + text_width(word, size)
        if lines[-1] and x + room > width:
            lines.append([])
            x = 0.0
        lines[-1].append((x, i))
        x += room + 0.16
    return lines


def key_height(words: Sequence[str], width: float) -> float:
    """Height in inches of a key over that width; 0 if it has no entry."""
    return len(key_rows(words, width)) * (line_height(SMALL) + 0.03) + 0.06 if words else 0.0


def draw_key(axis: Axes, entries: Sequence[tuple[Mark, str]], top: float, width: float) -> None:
    """A key above a drawing: each mark with its word, in one line where there is room."""
    for line, row in enumerate(key_rows([word for _, word in entries], width)):
        y = top + (line + 0.5) * (line_height(SMALL) + 0.03)
        for x, i in row:
            mark, word = entries[i]
            mark.draw(axis, x + 0.06, y, 5.5)
            put(axis, x + 0.15, y, word, size=SMALL, va="middle")


def guide(axis: Axes, xs: Sequence[float], ys: Sequence[float], colour: str = RULE) -> None:
    """A thin line that leads the eye."""
    axis.plot(xs, ys, color=colour, linewidth=0.6, solid_capstyle="butt", zorder=1)
