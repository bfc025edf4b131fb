"""Time from left to right or from top to bottom: spells, events in lanes, events down a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from csto.charts._alt import briefly, counted, joined, spoken, under
from csto.charts._axes import Mark, Span, Stops, draw_key, guide, key_height, rows_of_words, sheet
from csto.charts._checks import (
    Colour,
    Words,
    colours,
    is_true,
    need,
    need_days,
    need_known,
    texts,
)
from csto.charts._text import BODY, SMALL, line_height, put, text_height, widest, wrap
from csto.figure import NARROW, Chart
from csto.marks import answers, touch
from csto.palette import ACCENT, INK, MUTED, PAPER, RULE
from csto.wording import day

#: Height in inches of a bar, of the strip in which it lies, and of a lane of marks.
_BAR, _STRIP, _LANE = 0.16, 0.22, 0.2


@dataclass(frozen=True)
class _Spell:
    """One bar: its lane, ends (None where it goes on), words, and look."""

    lane: str
    start: pd.Timestamp
    end: pd.Timestamp | None
    text: str
    faint: bool
    colour: str


def spells(
    rows: pd.DataFrame,
    *,
    lane: str,
    until: str,
    title: str,
    name: str,
    alt: str = "",
    since: str | None = None,
    text: Words | None = None,
    faint: str | None = None,
    colour: Colour | None = None,
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
        name: target for cross-references.
        alt: alternative text; default: the bars with their ends.
        since: first day of the axis; default: the earliest start.
        text: column, or function of a row, with a few words above the start of a bar.
        faint: boolean column; true draws the bar hatched (acting heads, suspended members).
        colour: `#rrggbb` of a bar from its row; default: that of the state in `iso3`, else the
            accent colour.
        marks: days as YYYY-MM-DD with a word each, drawn as vertical lines.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a spell has no lane or start, or its dates are no days.
    """
    need(rows, [lane, "start", "end", "sources", faint, text], name, filled=[lane, "start"])
    need_days(rows, ["start", "end"], name)
    first = pd.Timestamp(since) if since else rows["start"].min()
    ends = (first, pd.Timestamp(until))
    found = [
        _Spell(str(where), start, None if pd.isna(end) else end, words, bool(pale), shade)
        for where, start, end, words, pale, shade in zip(
            rows[lane], rows["start"], rows["end"], texts(rows, text), is_true(rows, faint),
            colours(rows, colour), strict=True,
        )
    ]  # fmt: skip
    stops = [(pd.Timestamp(when), word) for when, word in marks]

    def draw(width: float) -> Figure:
        return _draw_spells(width, found, ends, stops)

    heads = ["" if spell.lane in spell.text else spell.lane for spell in found]
    items = [
        joined(spell.text, _ends(row), "hatched" if spell.faint else "", by=", ")
        for spell, (_, row) in zip(found, rows.iterrows(), strict=True)
    ]
    said = spoken(
        f"Time bars, {ends[0].year} to {ends[1].year}", list(zip(heads, items, strict=True))
    )
    spans = [
        joined(one.text, _ends(row), by=", ")
        for one, (_, row) in zip(found, rows.iterrows(), strict=True)
    ]
    says = answers(rows, under(heads, spans))
    return Chart(draw, title=title, alt=alt or said, name=name, rows=rows, note=note, answers=says)


def _ends(row: pd.Series) -> str:
    """Ends of a spell in words: `1 May 2003 to 1 May 2005`, or `from 1 May 2003 on`."""
    start, end = day(row, "start"), day(row, "end")
    if start == end:
        return start
    return f"{start} to {end}" if end else f"from {start} on"


def _draw_spells(width: float, found: list[_Spell], ends, stops) -> Figure:
    lanes_ = list(dict.fromkeys(spell.lane for spell in found))
    seats = {id(spell): i for i, spell in enumerate(found)}
    beside = width > NARROW
    left = min(widest(lanes_, BODY) + 0.12, 2.4) if beside else 0.02
    span = Span(*ends, left, width - left - 0.12)
    above = Stops.over([(span.at(when), word) for when, word in stops], width)
    parts = [[spell for spell in found if spell.lane == lane] for lane in lanes_]
    heads = [_heads(part, span, width, not beside) for part in parts]
    names = [wrap(lane, left - 0.1) if beside else "" for lane in lanes_]
    strips = [max(_STRIP, text_height(text) + 0.04 if text else 0) for text in names]
    tops = above.height + np.cumsum(
        [0.02, *(strip + _head_height(head) for strip, head in zip(strips, heads, strict=True))]
    )
    figure, page = sheet(width, tops[-1] + 0.04 + 2 * line_height(SMALL))
    span.draw(page, [(above.height, tops[-1])], tops[-1])
    above.draw(page, above.height, tops[-1])
    for text, part, head, strip, bottom in zip(names, parts, heads, strips, tops[1:], strict=True):
        y = bottom - strip / 2 - 0.01
        put(page, 0, y, text, va="middle")
        for x, level, words in head:
            top = y - _BAR / 2 - 0.02 - line_height(SMALL) * (level + 1)
            put(page, x, top, words, size=SMALL, halo=1)
        for spell in part:
            _draw_spell(page, spell, span, y)
            until = span.at(spell.end) if spell.end is not None else span.left + span.room
            box = (until, y + _BAR / 2)
            touch(page, seats[id(spell)], span.at(spell.start), y - _BAR / 2, to=box)
    return figure


