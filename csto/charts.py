"""Drawing functions. Each takes rows of a table and returns a `Chart`; none reads a file."""

from collections.abc import Callable, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator
from matplotlib.figure import Figure

from csto.errors import ColumnError, CstoError
from csto.figure import NARROW, Chart
from csto.palette import ACCENT, INK, MUTED, PAPER, RULE, state_colour

__all__ = ["Chart", "bars", "lanes", "moments", "spells"]


def _need(rows: pd.DataFrame, columns: Sequence[str | None], chart: str) -> None:
    missing = [c for c in columns if c and c not in rows]
    if missing:
        raise ColumnError(f"chart '{chart}': no column {', '.join(missing)}; has {', '.join(rows)}")


def _canvas(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height))
    return figure, figure.add_subplot()


def _years(axis: Axes, first: pd.Timestamp, last: pd.Timestamp, width: float) -> None:
    """Time axis with as many year labels as the width can carry."""
    span = max((last - first).days / 365.25, 1)
    room = 5 if width <= NARROW else 10
    step = next(s for s in (1, 2, 5, 10, 20) if span / s <= room)
    axis.set_xlim(first, last)
    axis.xaxis.set_major_locator(YearLocator(step))
    axis.xaxis.set_major_formatter(DateFormatter("%Y"))


def spells(
    rows: pd.DataFrame,
    *,
    lane: str,
    until: str,
    title: str,
    alt: str,
    name: str,
    since: str | None = None,
    text: Callable[[pd.Series], str] | None = None,
    faint: str | None = None,
    colour: Callable[[pd.Series], str] | None = None,
    marks: Sequence[tuple[str, str]] = (),
    note: str = "",
) -> Chart:
    """Spells of time as bars, one lane for each state, person or kind (a Gantt chart).

    Args:
        rows: one row a spell, with `start` and `end` (days; an empty end runs on to `until`) and
            `sources`.
        lane: column whose values name the lanes, in order of first appearance.
        until: last day of the time axis, as YYYY-MM-DD.
        title: message of the chart.
        alt: alternative text with the main figures.
        name: target for cross-references.
        since: first day of the axis; default: the earliest start.
        text: words written on or after a bar, from its row; default: none.
        faint: boolean column; true draws the bar hatched (acting heads, suspended members).
        colour: `#rrggbb` of a bar from its row; default: that of the state in `iso3`.
        marks: dates with a word each, drawn as vertical lines.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a spell has no start.
    """
    _need(rows, [lane, "start", "end", "sources", faint], name)
    if rows["start"].isna().any():
        raise CstoError(
            f"chart '{name}': a spell has no start: {list(rows.loc[rows.start.isna(), lane])}"
        )
    last = pd.Timestamp(until)
    first = pd.Timestamp(since) if since else rows["start"].min()
    order = list(dict.fromkeys(rows[lane]))
    pick = colour or (lambda row: state_colour(row["iso3"]))

    def draw(width: float) -> Figure:
        figure, axis = _canvas(width, 0.36 * len(order) + 0.55 + 0.15 * len(marks))
        for _, row in rows.iterrows():
            _draw_spell(axis, row, order.index(row[lane]), first, last, pick(row), faint)
            if text and text(row):
                begin = max(row["start"], first)
                axis.text(
                    begin,
                    order.index(row[lane]) - 0.27,
                    text(row),
                    va="bottom",
                    fontsize=8,
                    color=INK,
                )
        axis.set_ylim(len(order) - 0.4, -0.75)
        _years(axis, first, last, width)
        if text:
            axis.set_yticks([])
        else:
            axis.set_yticks(range(len(order)), order)
        for step, (when, word) in enumerate(marks):
            axis.axvline(
                pd.Timestamp(when), color=MUTED, linewidth=0.8, linestyle=(0, (2, 2)), zorder=0
            )
            axis.annotate(
                word, (pd.Timestamp(when), 1), xycoords=("data", "axes fraction"),
                xytext=(2, 1 + 10 * step), textcoords="offset points",
                fontsize=8, color=MUTED, va="bottom",
            )  # fmt: skip
        return figure

    return Chart(draw, title=title, alt=alt, name=name, rows=rows, note=note)


def _draw_spell(axis, row, y, first, last, colour, faint) -> None:
    begin = max(row["start"], first)
    end = last if pd.isna(row["end"]) else min(row["end"], last)
    hatched = bool(faint and row[faint])
    axis.barh(
        y, end - begin, left=begin, height=0.42, facecolor=PAPER if hatched else colour,
        edgecolor=colour, linewidth=0.8, hatch="/////" if hatched else None, zorder=2,
    )  # fmt: skip
    if pd.isna(row["end"]):
        # An arrow head, not only the missing border, says that the spell goes on.
        axis.plot([last], [y], marker=">", markersize=6, color=colour, clip_on=False, zorder=3)


