"""Time from left to right or from top to bottom: spells, events in lanes, events down a line."""

from collections.abc import Callable, Sequence

import pandas as pd
from matplotlib.figure import Figure

from csto.charts._axes import canvas, need, sheet, years
from csto.charts._text import SMALL, line_height, put, text_height, widest, wrap
from csto.cited import day
from csto.errors import CstoError
from csto.figure import NARROW, Chart
from csto.palette import ACCENT, INK, MUTED, PAPER, RULE, state_colour


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
    need(rows, [lane, "start", "end", "sources", faint], name)
    if rows["start"].isna().any():
        raise CstoError(
            f"chart '{name}': a spell has no start: {list(rows.loc[rows.start.isna(), lane])}"
        )
    last = pd.Timestamp(until)
    first = pd.Timestamp(since) if since else rows["start"].min()
    order = list(dict.fromkeys(rows[lane]))
    pick = colour or (lambda row: state_colour(row["iso3"]))

    def draw(width: float) -> Figure:
        figure, axis = canvas(width, 0.36 * len(order) + 0.55 + 0.15 * len(marks))
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
        years(axis, first, last, width)
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
                xytext=(2, 1 + 10 * step), textcoords="offset points", fontsize=8, color=MUTED,
                va="bottom",
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
    need(rows, [lane, date, "sources", filled], name)
    strange = sorted(set(rows[lane]) - set(order))
    if strange:
        raise CstoError(
            f"chart '{name}': no lane for {', '.join(strange)}; lanes: {', '.join(order)}"
        )

    def draw(width: float) -> Figure:
        figure, axis = canvas(width, 0.42 * len(order) + 0.5)
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
        years(axis, pd.Timestamp(since), pd.Timestamp(until), width)
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
    need(rows, [date, label, "sources"], name)
    ordered = rows.sort_values(date, kind="stable")

    def draw(width: float) -> Figure:
        narrow = width <= NARROW
        days = [day(row, date) for _, row in ordered.iterrows()]
        seat = 0.08 if narrow else widest(days) + 0.16
        left = seat + (0.14 if narrow else 0.12)
        texts = [wrap(row[label], width - left - 0.02) for _, row in ordered.iterrows()]
        above = line_height(SMALL) if narrow else 0.0
        heights = [above + text_height(text) + 0.09 for text in texts]
        figure, page = sheet(width, sum(heights) + 0.04)
        page.plot([seat, seat], [0.1, sum(heights) - 0.06], color=RULE, linewidth=1.5)
        y = 0.02
        for (_, row), when, text, height in zip(
            ordered.iterrows(), days, texts, heights, strict=True
        ):
            colour = strand(row) if strand else ACCENT
            page.plot([seat], [y + 0.075], "o", color=colour, markersize=5.5, zorder=3)
            if narrow:
                put(page, left, y, when, size=SMALL, color=MUTED)
            else:
                put(page, seat - 0.1, y, when, ha="right", color=MUTED)
            put(page, left, y + above, text)
            y += height
        return figure

    return Chart(draw, title=title, alt=alt, name=name, rows=ordered, note=note)
