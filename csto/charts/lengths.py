"""Lengths on a common zero: bars of a number, bars of the time between two dates."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from csto.charts._alt import spoken
from csto.charts._axes import guide, sheet, value_ticks
from csto.charts._checks import Colour, Words, need, need_days, need_unit, numbers, texts
from csto.charts._text import SMALL, line_height, put, text_height, text_width, wrap
from csto.errors import CstoError
from csto.figure import Chart
from csto.marks import answers, touch
from csto.palette import ACCENT, INK, MUTED
from csto.wording import amount, number

#: Unit -> days in one.
_UNITS = {"days": 1.0, "months": 30.4375, "years": 365.25}
#: Height in inches of a bar, and of the strip in which it lies.
_BAR, _STRIP = 0.14, 0.22


def bars(
    rows: pd.DataFrame,
    *,
    label: Words,
    value: str,
    unit: str,
    title: str,
    name: str,
    alt: str = "",
    colour: Colour | None = None,
    note: str = "",
) -> Chart:
    """Horizontal bars from zero, one a row, each with its name above and its value at the end.

    Args:
        rows: one row a bar, in drawing order, with `sources`; rows without a value are an error.
        label: column, or function of a row, with the name of a bar.
        value: column with its length; a companion `<value>_qualifier` is written before it.
        unit: unit of the values, written once under the axis.
        title: message of the chart.
        name: target for cross-references.
        alt: alternative text; default: all bars with their lengths.
        colour: `#rrggbb` of a bar from its row; default: the accent colour.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a label or value is missing, or a value is negative.
    """
    need(rows, [label, value, "sources"], name, filled=[label, value])
    need_unit(rows, value, unit, name)
    lengths = list(numbers(rows, value, name, least=0))
    ends = [amount(row, value) for _, row in rows.iterrows()]
    draw, said, says = _drawing(rows, label, lengths, ends, colour, unit)
    says = [one._replace(text=f"{one.text} {unit}") for one in says]
    return Chart(draw, title=title, alt=alt or said, name=name, rows=rows, note=note, answers=says)


def lags(
    rows: pd.DataFrame,
    *,
    label: Words,
    start: str,
    end: str,
    title: str,
    name: str,
    alt: str = "",
    unit: str = "days",
    missing: str = "no end known",
    colour: Colour | None = None,
    note: str = "",
) -> Chart:
    """Time between two dates as bars from a common zero, each with its label above.

    Args:
        rows: one row a bar, in drawing order, with two days and `sources`. A row without an end
            gets no bar but the words of `missing`.
        label: column, or function of a row, with the name of a bar.
        start: column with the first day; its companion `<start>_precision`, if there is one, puts
            "about" before what is known only to the month or year.
        end: column with the last day, likewise.
        title: message of the chart.
        name: target for cross-references.
        alt: alternative text; default: all bars with their lengths.
        unit: `days` (whole), `months` or `years` (one decimal) in which bars are measured.
        missing: words for a row whose end is empty.
        colour: `#rrggbb` of a bar from its row; default: the accent colour.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: the unit is unknown, a column holds no dates, a row has no label or start, or
            ends before it starts.
    """
    need(rows, [label, start, end, "sources"], name, filled=[label, start])
    need_days(rows, [start, end], name)
    if unit not in _UNITS:
        raise CstoError(f"chart '{name}': unit '{unit}'; expected one of {', '.join(_UNITS)}")
    spans = list((rows[end] - rows[start]).dt.days / _UNITS[unit])
    if any(span < 0 for span in spans):
        raise CstoError(f"chart '{name}': expected '{end}' on or after '{start}' in each row")
    ends = [
        _lag_text(row, span, (start, end), unit, missing)
        for (_, row), span in zip(rows.iterrows(), spans, strict=True)
    ]
    draw, said, says = _drawing(rows, label, spans, ends, colour, unit)
    return Chart(draw, title=title, alt=alt or said, name=name, rows=rows, note=note, answers=says)


def _drawing(rows, label: Words, lengths, ends: list[str], colour: Colour | None, unit: str):
    """Function that draws the bars at a width, words that describe them, and what each answers."""
    labels = texts(rows, label)
    shades = [colour(row) if colour else ACCENT for _, row in rows.iterrows()]

    def draw(width: float) -> Figure:
        return _draw(width, labels, lengths, ends, shades, unit)

    items = [("", f"{head}: {end}") for head, end in zip(labels, ends, strict=True)]
    says = answers(rows, [text for _, text in items])
    return draw, spoken(f"Bars from zero; unit: {unit}", items), says


def _lag_text(row: pd.Series, span: float, ends: tuple[str, str], unit: str, missing: str) -> str:
    if np.isnan(span):
        return missing
    rough = any(row.get(f"{end}_precision") in ("month", "year") for end in ends)
    shown = f"{span:,.0f}" if unit == "days" else f"{span:,.1f}"
    single = unit.removesuffix("s") if shown == "1" else unit
    return f"{'about ' if rough else ''}{shown} {single}"


def _draw(
    width: float,
    labels: Sequence[str],
    lengths: Sequence[float],
    ends: Sequence[str],
    shades: Sequence[str],
    unit: str,
) -> Figure:
    """Bars down the page; a length of NaN leaves only the words."""
    heads = [wrap(label, width - 0.02) for label in labels]
    tops = np.cumsum([0.02, *(text_height(head) + _STRIP + 0.09 for head in heads)])
    scale = _scale(lengths, ends, width)
    figure, page = sheet(width, tops[-1] + 0.06 + 2 * line_height())
    strips = [(bottom - 0.09 - _STRIP, bottom - 0.07) for bottom in tops[1:]]
    _draw_scale(page, tops[-1] - 0.05, strips, lengths, scale, unit)
    for i, head in enumerate(heads):
        put(page, 0, tops[i], head)
        y, known = strips[i][0] + _STRIP / 2, not np.isnan(lengths[i])
        if known:
            page.barh(y, lengths[i] * scale, height=_BAR, color=shades[i], zorder=2)
        x = lengths[i] * scale + 0.05 if known else 0
        touch(page, i, 0, y - _BAR / 2, to=(max(x - 0.05, 0), y + _BAR / 2))
        put(page, x, y, ends[i], va="middle", halo=1, color=INK if known else MUTED)
    return figure


def _scale(lengths: Sequence[float], ends: Sequence[str], width: float) -> float:
    """Inches for one unit, so that each bar and the words at its end fit the width."""
    room = [
        (width - 0.08 - text_width(text)) / length
        for length, text in zip(lengths, ends, strict=True)
        if length > 0
    ]
    return min(room, default=1.0)


def _draw_scale(page, bottom: float, strips, lengths, scale: float, unit: str) -> None:
    """Numbers of a scale from zero below the bars, with the unit; its lines only behind bars."""
    longest = np.nanmax([0.0, *lengths])
    for stop in [s for s in value_ticks(0, longest) if 0 <= s <= longest * 1.02]:
        for upper, lower in strips:
            guide(page, [stop * scale] * 2, [upper, lower])
        side = "left" if stop == 0 else "center"
        put(page, stop * scale, bottom, number(stop), size=SMALL, ha=side)
    put(page, 0, bottom + line_height(SMALL) + 0.02, unit)
