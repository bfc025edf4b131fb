"""Drawings for documents: lists side by side, and events by their distance from a day."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from csto.charts._alt import counted, spoken
from csto.charts._axes import Mark, draw_key, guide, key_height, sheet
from csto.charts._checks import (
    Words,
    first_seen,
    is_true,
    need,
    need_known,
    need_once,
    numbers,
    once,
    texts,
)
from csto.charts._text import BODY, SMALL, put, text_height, text_width, wrap
from csto.errors import CstoError
from csto.figure import NARROW, Chart
from csto.marks import answers, touch
from csto.palette import ACCENT, INK, MUTED, PAPER, RULE
from csto.wording import day, number

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
    name: str,
    alt: str = "",
    columns: Mapping[object, str] | None = None,
    note: str = "",
) -> Chart:
    """Lists side by side, each item in a box at its place, one kind of item filled.

    Args:
        rows: one row an item of a list, with `sources`.
        column: column that names the list.
        place: column with the place in the list, a whole number from 1.
        item: column with the words of a box, a dozen letters at most.
        strong: boolean column; true fills the box.
        title: message of the chart.
        name: target for cross-references.
        alt: alternative text; default: all lists with the places of their items.
        columns: value of `column` -> words over the list, from left to right. Default: the values
            themselves, in order of first appearance.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a cell is empty, a list has no words, a place is less than 1, or two items share
            one.
    """
    need(rows, [column, place, item, strong, "sources"], name, filled=[column, place, item])
    need_once(rows, [column, place], name)
    places = numbers(rows, place, name, least=1).astype(int)
    heads = dict(columns) if columns else {value: str(value) for value in first_seen(rows[column])}
    need_known(rows, column, list(heads), name, "words")
    seats = [list(heads).index(value) for value in rows[column]]
    items = list(zip(seats, places, rows[item], is_true(rows, strong), strict=True))

    def draw(width: float) -> Figure:
        return _draw_lists(width, list(heads.values()), items)

    named = list(heads.values())
    said = spoken(
        f"{counted(heads, 'list')} side by side",
        [(named[x], f"{y} {text}") for x, y, text, _ in sorted(items)],
    )
    says = answers(rows, [f"{named[x]}, place {y}: {text}" for x, y, text, _ in items])
    return Chart(draw, title=title, alt=alt or said, name=name, rows=rows, note=note, answers=says)


def _draw_lists(width: float, heads: list[str], items: list[tuple]) -> Figure:
    last = max(place for _, place, *_ in items)
    room = (width - _GUTTER) / len(heads)
    heads = [wrap(head, room - 0.06, SMALL, bold=True) for head in heads]
    top = max(text_height(text, SMALL) for text in heads) + 0.04
    figure, page = sheet(width, top + last * _PLACE + 0.02)
    for x, text in enumerate(heads):
        put(page, _GUTTER + (x + 0.5) * room, top - 0.02, text, size=SMALL, bold=True,
            ha="center", va="bottom")  # fmt: skip
    for y in range(last):
        put(page, _GUTTER - 0.06, top + (y + 0.5) * _PLACE, str(y + 1), size=SMALL, color=MUTED,
            ha="right", va="middle")  # fmt: skip
    for i, (seat, place, text, full) in enumerate(items):
        left, upper = _GUTTER + seat * room + 0.02, top + (place - 1) * _PLACE + 0.02
        touch(page, i, left, upper, to=(left + room - 0.04, upper + _PLACE - 0.04))
        _draw_item(page, text, left, upper, room - 0.04, full)
    return figure


def _draw_item(page: Axes, text: str, left: float, top: float, room: float, full: bool) -> None:
    height = _PLACE - 0.04
    page.add_patch(
        Rectangle((left, top), room, height, facecolor=ACCENT if full else PAPER,
                  edgecolor=ACCENT if full else RULE, linewidth=0.8)
    )  # fmt: skip
    put(page, left + room / 2, top + height / 2, text, size=SMALL, bold=full, ha="center",
        va="middle", color=PAPER if full else INK)  # fmt: skip


#: Fill of the marks of `distances`, told apart without colour.
_FILLS = (True, "half", False)


def distances(
    rows: pd.DataFrame,
    *,
    group: Words,
    label: Words,
    days: str,
    mark: str,
    marks: Mapping[str, str],
    limit: int,
    title: str,
    name: str,
    alt: str = "",
    date: str = "date",
    zero: str = "day of adoption",
    note: str = "",
) -> Chart:
    """Events as marks on one scale of days before (left) and after (right) a day of reference.

    Args:
        rows: one row an event, in drawing order, with a day in `date` and `sources`.
        group: column, or function of a row, with the words that head the events of one reference
            day.
        label: column, or function of a row, with the words of an event.
        days: column with the days from the reference day, negative before it.
        mark: column with the kind of an event.
        marks: value of `mark` -> words for the key; values that share their words share a mark.
            Up to three, drawn full, half full and open.
        limit: days at which the scale ends on both sides; events beyond it get an arrow.
        title: message of the chart.
        name: target for cross-references.
        alt: alternative text; default: all events with their distance.
        date: column with the day of the event.
        zero: words for the reference day under the scale.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a cell is empty, a mark has no words, or there are more than three marks.
    """
    need(
        rows, [group, label, days, mark, date, "sources"], name,
        filled=[group, label, days, mark, date],
    )  # fmt: skip
    need_known(rows, mark, list(marks), name, "words for the key")
    kinds = list(dict.fromkeys(marks.values()))
    if len(kinds) > len(_FILLS):
        raise CstoError(f"chart '{name}': expected at most {len(_FILLS)} marks; found {len(kinds)}")
    heads, fills = texts(rows, group), dict(zip(kinds, _FILLS, strict=False))
    events = [
        _Event(f"{day(row, date)}: {text}", int(far), fills[marks[row[mark]]])
        for (_, row), text, far in zip(
            rows.iterrows(), texts(rows, label), numbers(rows, days, name), strict=True
        )
    ]

    def draw(width: float) -> Figure:
        return _draw_distances(width, once(heads), events, fills, limit, zero)

    items = [f"{one.text.rstrip('.')}, {one.far}" for one in events]
    said = spoken(
        f"{counted(events, 'event')} on a scale of days before and after a {zero}",
        list(zip(heads, items, strict=True)),
    )
    says = answers(rows, items)
    return Chart(draw, title=title, alt=alt or said, name=name, rows=rows, note=note, answers=says)


@dataclass(frozen=True)
class _Event:
    """One event: words, days from the day of reference, fill of its mark."""

    text: str
    days: int
    fill: bool | str

    @property
    def far(self) -> str:
        """Its distance in words."""
        if not self.days:
            return "the same day"
        unit = "day" if abs(self.days) == 1 else "days"
        return f"{number(abs(self.days))} {unit} {'before' if self.days < 0 else 'after'}"


class _Scale:
    """Places in inches for days from the reference day, and the room for words."""

    def __init__(self, width: float, limit: int):
        self.limit = limit
        first, last = (0.63 * width, width - 0.14) if width > NARROW else (0.14, width - 0.14)
        self.middle, self.inch = (first + last) / 2, (last - first) / (2 * limit)
        self.words = 0.6 * width if width > NARROW else width - 0.02

    def at(self, days: int) -> float:
        return self.middle + max(-self.limit, min(self.limit, days)) * self.inch


def _draw_distances(width, heads: list[str], events: list[_Event], fills, limit, zero) -> Figure:
    scale, beside = _Scale(width, limit), width > NARROW
    labels = [wrap(one.text, scale.words, BODY) for one in events]
    key = key_height(list(fills), width)
    steps = [
        (0.28 if head else 0.0) + text_height(text) + (0.07 if beside else 0.26)
        for head, text in zip(heads, labels, strict=True)
    ]
    ends = key + np.cumsum([0.0, *steps])
    figure, page = sheet(width, ends[-1] + 0.42)
    draw_key(page, [(Mark(fill=fill), word) for word, fill in fills.items()], 0, width)
    drawn = enumerate(zip(heads, labels, events, ends[:-1], strict=True))
    for i, (head, text, one, y) in drawn:
        if head:
            put(page, 0, y + 0.06, head, bold=True)
            y += 0.28
            guide(page, [0, width], [y - 0.03] * 2)
        put(page, 0, y, text)
        line = y + (text_height(text) / 2 if beside else text_height(text) + 0.1)
        _draw_distance(page, scale, line, one)
        touch(page, i, scale.at(one.days), line)
    _draw_scale(page, scale, ends[-1], zero)
    return figure


def _draw_distance(page: Axes, scale: _Scale, y: float, one: _Event) -> None:
    side, spot = (1 if one.days > 0 else -1), scale.at(one.days)
    page.plot([scale.middle, spot], [y] * 2, color=MUTED, linewidth=0.9, zorder=1)
    page.plot([scale.middle] * 2, [y - 0.07, y + 0.07], color=INK, linewidth=1.2, zorder=2)
    Mark(fill=one.fill).draw(page, spot, y, 7)
    if abs(one.days) > scale.limit:
        Mark(">" if side > 0 else "<").draw(page, spot + side * 0.1, y, 4)
    # The other side of the day of reference is free: the distance in words stands there.
    put(page, scale.middle - side * 0.09, y, one.far, size=SMALL, color=MUTED, va="middle",
        ha="right" if side > 0 else "left")  # fmt: skip


def _draw_scale(page: Axes, scale: _Scale, top: float, zero: str) -> None:
    unit = 50 if scale.limit >= 100 else 5
    step = max(scale.limit // 2 // unit * unit, 1)
    for days in (-2 * step, -step, 0, step, 2 * step):
        spot, half = scale.at(days), text_width(number(abs(days)), SMALL) / 2
        page.plot([spot] * 2, [top + 0.02, top + 0.06], color=MUTED, linewidth=0.8)
        at = min(spot, page.get_xlim()[1] - half)
        put(page, at, top + 0.07, number(abs(days)), size=SMALL, ha="center")
    put(page, scale.middle, top + 0.22, f"days before | {zero} | days after", size=SMALL,
        color=MUTED, ha="center")  # fmt: skip
