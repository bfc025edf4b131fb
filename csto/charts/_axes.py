"""What the drawings share: checks of rows, panels measured in inches, axes, keys, marks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from csto.charts._text import SMALL, line_height, number, put, text_width
from csto.errors import ColumnError, CstoError
from csto.figure import NARROW
from csto.palette import ACCENT, INK, MUTED, PAPER, RULE, state_colour

Colour = Callable[[pd.Series], str]


def need(rows: pd.DataFrame, columns: Sequence[str | None], chart: str) -> None:
    """Check what every drawing needs; None stands for a column that is not asked for.

    Raises:
        ColumnError: the rows lack one of the columns.
        CstoError: there is no row.
    """
    missing = [c for c in columns if c and c not in rows]
    if missing:
        raise ColumnError(f"chart '{chart}': no column {', '.join(missing)}; has {', '.join(rows)}")
    if rows.empty:
        raise CstoError(f"chart '{chart}' has no rows to draw: check what the cell selects")


def numbers(rows: pd.DataFrame, column: str | None, chart: str) -> np.ndarray:
    """A column as floats, NaN where it is missing; all NaN if there is no such column to read."""
    if not column:
        return np.full(len(rows), np.nan)
    if not pd.api.types.is_numeric_dtype(rows[column]):
        raise CstoError(
            f"chart '{chart}': expected numbers in '{column}'; found {rows[column].dtype}"
        )
    return rows[column].astype("Float64").to_numpy(float, na_value=np.nan)


def need_values(rows: pd.DataFrame, columns: Sequence[str | None], chart: str) -> None:
    """Raise `CstoError` if a row has no value in one of the columns."""
    for column in filter(None, columns):
        if rows[column].isna().any():
            where = ", ".join(str(i) for i in rows.index[rows[column].isna()])
            raise CstoError(f"chart '{chart}': expected a value in '{column}'; none in row {where}")


def need_known(rows: pd.DataFrame, column: str, known: Sequence, chart: str, what: str) -> None:
    """Raise `CstoError` if a column holds a value that is not among those named."""
    strange = sorted({str(v) for v in rows[column].dropna() if v not in known})
    if strange:
        raise CstoError(
            f"chart '{chart}': no {what} for {', '.join(strange)} in '{column}'; "
            f"expected one of {', '.join(str(k) for k in known)}"
        )


def first_seen(values: pd.Series) -> list:
    """Values in order of first appearance, without the missing ones."""
    return list(dict.fromkeys(values.dropna()))


def is_true(rows: pd.DataFrame, column: str | None) -> np.ndarray:
    """A boolean column as an array; missing counts as false, no column as all false."""
    if not column:
        return np.zeros(len(rows), dtype=bool)
    return rows[column].astype("boolean").fillna(False).to_numpy(bool)


def row_colour(row: pd.Series, colour: Colour | None) -> str:
    """Colour of a row: as asked, else that of its state, else the accent."""
    if colour:
        return colour(row)
    iso3 = row.get("iso3")
    return ACCENT if iso3 is None or pd.isna(iso3) else state_colour(iso3)


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure whose one axis matplotlib fits to its labels."""
    figure = Figure(figsize=(width, height))
    return figure, figure.add_subplot()


def sheet(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure with a bare axis in inches over all of it, counted from the upper left corner."""
    height = np.ceil(height * 72) / 72
    figure = Figure(figsize=(width, height), layout="none")
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


def years(axis: Axes, first: pd.Timestamp, last: pd.Timestamp, width: float) -> None:
    """Time axis with as many year labels as the width can carry."""
    span = max((last - first).days / 365.25, 1)
    room = 5 if width <= NARROW else 10
    step = next(s for s in (1, 2, 5, 10, 20) if span / s <= room)
    axis.set_xlim(first, last)
    axis.xaxis.set_major_locator(YearLocator(step))
    axis.xaxis.set_major_formatter(DateFormatter("%Y"))


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
        found = year_ticks(first.year + (first.dayofyear > 1), last.year, width)
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
    """How one point is drawn: shape, filled or open, colour; colour alone never tells two apart."""

    shape: str = "o"
    fill: bool = True
    colour: str = ACCENT

    def draw(self, axis: Axes, x: float, y: float, size: float = 6.0, **more) -> None:
        """Draw the mark at one place, `size` in points."""
        stroke = self.shape in "x+_|1"
        axis.plot(
            [x], [y], linestyle="none", marker=self.shape, markersize=size, color=self.colour,
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
