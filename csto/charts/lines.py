"""Values over time: one line with points for each group, with ranges, gaps and steps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from csto.charts._alt import counted, joined, spoken
from csto.charts._axes import (
    Mark,
    Stops,
    date_ticks,
    mark_styles,
    number_axis,
    panel,
    sheet,
    spread,
    value_ticks,
    year_ticks,
)
from csto.charts._checks import Colour, first_seen, need, need_once, need_unit, numbers, row_colour
from csto.charts._text import BODY, SMALL, put, text_height, text_width, widest, words, wrap
from csto.errors import CstoError
from csto.figure import NARROW, Chart
from csto.marks import answers, touch
from csto.palette import INK, PAPER
from csto.wording import bounded, day, number

#: Values that a description lists one by one.
_FEW = 12
_DASHES = ["-", (0, (4, 1.5)), (0, (1, 1)), (0, (4, 1.5, 1, 1.5))]


@dataclass(frozen=True)
class _Line:
    """One group: places along the axis, values and bounds (NaN where missing), and its look."""

    name: str
    x: np.ndarray
    y: np.ndarray
    low: np.ndarray
    high: np.ndarray
    mark: Mark
    dash: object
    #: Number of the answer of the first point.
    first: int


def series(
    rows: pd.DataFrame,
    *,
    x: str,
    y: str,
    group: str | None,
    unit: str,
    title: str,
    name: str,
    alt: str = "",
    low: str | None = None,
    high: str | None = None,
    step: bool = False,
    join: bool = False,
    zero: bool = True,
    marks: Sequence[tuple[object, str]] = (),
    colour: Colour | None = None,
    height: float | None = None,
    note: str = "",
) -> Chart:
    """One line with points for each group over years or days, labelled at its end.

    Args:
        rows: one row a point, in any order, with `sources`. A missing value is a gap.
        x: column with whole years or with days.
        y: column with the values, in `unit`.
        group: column whose values name the lines, in order of first appearance; None for one line
            without a name.
        unit: unit of the values, written once above the axis.
        title: message of the chart.
        name: target for cross-references.
        alt: alternative text; default: first, least, greatest and last value of each line.
        low: column with the lower end of a range, in `unit`; with `high`, drawn as a bar with
            caps. One end alone is drawn as a cap with an arrow to where the value may lie.
        high: column with the upper end of a range, in `unit`.
        step: draw levels that hold until the next row instead of slopes.
        join: draw a line over years that have no row; default: they are gaps too.
        zero: begin the axis of values at 0.
        marks: years (or days as YYYY-MM-DD) with a word each, drawn as vertical lines.
        colour: `#rrggbb` of a line from its first row; default: that of the state in `iso3`, else
            colours of the book that belong to no state. Shapes and dashes differ as well.
        height: height of the plot in inches; default: by the number of lines.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a row has no `x` or group, a group has no value or two rows for one `x`, or a
            column holds no numbers.
    """
    need(rows, [x, y, group, low, high, "sources"], name, filled=[x, group])
    need_unit(rows, y, unit, name)
    need_once(rows, [group, x] if group else [x], name)
    dated = pd.api.types.is_datetime64_any_dtype(rows[x])
    lines = _lines(rows, x, y, group, low, high, colour, name)
    stops = [(_place(when, dated, name), word) for when, word in marks]
    bounds = _bounds(lines, zero)

    def draw(width: float) -> Figure:
        return _draw(width, lines, stops, bounds, dated, unit, step, join or dated, height)

    opening = f"{'Levels' if step else 'Lines'} over time; unit: {unit}"
    said = spoken(opening, [(line.name, one) for line in lines for one in _main(line, dated)])
    ordered = pd.concat([part for _, part in _parts(rows, x, group)])
    says = answers(ordered, [text for line in lines for text in _points(line, dated, unit)])
    return Chart(draw, title=title, alt=alt or said, name=name, rows=rows, note=note, answers=says)


def _parts(rows: pd.DataFrame, x: str, group: str | None) -> list[tuple[str, pd.DataFrame]]:
    """Name and rows of each line, in order of time."""
    names = first_seen(rows[group]) if group else [""]
    return [
        (name, (rows[rows[group] == name] if group else rows).sort_values(x, kind="stable"))
        for name in names
    ]


def _points(line: "_Line", dated: bool, unit: str) -> list[str]:
    """Words of each point of a line."""
    figures = np.column_stack([line.y, line.low, line.high])
    return [
        joined(line.name, f"{_when(at, dated)}: {bounded(*found) or 'no figure'} {unit}", by=", ")
        for at, found in zip(line.x, figures, strict=True)
    ]


def _place(when, dated: bool, chart: str) -> float:
    try:
        return date2num(pd.Timestamp(when)) if dated else float(when)
    except (TypeError, ValueError):
        kind = "a day as YYYY-MM-DD" if dated else "a year"
        raise CstoError(f"chart '{chart}': mark at '{when}'; expected {kind}") from None


def _lines(rows, x, y, group, low, high, colour, chart) -> list[_Line]:
    parts = _parts(rows, x, group)
    looks = mark_styles(len(parts))
    lines, first = [], 0
    for i, (name, part) in enumerate(parts):
        shade = looks[i].colour
        if colour or ("iso3" in part and part["iso3"].nunique() == 1):
            shade = row_colour(part.iloc[0], colour)
        dates = pd.api.types.is_datetime64_any_dtype(part[x])
        places = date2num(part[x]) if dates else numbers(part, x, chart)
        values, lows, highs = (numbers(part, c, chart) for c in (y, low, high))
        if np.isnan(np.concatenate([values, lows, highs])).all():
            raise CstoError(
                f"chart '{chart}': expected a value in '{y}' for '{name or y}'; none found"
            )
        mark = Mark(looks[i].shape, looks[i].fill, shade)
        dash = _DASHES[i % len(_DASHES)]
        places = np.asarray(places, float)
        lines.append(_Line(words(name), places, values, lows, highs, mark, dash, first))
        first += len(part)
    return lines


def _main(line: _Line, dated: bool) -> list[str]:
    """First, least, greatest and last value of a line, with its year or day; all, if few."""
    found = np.column_stack([line.y, line.low, line.high])
    known = list(np.flatnonzero(~np.isnan(found).all(axis=1)))
    gaps = len(found) - len(known)
    without = [f"{counted(range(gaps), 'row')} without a figure"] if gaps else []
    if len(known) > _FEW:
        known = sorted({known[0], *_extremes(line.y), known[-1]})
    return [f"{_when(line.x[i], dated)}: {bounded(*found[i])}" for i in known] + without


def _extremes(values: np.ndarray) -> list[int]:
    """Where the least and the greatest value stand; nowhere if there is none."""
    return [] if np.isnan(values).all() else [int(np.nanargmin(values)), int(np.nanargmax(values))]


def _when(x: float, dated: bool) -> str:
    if not dated:
        return f"{x:g}"
    return day(pd.Series({"date": pd.Timestamp("1970-01-01") + pd.Timedelta(days=float(x))}))


def _bounds(lines: list[_Line], zero: bool) -> tuple[float, float, float, float]:
    """First and last place, least and greatest value."""
    xs = np.concatenate([line.x for line in lines])
    ys = np.concatenate([part for line in lines for part in (line.y, line.low, line.high)])
    least = min(np.nanmin(ys), 0.0) if zero else np.nanmin(ys)
    return xs.min(), xs.max(), least, np.nanmax(ys)


def _draw(width, lines, stops, bounds, dated, unit, step, join, height) -> Figure:
    first, last = min([bounds[0], *(s for s, _ in stops)]), max([bounds[1], *(s for s, _ in stops)])
    ticks = value_ticks(bounds[2], bounds[3])
    left = max(text_width(number(t), SMALL) for t in ticks) + 0.08
    names = [wrap(line.name, 0.82 if width <= NARROW else 1.45, SMALL) for line in lines]
    right = widest(names, SMALL) + 0.2 if any(names) else 0.22
    room = width - left - right
    pad = (0.6 if not dated else 0.02 * max(last - first, 1)) if last > first else 1
    span = (first - pad, last + pad)
    scale = room / (span[1] - span[0])
    above = Stops.over([(left + (at - span[0]) * scale, word) for at, word in stops], width)
    top = 0.24 + above.height
    need_room = sum(text_height(text, SMALL) for text in names) + 0.1
    tall = height or max(2.1 if width <= NARROW else 2.5, need_room)
    figure, page = sheet(width, top + tall + (0.4 if dated else 0.26))
    axis = panel(figure, left, top, room, tall)
    axis.set(xlim=span, ylim=(ticks[0], ticks[-1]))
    axis.grid(axis="x", visible=False)
    axis.grid(axis="y", visible=True, clip_on=False)
    number_axis(axis, ticks, "y")
    _time_axis(axis, first, last, dated, room)
    put(page, 0, 0, unit, size=BODY, color=INK)
    above.draw(page, top, top + tall)
    for line in lines:
        _draw_line(axis, line, step, join, scale, tall / (ticks[-1] - ticks[0]))
    if any(names):
        _name_ends(page, axis, lines, names, (left, top, room, tall), span, ticks)
    return figure


def _time_axis(axis: Axes, first: float, last: float, dated: bool, room: float) -> None:
    if dated:
        day = pd.Timestamp("1970-01-01")
        ends = [day + pd.Timedelta(days=float(at)) for at in (first, last)]
        found = date_ticks(ends[0], ends[1], room)
    else:
        found = year_ticks(int(first), int(last), room)
    axis.xaxis.set_ticks([at for at, _ in found], [text for _, text in found])
    axis.tick_params(axis="x", labelsize=SMALL)


def _draw_line(axis: Axes, line: _Line, step: bool, join: bool, x_inch: float, y_inch: float):
    """Slopes or levels, ranges, points; `x_inch` and `y_inch` are inches for one unit."""
    xs, ys = _levels(line) if step else _slopes(line, join)
    axis.plot(xs, ys, color=line.mark.colour, linestyle=line.dash, linewidth=1.5,
              clip_on=False, zorder=2)  # fmt: skip
    _draw_ranges(axis, line, y_inch)
    for i, (at, *ends) in enumerate(zip(line.x, line.y, line.low, line.high, strict=True)):
        if not np.isnan(ends).all():
            touch(axis, line.first + i, at, np.nanmin(ends), to=(at, np.nanmax(ends)))
    known = ~np.isnan(line.y)
    size = 4.2 if known.sum() * 0.09 < (axis.get_xlim()[1] - axis.get_xlim()[0]) * x_inch else 3.2
    look = line.mark
    axis.plot(
        line.x[known], line.y[known], linestyle="none", marker=look.shape, markersize=size,
        color=look.colour, markerfacecolor=look.colour if look.fill else PAPER,
        markeredgewidth=1.0, clip_on=False, zorder=3,
    )  # fmt: skip


def _slopes(line: _Line, join: bool) -> tuple[np.ndarray, np.ndarray]:
    """Points with a break (NaN) where a value, or unless joined a year, is missing."""
    if join:
        return line.x, line.y
    holes = np.flatnonzero(np.diff(line.x) > 1) + 1
    return np.insert(line.x, holes, np.nan), np.insert(line.y, holes, np.nan)


def _levels(line: _Line) -> tuple[np.ndarray, np.ndarray]:
    """Each value held until the next row; a missing one ends the line there."""
    xs, ys = [], []
    for i, value in enumerate(line.y):
        until = line.x[i + 1] if i + 1 < len(line.x) else line.x[i]
        xs += [line.x[i], until]
        ys += [value, value]
    return np.array(xs), np.array(ys)


def _draw_ranges(axis: Axes, line: _Line, y_inch: float) -> None:
    """A range as a bar with caps; one end alone as a cap with an arrow away from it."""
    reach = 0.2 / y_inch
    for x, y, low, high in zip(line.x, line.y, line.low, line.high, strict=True):
        if np.isnan(low) and np.isnan(high):
            continue
        ends = [low if not np.isnan(low) else y, high if not np.isnan(high) else y]
        caps = [end for end in (low, high) if not np.isnan(end)]
        if np.isnan(ends[0]):
            ends[0] = high - reach
            axis.plot([x], [ends[0]], marker="v", markersize=3.5, color=line.mark.colour, zorder=3)
        if np.isnan(ends[1]):
            ends[1] = low + reach
            axis.plot([x], [ends[1]], marker="^", markersize=3.5, color=line.mark.colour, zorder=3)
        axis.plot([x, x], ends, color=line.mark.colour, linewidth=0.9, zorder=2)
        axis.plot([x] * len(caps), caps, linestyle="none", marker="_", markersize=5,
                  markeredgewidth=0.9, color=line.mark.colour, zorder=2)  # fmt: skip


def _name_ends(page, axis, lines, names, box, span, ticks) -> None:
    """The name of each line to the right of the plot, at the height of its last point."""
    left, top, room, tall = box
    ends = []
    for line in lines:
        known = np.flatnonzero(~(np.isnan(line.y) & np.isnan(line.low) & np.isnan(line.high)))
        at = known[-1]
        value = next(v for v in (line.y[at], line.high[at], line.low[at]) if not np.isnan(v))
        y = top + tall * (1 - (value - ticks[0]) / (ticks[-1] - ticks[0]))
        ends.append((left + room * (line.x[at] - span[0]) / (span[1] - span[0]), y))
    heights = [text_height(text, SMALL) for text in names]
    placed = spread([y for _, y in ends], heights, top - 0.06, top + tall + 0.06)
    for (x, y), line, text, at in zip(ends, lines, names, placed, strict=True):
        page.plot([x + 0.05, left + room + 0.05], [y, at], color=line.mark.colour, linewidth=0.6,
                  linestyle=(0, (1, 2)), zorder=1)  # fmt: skip
        put(page, left + room + 0.08, at, text, size=SMALL, va="middle")
