"""Lengths on a common zero: bars of a number, bars of the time between two dates."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from csto.charts._axes import canvas, guide, need, need_values, sheet, value_ticks
from csto.charts._text import (
    BODY,
    SMALL,
    line_height,
    number,
    put,
    text_height,
    text_width,
    words,
    wrap,
)
from csto.errors import CstoError
from csto.figure import Chart
from csto.palette import ACCENT, INK, MUTED


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
    need(rows, [label, value, "sources"], name)
    if rows[value].isna().any() or (rows[value] < 0).any():
        raise CstoError(f"chart '{name}': each bar needs a value of 0 or more in '{value}'")

    def draw(width: float) -> Figure:
        figure, axis = canvas(width, 0.4 * len(rows) + 0.55)
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


#: Unit -> days in one.
_UNITS = {"days": 1.0, "months": 30.4375, "years": 365.25}


def lags(
    rows: pd.DataFrame,
    *,
    label: str,
    start: str,
    end: str,
    title: str,
    alt: str,
    name: str,
    unit: str = "days",
    missing: str = "no end known",
    colour: Callable[[pd.Series], str] | None = None,
    note: str = "",
) -> Chart:
    """Time between two dates as bars from a common zero, each with its label above.

    Args:
        rows: one row a bar, in drawing order, with two days and `sources`. A row without an end
            gets no bar but the words of `missing`.
        label: column with the name of a bar.
        start: column with the first day; its companion `<start>_precision`, if there is one, puts
            "about" before what is known only to the month or year.
        end: column with the last day, likewise.
        title: message of the chart.
        alt: alternative text with the main figures.
        name: target for cross-references.
        unit: `days` (whole), `months` or `years` (one decimal) in which bars are measured.
        missing: words for a row whose end is empty.
        colour: `#rrggbb` of a bar from its row; default: the accent colour.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: the unit is unknown, a row has no label or start, or ends before it starts.
    """
    need(rows, [label, start, end, "sources"], name)
    need_values(rows, [label, start], name)
    if unit not in _UNITS:
        raise CstoError(f"chart '{name}': unit '{unit}'; expected one of {', '.join(_UNITS)}")
    spans = [_span(row, start, end, unit) for _, row in rows.iterrows()]
    if any(span is not None and span < 0 for span in spans):
        raise CstoError(f"chart '{name}': expected '{end}' on or after '{start}' in each row")

    def draw(width: float) -> Figure:
        heads = [wrap(words(text), width - 0.02) for text in rows[label]]
        tops = np.cumsum([0.04, *(text_height(head) + 0.32 for head in heads)])
        longest = max((s for s in spans if s), default=1.0)
        texts = [_lag_text(row, span, start, end, unit, missing)
                 for (_, row), span in zip(rows.iterrows(), spans, strict=True)]  # fmt: skip
        scale = _fit(spans, texts, longest, width)
        figure, page = sheet(width, tops[-1] + 0.42)
        strips = [(top - 0.28, top - 0.02) for top in tops[1:]]
        _scale_below(page, tops[-1], strips, longest * scale, scale, unit)
        for i, (_, row) in enumerate(rows.iterrows()):
            put(page, 0, tops[i], heads[i])
            y = tops[i] + text_height(heads[i]) + 0.11
            length = (spans[i] or 0) * scale
            if spans[i] is not None:
                shade = colour(row) if colour else ACCENT
                page.barh(y, length, height=0.14, color=shade, zorder=2)
            put(page, length + (0.05 if spans[i] is not None else 0), y, texts[i], halo=True,
                va="center_baseline", color=MUTED if spans[i] is None else INK)  # fmt: skip
        return figure

    return Chart(draw, title=title, alt=alt, name=name, rows=rows, note=note)


def _span(row: pd.Series, start: str, end: str, unit: str) -> float | None:
    if pd.isna(row[end]):
        return None
    return (row[end] - row[start]).days / _UNITS[unit]


def _lag_text(row, span, start: str, end: str, unit: str, missing: str) -> str:
    if span is None:
        return missing
    rough = any(row.get(f"{c}_precision") in ("month", "year") for c in (start, end))
    shown = f"{span:,.0f}" if unit == "days" else f"{span:,.1f}"
    single = unit.removesuffix("s") if shown == "1" else unit
    return f"{'about ' if rough else ''}{shown} {single}"


def _fit(spans, texts, longest: float, width: float) -> float:
    """Inches for one unit, so that each bar and the words at its end fit the width."""
    room = [
        (width - 0.08 - text_width(text)) / span
        for span, text in zip(spans, texts, strict=True)
        if span
    ]
    return min([*room, width / longest])


def _scale_below(page, bottom: float, strips, reach: float, scale: float, unit: str) -> None:
    """Numbers of a scale from zero below the bars, with the unit; its lines only behind bars."""
    for stop in [s for s in value_ticks(0, reach / scale) if 0 <= s * scale <= reach * 1.02]:
        for upper, lower in strips:
            guide(page, [stop * scale] * 2, [upper, lower])
        side = "left" if stop == 0 else "center"
        put(page, stop * scale, bottom + 0.03, number(stop), size=SMALL, ha=side)
    put(page, 0, bottom + 0.05 + line_height(SMALL), unit, size=BODY)