def _heads(part: list[_Spell], span: Span, width: float, lane: bool) -> list[tuple]:
    """Place, level from below and line of the words above the bars of a lane, its name on top."""
    said = [(span.at(one.start), one.text) for one in part if one.text]
    said = [(max(min(x, width - widest([text], SMALL)), 0), text) for x, text in said]
    levels = rows_of_words([(x, x + widest([text], SMALL)) for x, text in said])
    words = [(x, level, text) for (x, text), level in zip(said, levels, strict=True)]
    names = wrap(part[0].lane, width - 0.02, SMALL).split("\n")[::-1] if lane else []
    free = min((x for x, _ in said), default=width) > widest(names, SMALL) + 0.06
    above = 0 if free else max(levels) + 1
    return words + [(0.0, above + level, text) for level, text in enumerate(names)]


def _head_height(head: list[tuple]) -> float:
    levels = 1 + max((level for _, level, _ in head), default=-1)
    return line_height(SMALL) * levels + (0.05 if levels else 0)


def _draw_spell(page: Axes, spell: _Spell, span: Span, y: float) -> None:
    begin = span.at(spell.start)
    end = span.at(spell.end) if spell.end is not None else span.left + span.room
    page.add_patch(
        Rectangle((begin, y - _BAR / 2), end - begin, _BAR, linewidth=0.8, zorder=2,
                  facecolor=PAPER if spell.faint else spell.colour, edgecolor=spell.colour,
                  hatch="/////" if spell.faint else None)
    )  # fmt: skip
    if spell.end is None:
        # An arrow head, not only the missing border, says that the spell goes on.
        page.plot([end + 0.02], [y], marker=">", markersize=6, color=spell.colour, zorder=3)


def lanes(
    rows: pd.DataFrame,
    *,
    lane: str,
    order: Sequence[str] | Mapping[object, str],
    title: str,
    name: str,
    since: str,
    until: str,
    alt: str = "",
    date: str = "date",
    filled: str | None = None,
    key: tuple[str, str] | None = None,
    note: str = "",
) -> Chart:
    """Dated events as marks in lanes, one lane for each kind, with the count of each.

    Args:
        rows: one row an event, with a day in `date`, a kind in `lane`, and `sources`.
        lane: column whose values name the lanes.
        order: the lanes from top to bottom, or value of `lane` -> its words; rows of other kinds
            are an error.
        title: message of the chart.
        name: target for cross-references.
        since: first day of the axis, YYYY-MM-DD.
        until: last day of the axis.
        alt: alternative text; default: the counts of each lane, with first and last year.
        date: column with the day.
        filled: boolean column; true draws a filled mark, false an open one.
        key: words for filled and open marks, written above the lanes.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: an event has no day, or its kind is not in `order`.
    """
    need(rows, [lane, date, "sources", filled], name, filled=[lane, date])
    need_days(rows, [date], name)
    need_known(rows, lane, list(order), name, "lane")
    full = is_true(rows, filled) if filled else np.ones(len(rows), dtype=bool)
    ends = (pd.Timestamp(since), pd.Timestamp(until))
    heads = order if isinstance(order, Mapping) else {one: one for one in order}
    seats = np.arange(len(rows))
    parts = {
        head: (rows.loc[rows[lane] == one, date], full[rows[lane] == one], seats[rows[lane] == one])
        for one, head in heads.items()
    }

    def draw(width: float) -> Figure:
        return _draw_lanes(width, parts, ends, key)

    said = spoken(
        f"Marks in {counted(order, 'lane')}, {ends[0].year} to {ends[1].year}",
        [(one, _count(*part[:2], key if filled else None)) for one, part in parts.items()],
    )
    words = [
        joined(heads[one], day(row, date))
        for one, (_, row) in zip(rows[lane], rows.iterrows(), strict=True)
    ]
    says = answers(rows, words)
    return Chart(draw, title=title, alt=alt or said, name=name, rows=rows, note=note, answers=says)