def lanes(
    rows: pd.DataFrame,
    *,
    lane: str,
    order: Sequence[str],
    title: str,
    alt: str,
    name: str,
    date: str = "date",
    since: str,
    until: str,
    filled: str | None = None,
    note: str = "",
) -> Chart:
    """Dated events as marks in lanes, one lane for each kind, with the count of each.

    Args:
        rows: one row an event, with a day in `date`, a kind in `lane`, and `sources`.
        lane: column whose values name the lanes.
        order: the lanes from top to bottom; rows of other kinds are an error.
        title: message of the chart.
        alt: alternative text with the main figures.
        name: target for cross-references.
        date: column with the day.
        since: first day of the axis, YYYY-MM-DD.
        until: last day of the axis.
        filled: boolean column; true draws a filled mark, false an open one.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a row's kind is not in `order`.
    """
    _need(rows, [lane, date, "sources", filled], name)
    strange = sorted(set(rows[lane]) - set(order))
    if strange:
        raise CstoError(
            f"chart '{name}': no lane for {', '.join(strange)}; lanes: {', '.join(order)}"
        )

    def draw(width: float) -> Figure:
        figure, axis = _canvas(width, 0.42 * len(order) + 0.5)
        for y, kind in enumerate(order):
            part = rows[rows[lane] == kind]
            for solid in (True, False):
                chosen = part[part[filled].fillna(False) == solid] if filled else part
                axis.plot(
                    chosen[date], [y] * len(chosen), "o", markersize=6.5, color=ACCENT,
                    markerfacecolor=ACCENT if solid else PAPER, markeredgewidth=1.1, zorder=3,
                )  # fmt: skip
                if not filled:
                    break
            axis.text(
                0, y - 0.24, f"{kind} ({len(part)})", transform=axis.get_yaxis_transform(),
                va="bottom", fontsize=8.5, color=INK,
            )  # fmt: skip
            axis.axhline(y, color=RULE, linewidth=0.8, zorder=0)
        axis.set_ylim(len(order) - 0.6, -0.75)
        axis.set_yticks([])
        _years(axis, pd.Timestamp(since), pd.Timestamp(until), width)
        return figure

    return Chart(draw, title=title, alt=alt, name=name, rows=rows, note=note)


def moments(
    rows: pd.DataFrame,
    *,
    label: str,
    title: str,
    alt: str,
    name: str,
    date: str = "date",
    strand: Callable[[pd.Series], str] | None = None,
    note: str = "",
) -> Chart:
    """Dated events down a line, earliest first, evenly spaced so that every label can be read.

    Args:
        rows: one row an event, with a day in `date`, words in `label`, and `sources`.
        label: column with the words.
        title: message of the chart.
        alt: alternative text with the main figures.
        name: target for cross-references.
        date: column with the day; its companion `<date>_precision` says how much of it is known.
        strand: `#rrggbb` of the mark from its row; default: the accent colour.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
    """
    from csto.cited import day

    _need(rows, [date, label, "sources"], name)
    ordered = rows.sort_values(date, kind="stable")

    def draw(width: float) -> Figure:
        narrow = width <= NARROW
        chars = 34 if narrow else 70
        wrapped = [_wrap(row[label], chars) for _, row in ordered.iterrows()]
        lines = [text.count("\n") + 1 + (1 if narrow else 0) for text in wrapped]
        figure, axis = _canvas(width, 0.165 * sum(lines) + 0.11 * len(lines) + 0.1)
        y, seat = 0.0, 0.05 if narrow else 0.21
        axis.plot([seat, seat], [0.4, sum(lines) + 0.66 * len(lines)], color=RULE, linewidth=1.5)
        for (_, row), text, height in zip(ordered.iterrows(), wrapped, lines, strict=True):
            colour = strand(row) if strand else ACCENT
            axis.plot([seat], [y + 0.55], "o", color=colour, markersize=5.5, zorder=3)
            when = day(row, date)
            if narrow:
                axis.text(seat + 0.04, y + 0.1, when, va="top", fontsize=8, color=MUTED)
                axis.text(seat + 0.04, y + 1.1, text, va="top", linespacing=1.15)
            else:
                axis.text(seat - 0.02, y + 0.1, when, va="top", ha="right", color=MUTED)
                axis.text(seat + 0.02, y + 0.1, text, va="top", linespacing=1.15)
            y += height + 0.66
        axis.set_xlim(0, 1)
        axis.set_ylim(y, -0.1)
        axis.axis("off")
        return figure

    return Chart(draw, title=title, alt=alt, name=name, rows=ordered, note=note)


def _wrap(text: str, width: int) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(text, width))


def bars(
    rows: pd.DataFrame,
    *,
    label: str,
    value: str,
    unit: str,
    title: str,
    alt: str,
    name: str,
    colour: Callable[[pd.Series], str] | None = None,
    note: str = "",
) -> Chart:
    """Horizontal bars from zero, one a row, each with its name above and its value at the end.

    Args:
        rows: one row a bar, in drawing order, with `sources`; rows without a value are an error.
        label: column with the name of a bar.
        value: column with its length.
        unit: unit of the values, written once under the axis.
        title: message of the chart.
        alt: alternative text with the main figures.
        name: target for cross-references.
        colour: `#rrggbb` of a bar from its row; default: the accent colour.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a value is missing or negative.
    """
    _need(rows, [label, value, "sources"], name)
    if rows[value].isna().any() or (rows[value] < 0).any():
        raise CstoError(f"chart '{name}': each bar needs a value of 0 or more in '{value}'")

    def draw(width: float) -> Figure:
        figure, axis = _canvas(width, 0.4 * len(rows) + 0.55)
        longest = float(rows[value].max())
        for y, (_, row) in enumerate(rows.iterrows()):
            length = float(row[value])
            axis.barh(y, length, height=0.36, color=colour(row) if colour else ACCENT, zorder=2)
            axis.text(0, y - 0.22, row[label], va="bottom", fontsize=8.5)
            axis.annotate(
                f"{length:,.0f}", (length, y), xytext=(3, 0), textcoords="offset points",
                va="center", fontsize=8.5,
            )  # fmt: skip
        axis.set_xlim(0, longest * 1.12)
        axis.set_ylim(len(rows) - 0.6, -0.75)
        axis.set_yticks([])
        axis.set_xlabel(unit)
        axis.spines["bottom"].set_visible(False)
        axis.tick_params(axis="x", length=0)
        return figure

    return Chart(draw, title=title, alt=alt, name=name, rows=rows, note=note)
