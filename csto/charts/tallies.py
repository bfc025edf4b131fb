"""Counts by two properties: a bar from zero for each, side by side for the eye to compare."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from csto.charts._axes import guide, sheet
from csto.charts._checks import first_seen, need, need_known
from csto.charts._text import BODY, SMALL, line_height, put, text_height, text_width, widest, wrap
from csto.figure import NARROW, Chart
from csto.marks import Answer, touch
from csto.palette import ACCENT, INK, MUTED
from csto.tables import split

#: Heights in inches of a bar and of the strip in which it lies.
_BAR, _STRIP = 0.13, 0.2
#: Width in inches of names that stand beside their bars.
_SHORT = 0.9
#: Room in inches between two columns.
_GAP = 0.05


def tallies(
    rows: pd.DataFrame,
    *,
    row: str,
    column: str,
    title: str,
    alt: str,
    name: str,
    row_order: Sequence[str] | None = None,
    column_order: Sequence[str] | None = None,
    note: str = "",
) -> Chart:
    """How many rows have each pair of two properties, as bars on one scale with their numbers.

    The values of one property go down the page, each with its total; those of the other go
    across, each with its total under its name. Nothing depends on colour.

    Args:
        rows: the rows to count, with `sources`.
        row: column whose values go down the page.
        column: column whose values go across; five or fewer fit a phone.
        title: message of the chart.
        alt: alternative text with the main figures.
        name: target for cross-references.
        row_order: values from top to bottom; default: order of first appearance.
        column_order: values from left to right; default: order of first appearance.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a row lacks one of the properties, or has a value without a place in its order.
    """
    need(rows, [row, column, "sources"], name, filled=[row, column])
    down = list(row_order or first_seen(rows[row]))
    across = list(column_order or first_seen(rows[column]))
    need_known(rows, row, down, name, "place in row_order")
    need_known(rows, column, across, name, "place in column_order")
    counts = pd.crosstab(rows[row], rows[column]).reindex(index=down, columns=across, fill_value=0)

    pairs = [(one, other) for one in down for other in across if counts.loc[one, other]]
    seats = {pair: i for i, pair in enumerate(pairs)}
    says = [_answer(rows[(rows[row] == r) & (rows[column] == c)], r, c) for r, c in pairs]

    def draw(width: float) -> Figure:
        return _draw(width, counts, seats)

    return Chart(draw, title=title, alt=alt, name=name, rows=rows, note=note, answers=says)


def _answer(counted: pd.DataFrame, row: object, column: object) -> Answer:
    """How many rows a bar counts, with the sources of all of them."""
    keys = dict.fromkeys(key for cell in counted["sources"] for key in split(cell))
    return Answer(f"{row}, {column}: {len(counted)}", tuple(keys))


def _draw(width: float, counts: pd.DataFrame, seats: dict) -> Figure:
    names = [f"{name} ({sum(line)})" for name, line in counts.iterrows()]
    # Short names stand beside their bars, which makes a tall chart half as tall.
    beside = width > NARROW and widest(names) < _SHORT
    left = widest(names) + 0.12 if beside else 0.0
    room = (width - left) / len(counts.columns)
    words = [word for head in counts.columns for word in str(head).split()]
    size = BODY if widest(words, BODY, bold=True) <= room - _GAP else SMALL
    heads = [wrap(str(head), room - _GAP, size, bold=True) for head in counts.columns]
    labels = [wrap(name, width, BODY) for name in names]
    top = max(text_height(head, size) for head in heads) + line_height(SMALL) + 0.08
    tops = [top]
    for label in labels:
        tops.append(tops[-1] + _STRIP + (0.02 if beside else text_height(label) + 0.1))
    figure, page = sheet(width, tops[-1] + 0.02)
    scale = _scale(counts, room)
    for i, head in enumerate(heads):
        above = top - 0.06 - line_height(SMALL)
        put(page, left + i * room, above, head, size=size, bold=True, va="bottom")
        total = f"{counts.iloc[:, i].sum()} in all"
        put(page, left + i * room, top - 0.06, total, size=SMALL, va="bottom", color=MUTED)
    for label, y, (name, line) in zip(labels, tops, counts.iterrows(), strict=False):
        guide(page, [0, width], [y, y])
        middle = y + _STRIP / 2 + (0.01 if beside else 0.04 + text_height(label))
        put(page, 0, middle if beside else y + 0.04, label, va="middle" if beside else "top")
        for i, count in enumerate(line):
            start = left + i * room
            end = start + count * scale
            page.barh(middle, count * scale, height=_BAR, left=start, color=ACCENT, zorder=2)
            if count:
                corner = (end, middle + _BAR / 2)
                touch(page, seats[name, counts.columns[i]], start, middle - _BAR / 2, to=corner)
            put(page, end + (0.05 if count else 0), middle, str(count), va="middle",
                color=INK if count else MUTED)  # fmt: skip
    return figure


def _scale(counts: pd.DataFrame, room: float) -> float:
    """Inches for one row counted, so that the longest bar and its number fit their column."""
    longest = max(int(counts.to_numpy().max()), 1)
    return (room - 0.18 - text_width(str(longest))) / longest
