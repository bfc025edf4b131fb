"""Drawings for documents: lists side by side, and events by their distance from a day."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from csto.charts._axes import (
    first_seen,
    guide,
    is_true,
    need,
    need_known,
    need_values,
    numbers,
    sheet,
)
from csto.charts._text import BODY, SMALL, line_height, number, put, text_height, wrap
from csto.cited import day
from csto.errors import CstoError
from csto.figure import NARROW, Chart
from csto.palette import ACCENT, INK, MUTED, PAPER, RULE

#: Room in inches for the number of a place, and height of a place.
_GUTTER, _PLACE = 0.2, 0.28


def listed(
    rows: pd.DataFrame,
    *,
    column: str,
    place: str,
    item: str,
    strong: str,
    title: str,
    alt: str,
    name: str,
    note: str = "",
) -> Chart:
    """Lists side by side, each item in a box at its place, one kind of item filled.

    Args:
        rows: one row an item of a list, with `sources`.
        column: column that names the list; its words head the list, in order of first appearance.
        place: column with the place in the list, a whole number from 1.
        item: column with the words of a box, a dozen letters at most.
        strong: boolean column; true fills the box.
        title: message of the chart.
        alt: alternative text with the main figures.
        name: target for cross-references.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a cell is empty, a place is less than 1, or two items share one.
    """
    need(rows, [column, place, item, strong, "sources"], name)
    need_values(rows, [column, place, item], name)
    if (rows[place] < 1).any():
        raise CstoError(
            f"chart '{name}': expected places of 1 or more in '{place}'; found {rows[place].min()}"
        )
    twice = rows[rows.duplicated([column, place])]
    if len(twice):
        raise CstoError(
            f"chart '{name}': two items share place {twice[place].iloc[0]} "
            f"of '{twice[column].iloc[0]}'"
        )
    heads, last = first_seen(rows[column]), int(rows[place].max())

    def draw(width: float) -> Figure:
        room = (width - _GUTTER) / len(heads)
        texts = [wrap(head, room - 0.06, SMALL, bold=True) for head in heads]
        top = max(text_height(text, SMALL) for text in texts) + 0.04
        figure, page = sheet(width, top + last * _PLACE + 0.02)
        for x, text in enumerate(texts):
            put(
                page,
                _GUTTER + (x + 0.5) * room,
                top - 0.02,
                text,
                size=SMALL,
                bold=True,
                ha="center",
                va="bottom",
            )
        for y in range(last):
            put(
                page,
                _GUTTER - 0.06,
                top + (y + 0.5) * _PLACE,
                str(y + 1),
                size=SMALL,
                color=MUTED,
                ha="right",
                va="center_baseline",
            )
        for (_, row), full in zip(rows.iterrows(), is_true(rows, strong), strict=True):
            left = _GUTTER + heads.index(row[column]) * room + 0.02
            _draw_item(
                page,
                row[item],
                left,
                top + (int(row[place]) - 1) * _PLACE + 0.02,
                room - 0.04,
                full,
            )
        return figure

    return Chart(draw, title=title, alt=alt, name=name, rows=rows, note=note)


def _draw_item(page: Axes, text: str, left: float, top: float, room: float, full: bool) -> None:
    height = _PLACE - 0.04
    page.add_patch(
        Rectangle((left, top), room, height, facecolor=ACCENT if full else PAPER,
                  edgecolor=ACCENT if full else RULE, linewidth=0.8)
    )  # fmt: skip
    put(page, left + room / 2, top + height / 2, text, size=SMALL, bold=full, ha="center",
        va="center_baseline", color=PAPER if full else INK)  # fmt: skip


#: Fill of the marks of `distances`, told apart without colour.
_FILLS = ("full", "bottom", "none")


def distances(
    rows: pd.DataFrame,
    *,
    group: str,
    label: str,
    days: str,
    mark: str,
    marks: Mapping[str, str],
    limit: int,
    title: str,
    alt: str,
    name: str,
    date: str = "date",
    zero: str = "day of adoption",
    note: str = "",
) -> Chart:
    """Events as marks on one scale of days before (left) and after (right) a day of reference.

    Args:
        rows: one row an event, in drawing order, with a day in `date` and `sources`.
        group: column whose words head the events of one reference day, in order of appearance.
        label: column with the words of an event.
        days: column with the days from the reference day, negative before it.
        mark: column with the kind of an event.
        marks: value of `mark` -> words for the key; up to three, drawn full, half full and open.
        limit: days at which the scale ends on both sides; events beyond it get an arrow.
        title: message of the chart.
        alt: alternative text with the main figures.
        name: target for cross-references.
        date: column with the day of the event.
        zero: words for the reference day under the scale.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a cell is empty, a mark has no words, or there are more than three marks.
    """
    need(rows, [group, label, days, mark, date, "sources"], name)
    need_values(rows, [group, label, days, mark, date], name)
    need_known(rows, mark, list(marks), name, "words for the key")
    if len(marks) > len(_FILLS):
        raise CstoError(f"chart '{name}': expected at most {len(_FILLS)} marks; found {len(marks)}")
    fills, ordered = dict(zip(marks, _FILLS, strict=False)), numbers(rows, days, name)

    def draw(width: float) -> Figure:
        scale = _Scale(width, limit)
        texts = [
            wrap(f"{day(row, date)}: {row[label]}", scale.words, BODY) for _, row in rows.iterrows()
        ]
        heads = [
            rows[group].iloc[i] if i == 0 or rows[group].iloc[i - 1] != rows[group].iloc[i] else ""
            for i in range(len(rows))
        ]
        beside = width > NARROW
        heights = [text_height(t) + (0.07 if beside else 0.26) for t in texts]
        key = len(marks) * (line_height(SMALL) + 0.03) + 0.04
        total = key + sum(heights) + sum(0.28 for h in heads if h) + 0.42
        figure, page = sheet(width, total)
        for i, (value, fill) in enumerate(fills.items()):
            middle = (i + 0.5) * (line_height(SMALL) + 0.03)
            _dot(page, 0.07, middle, fill)
            put(page, 0.18, middle, marks[value], size=SMALL, va="center_baseline")
        y = key
        for text, head, height, far, kind in zip(
            texts, heads, heights, ordered, rows[mark], strict=True
        ):
            if head:
                put(page, 0, y + 0.06, head, bold=True)
                y += 0.28
                guide(page, [0, width], [y - 0.03] * 2)
            put(page, 0, y, text)
            line = y + (text_height(text) / 2 if beside else text_height(text) + 0.1)
            _draw_distance(page, scale, line, int(far), fills[kind])
            y += height
        _draw_scale(page, scale, y, zero)
        return figure

    return Chart(draw, title=title, alt=alt, name=name, rows=rows, note=note)


class _Scale:
    """Places in inches for days from the reference day, and the room for words."""

    def __init__(self, width: float, limit: int):
        self.limit = limit
        first, last = (0.63 * width, width - 0.14) if width > NARROW else (0.14, width - 0.14)
        self.middle, self.inch = (first + last) / 2, (last - first) / (2 * limit)
        self.words = 0.6 * width if width > NARROW else width

    def at(self, days: int) -> float:
        return self.middle + max(-self.limit, min(self.limit, days)) * self.inch


def _dot(page: Axes, x: float, y: float, fill: str) -> None:
    page.plot(
        [x], [y], marker="o", markersize=7, color=ACCENT, fillstyle=fill,
        markerfacecoloralt=PAPER, linestyle="none", zorder=3,
    )  # fmt: skip


def _draw_distance(page: Axes, scale: _Scale, y: float, days: int, fill: str) -> None:
    side, spot = (1 if days > 0 else -1), scale.at(days)
    page.plot([scale.middle, spot], [y] * 2, color=MUTED, linewidth=0.9, zorder=1)
    page.plot([scale.middle] * 2, [y - 0.07, y + 0.07], color=INK, linewidth=1.2, zorder=2)
    _dot(page, spot, y, fill)
    if abs(days) > scale.limit:
        page.plot(
            [spot + side * 0.1], [y], marker=">" if side > 0 else "<", color=ACCENT, markersize=4
        )
    unit = "day" if abs(days) == 1 else "days"
    text = (
        f"{number(abs(days))} {unit} {'before' if days < 0 else 'after'}"
        if days
        else "the same day"
    )
    # The other side of the day of reference is free: the distance in words stands there.
    put(page, scale.middle - side * 0.09, y, text, size=SMALL, color=MUTED, va="center_baseline",
        ha="right" if side > 0 else "left")  # fmt: skip


def _draw_scale(page: Axes, scale: _Scale, top: float, zero: str) -> None:
    unit = 50 if scale.limit >= 100 else 5
    step = max(scale.limit // 2 // unit * unit, 1)
    for days in (-2 * step, -step, 0, step, 2 * step):
        spot = scale.at(days)
        page.plot([spot] * 2, [top + 0.02, top + 0.06], color=MUTED, linewidth=0.8)
        put(page, spot, top + 0.07, number(abs(days)), size=SMALL, ha="center")
    put(
        page,
        scale.middle,
        top + 0.22,
        f"days before | {zero} | days after",
        size=SMALL,
        color=MUTED,
        ha="center",
    )