def _count(days: pd.Series, full: np.ndarray, key: tuple[str, str] | None) -> str:
    if days.empty:
        return "none"
    years = list(dict.fromkeys([days.min().year, days.max().year]))
    split = f", {full.sum() or 'none'} of them {key[0]}" if key else ""
    return f"{len(days)}, {' to '.join(str(year) for year in years)}{split}"


def _draw_lanes(width: float, parts: dict, ends, key: tuple[str, str] | None) -> Figure:
    entries = [(Mark(), key[0]), (Mark(fill=False), key[1])] if key else []
    span = Span(*ends, 0.06, width - 0.2)
    names = [wrap(f"{kind} ({len(days)})", width - 0.02) for kind, (days, *_) in parts.items()]
    top = key_height([word for _, word in entries], width)
    tops = top + np.cumsum([0.02, *(text_height(text) + _LANE + 0.06 for text in names)])
    figure, page = sheet(width, tops[-1] + 0.04 + 2 * line_height(SMALL))
    draw_key(page, entries, 0, width)
    bases = tops[1:] - 0.06 - _LANE / 2
    span.draw(page, [(y - 0.08, y + 0.08) for y in bases], tops[-1])
    drawn = zip(names, parts.values(), tops[:-1], bases, strict=True)
    for text, (days, full, seats), upper, y in drawn:
        put(page, 0, upper, text)
        guide(page, [0, width], [y, y])
        for when, solid, seat in zip(days, full, seats, strict=True):
            Mark(fill=bool(solid)).draw(page, span.at(when), y, 6.5)
            touch(page, int(seat), span.at(when), y)
    return figure


def moments(
    rows: pd.DataFrame,
    *,
    label: Words,
    title: str,
    name: str,
    alt: str = "",
    date: str = "date",
    strand: Colour | None = None,
    note: str = "",
) -> Chart:
    """Dated events down a line, earliest first, evenly spaced so that every label can be read.

    Args:
        rows: one row an event, with a day in `date` and `sources`.
        label: column, or function of a row, with the words of an event.
        title: message of the chart.
        name: target for cross-references.
        alt: alternative text; default: the events with their dates.
        date: column with the day; its companion `<date>_precision` says how much of it is known.
        strand: `#rrggbb` of the mark from its row; default: the accent colour.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: an event has no day or no words.
    """
    need(rows, [date, label, "sources"], name, filled=[date, label])
    need_days(rows, [date], name)
    ordered = rows.sort_values(date, kind="stable")
    events = [
        (day(row, date), text, strand(row) if strand else ACCENT)
        for (_, row), text in zip(ordered.iterrows(), texts(ordered, label), strict=True)
    ]

    def draw(width: float) -> Figure:
        return _draw_moments(width, events)

    said = spoken(
        f"{counted(events, 'dated event')} down a line",
        list(zip([w for w, *_ in events], briefly([t for _, t, _ in events]), strict=True)),
    )
    says = answers(ordered, [joined(when, text) for when, text, _ in events])
    return Chart(
        draw, title=title, alt=alt or said, name=name, rows=ordered, note=note, answers=says
    )


def _draw_moments(width: float, events: list[tuple[str, str, str]]) -> Figure:
    """Dates left of the line on a page, above the words of their event on a phone."""
    narrow = width <= NARROW
    seat = 0.08 if narrow else widest([when for when, *_ in events]) + 0.16
    left = seat + (0.14 if narrow else 0.12)
    labels = [wrap(text, width - left - 0.02) for _, text, _ in events]
    above = line_height(SMALL) if narrow else 0.0
    tops = np.cumsum([0.02, *(above + text_height(text) + 0.09 for text in labels)])
    figure, page = sheet(width, tops[-1] + 0.02)
    page.plot([seat, seat], [0.1, tops[-1] - 0.08], color=RULE, linewidth=1.5, zorder=1)
    drawn = enumerate(zip(events, labels, tops[:-1], strict=True))
    for i, ((when, _, colour), text, y) in drawn:
        touch(page, i, seat, y + 0.075)
        page.plot([seat], [y + 0.075], "o", color=colour, markersize=5.5, zorder=3)
        if narrow:
            put(page, left, y, when, size=SMALL, color=MUTED)
        else:
            put(page, seat - 0.1, y, when, ha="right", color=MUTED)
        put(page, left, y + above, text, color=INK)
    return figure
