"""Rival figures: what each source reported, on one scale."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from csto.charts._alt import joined, spoken
from csto.charts._axes import Mark, draw_key, guide, key_height, sheet, value_ticks
from csto.charts._checks import (
    Colour,
    Words,
    is_true,
    need,
    need_unit,
    numbers,
    once,
    row_colour,
    sectioned,
    texts,
)
from csto.charts._text import (
    BODY,
    SMALL,
    line_height,
    put,
    text_height,
    text_width,
    widest,
    words,
    wrap,
)
from csto.errors import CstoError
from csto.figure import NARROW, Chart
from csto.marks import answers, touch
from csto.palette import INK
from csto.wording import bounded, companion, number

#: Size of a heading in points.
_HEAD = 9.0


@dataclass(frozen=True)
class _Figure:
    """One reported figure: words, section, value or bounds (NaN where missing), look."""

    label: str
    section: str
    value: float
    low: float
    high: float
    text: str
    chosen: bool
    colour: str

    @property
    def ends(self) -> list[float]:
        return [v for v in (self.value, self.low, self.high) if not np.isnan(v)]


def rivals(
    rows: pd.DataFrame,
    *,
    label: Words,
    value: str,
    unit: str,
    title: str,
    name: str,
    alt: str = "",
    low: str | None = None,
    high: str | None = None,
    preferred: str | None = "preferred",
    qualifier: str | None = None,
    section: str | None = None,
    sections: Mapping[object, str] | None = None,
    log: bool = False,
    key: tuple[str, str] = ("the figure that this book uses", "other figures"),
    colour: Colour | None = None,
    note: str = "",
) -> Chart:
    """Each reported figure a dot on one scale, with who reported it; the preferred one is filled.

    Args:
        rows: one row a figure, in drawing order, with `sources`.
        label: column, or function of a row such as `csto.said`, that says who reported the
            figure, and when.
        value: column with the figure, in `unit`; may be empty where a range is given.
        unit: unit of the figures, written once under the scale.
        title: message of the chart.
        name: target for cross-references.
        alt: alternative text; default: all figures with their labels.
        low: column with the lower end of a range, in `unit`.
        high: column with the upper end of a range, in `unit`.
        preferred: boolean column; true fills the dot and sets the label in bold. None: all filled.
        qualifier: column with words before a figure, such as "about" or "more than"; default:
            the companion of `value`, if there is one.
        section: column whose values group the rows under headings.
        sections: value of `section` -> heading, in drawing order; values may share one. Default:
            the values themselves, in order of first appearance.
        log: logarithmic scale, for figures that differ by more than tenfold; default: from 0.
        key: words for filled and open dots, written above where both occur.
        colour: `#rrggbb` of a dot from its row; default: that of the state in `iso3`, else the
            accent colour.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a row has no label, section, heading or figure, or a figure is negative (0 on a
            log scale).
    """
    qualifier = qualifier or companion(rows, value)
    need(
        rows, [label, value, low, high, preferred, qualifier, section, "sources"], name,
        filled=[label, section],
    )  # fmt: skip
    need_unit(rows, value, unit, name)
    ordered, heads = sectioned(rows, section, sections, name)
    found = _figures(ordered, label, (value, low, high), preferred, qualifier, heads, colour, name)
    least = min(end for one in found for end in one.ends)
    if least < 0 or (log and least == 0):
        wanted = "more than 0 on a logarithmic scale" if log else "0 or more"
        raise CstoError(f"chart '{name}': found {number(least)} in '{value}'; expected {wanted}")

    def draw(width: float) -> Figure:
        return _draw(width, found, unit, log, key)

    mixed = len({one.chosen for one in found}) > 1
    items = [
        (one.section, f"{one.label}: {one.text}{', filled' if mixed and one.chosen else ''}")
        for one in found
    ]
    opening = f"Dots on one scale; unit: {unit}" + (f"; filled: {key[0]}" if mixed else "")
    said = spoken(opening, items)
    says = answers(
        ordered, [joined(one.section, f"{one.label}: {one.text} {unit}") for one in found]
    )
    return Chart(draw, title=title, alt=alt or said, name=name, rows=rows, note=note, answers=says)


def _figures(rows, label, columns, preferred, qualifier, heads, colour, chart) -> list[_Figure]:
    figures = np.column_stack([numbers(rows, column, chart) for column in columns])
    chosen = is_true(rows, preferred) if preferred else np.ones(len(rows), dtype=bool)
    found = []
    for (_, row), text, head, ends, full in zip(
        rows.iterrows(), texts(rows, label), heads, figures, chosen, strict=True
    ):
        shown = bounded(*ends, words(row[qualifier]) if qualifier else "")
        if not shown:
            raise CstoError(f"chart '{chart}': expected a figure in '{columns[0]}' for '{text}'")
        found.append(_Figure(text, head, *ends, shown, bool(full), row_colour(row, colour)))
    return found


def _draw(width: float, found: list[_Figure], unit: str, log: bool, key: tuple) -> Figure:
    entries = [
        (Mark("o", filled, INK), word) for filled, word in zip((True, False), key, strict=True)
    ]
    if len({one.chosen for one in found}) == 1:
        entries = []
    above = key_height([word for _, word in entries], width)
    beside = width > NARROW
    bold_room = widest([one.label for one in found], BODY, bold=True)
    left = min(bold_room + 0.12, 2.75) if beside else 0.06
    labels = [
        wrap(one.label, left - 0.12 if beside else width - 0.02, BODY, bold=one.chosen)
        for one in found
    ]
    heads = [
        wrap(head, width - 0.02, _HEAD, bold=True) for head in once([f.section for f in found])
    ]
    tops, strips, bottom = _places(heads, labels, above, beside)
    place, ticks = _scale(found, left, width - 0.06, log)
    figure, page = sheet(width, bottom + 0.06 + 2 * line_height())
    draw_key(page, entries, 0, width)
    for stop in ticks:
        for upper, lower in strips if not beside else [(above, bottom)]:
            guide(page, [place(stop)] * 2, [upper, lower])
    for i, one in enumerate(found):
        put(page, 0, tops[i] - _head_room(heads[i]), heads[i], bold=True, size=_HEAD)
        put(page, 0, tops[i], labels[i], bold=one.chosen)
        _draw_figure(page, one, sum(strips[i]) / 2, place, (left, width))
        touch(page, i, place(min(one.ends)), sum(strips[i]) / 2,
              to=(place(max(one.ends)), sum(strips[i]) / 2))  # fmt: skip
    _scale_words(page, ticks, place, bottom, unit, (left, width), log)
    return figure


def _head_room(head: str) -> float:
    """Height in inches of a heading, to the label below it; 0 for none."""
    return text_height(head, _HEAD) + 0.064 if head else 0.0


def _places(heads, labels, y: float, beside: bool) -> tuple[list, list, float]:
    """Top of each label, the strip in which its dot lies, and the bottom of all, in inches."""
    tops, strips = [], []
    for i, (head, text) in enumerate(zip(heads, labels, strict=True)):
        y += _head_room(head) + (0.1 if head and i else 0)
        tops.append(y)
        high = text_height(text)
        if beside:
            strips.append((y - 0.02, y + high + 0.02))
            y += high + 0.08
        else:
            strips.append((y + high, y + high + 0.2))
            y += high + 0.26
    return tops, strips, y


def _scale(found: list[_Figure], left: float, right: float, log: bool) -> tuple[Callable, list]:
    """Function from a figure to its place in inches, and the round numbers of the scale."""
    ends = [end for one in found for end in one.ends]
    if log:
        low = np.floor(np.log10(min(ends)) * 2) / 2
        high = max(np.log10(max(ends)) * 1.01, low + 0.5)
        steps = (1, 3) if high - low > 1.5 else (1, 2, 5)
        stops = [m * 10.0**e for e in range(int(np.floor(low)), int(high) + 2) for m in steps]
        stops = [s for s in stops if low - 1e-9 <= np.log10(s) <= high]
        return (lambda v: left + (right - left) * (np.log10(v) - low) / (high - low)), stops
    top = max(ends) * 1.04 or 1.0
    stops = [s for s in value_ticks(0, top, 4) if s <= top]
    return (lambda v: left + (right - left) * v / top), stops


def _draw_figure(page: Axes, one: _Figure, y: float, place: Callable, box) -> None:
    spots = [place(end) for end in one.ends]
    if not np.isnan(one.low) or not np.isnan(one.high):
        page.plot([min(spots), max(spots)], [y, y], color=one.colour, linewidth=1.6, zorder=2)
        bounds = [place(v) for v in (one.low, one.high) if not np.isnan(v)]
        page.plot(bounds, [y] * len(bounds), linestyle="none", marker="|", markersize=7,
                  markeredgewidth=1.3, color=one.colour, zorder=3)  # fmt: skip
    if not np.isnan(one.value):
        Mark("o", one.chosen, one.colour).draw(page, place(one.value), y, 6.5)
    wide = text_width(one.text, BODY, one.chosen)
    after = max(spots) + 0.09 + wide <= box[1]
    x = max(spots) + 0.09 if after else min(spots) - 0.09
    guide(page, [box[0], min(spots) if after else x - wide - 0.04], [y, y])
    put(page, x, y, one.text, bold=one.chosen, ha="left" if after else "right",
        va="middle", halo=1)  # fmt: skip


def _scale_words(page, ticks, place, bottom: float, unit: str, box, log: bool) -> None:
    last = -1.0
    for stop in ticks:
        text, x = number(stop), place(stop)
        half = text_width(text, SMALL) / 2
        x = min(max(x, half), box[1] - half)
        if x - half > last:
            put(page, x, bottom + 0.02, text, size=SMALL, ha="center")
            last = x + half + 0.08
    words_ = f"{unit}, logarithmic scale" if log else unit
    put(page, box[0] if box[0] > 0.1 else 0, bottom + 0.04 + line_height(SMALL), words_)
