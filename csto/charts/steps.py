"""A decision path: steps as boxes down a line, who acted in bold."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from csto.charts._axes import Colour, need, need_values, row_colour, sheet
from csto.charts._text import BODY, SMALL, put, text_height, widest, words, wrap
from csto.cited import day
from csto.figure import NARROW, Chart
from csto.palette import INK, MUTED, PAPER

_PAD, _GAP = 0.08, 0.17


@dataclass(frozen=True)
class _Box:
    """One step, wrapped for its width; `height` in inches."""

    step: str
    actor: str
    act: str
    note: str
    colour: str

    @property
    def height(self) -> float:
        return sum(text_height(t, s) for t, s in self.parts) + 2 * _PAD - 0.02

    @property
    def parts(self) -> list[tuple[str, float]]:
        return [(t, s) for t, s in ((self.actor, BODY), (self.act, BODY), (self.note, SMALL)) if t]


def flow(
    rows: pd.DataFrame,
    *,
    step: str,
    actor: str,
    act: str,
    title: str,
    alt: str,
    name: str,
    note_column: str | None = None,
    colour: Colour | None = None,
    note: str = "",
) -> Chart:
    """Steps of a decision path as boxes down a line, first at the top.

    Args:
        rows: one row a step, in order, with `sources`.
        step: column with what stands left of a box: a number, words, or a day, which is written
            as precisely as its companion `<step>_precision` says.
        actor: column with who acted, in bold.
        act: column with what was done.
        title: message of the chart.
        alt: alternative text with the main figures.
        name: target for cross-references.
        note_column: column with a smaller line below the act; may be empty in a row.
        colour: `#rrggbb` of the stripe of a box from its row; default: that of the state in
            `iso3`, else the accent colour.
        note: how to read the chart. If it is the name of a column, it is taken as `note_column`.

    Raises:
        ColumnError: a column is missing.
        CstoError: a row has no step, actor or act.
    """
    if note and note in rows and not note_column:
        note_column, note = note, ""
    need(rows, [step, actor, act, note_column, "sources"], name)
    need_values(rows, [step, actor, act], name)

    def draw(width: float) -> Figure:
        beside = width > NARROW
        steps = [_step_text(row, step) for _, row in rows.iterrows()]
        left = min(widest(steps, BODY) + 0.14, 1.1) if beside else 0.0
        boxes = [
            _box(row, text, actor, act, note_column, width - left, left, colour)
            for (_, row), text in zip(rows.iterrows(), steps, strict=True)
        ]
        figure, page = sheet(width, sum(b.height + _GAP for b in boxes) - _GAP + 0.04)
        _draw_boxes(page, boxes, left, width)
        return figure

    return Chart(draw, title=title, alt=alt, name=name, rows=rows, note=note)


def _step_text(row: pd.Series, step: str) -> str:
    return day(row, step) if isinstance(row[step], pd.Timestamp) else words(row[step])


def _box(row, step, actor, act, note_column, room, left, colour) -> _Box:
    inner = room - 0.14 - 2 * _PAD
    head = words(row[actor]) if left else f"{step}  {words(row[actor])}"
    small = wrap(words(row[note_column]), inner, SMALL) if note_column else ""
    return _Box(
        wrap(step, max(left - 0.1, 0.3)) if left else "",
        wrap(head, inner, BODY, bold=True),
        wrap(words(row[act]), inner),
        small,
        row_colour(row, colour),
    )


def _draw_boxes(page: Axes, boxes: list[_Box], left: float, width: float) -> None:
    y, x = 0.02, left + 0.01
    for i, box in enumerate(boxes):
        page.add_patch(Rectangle((x, y), width - x - 0.01, box.height, facecolor=PAPER,
                                 edgecolor=MUTED, linewidth=0.7, zorder=2))  # fmt: skip
        page.add_patch(Rectangle((x, y), 0.06, box.height, facecolor=box.colour, zorder=3))
        if box.step:
            put(page, 0, y + _PAD, box.step, color=MUTED)
        at = y + _PAD
        for n, (text, size) in enumerate(box.parts):
            colour = MUTED if size == SMALL else INK
            put(page, x + 0.06 + _PAD, at, text, size=size, bold=n == 0, color=colour, zorder=4)
            at += text_height(text, size)
        y += box.height
        if i + 1 < len(boxes):
            _arrow(page, x + 0.3, y, y + _GAP)
        y += _GAP


def _arrow(page: Axes, x: float, top: float, bottom: float) -> None:
    page.plot([x, x], [top, bottom - 0.04], color=INK, linewidth=0.9, zorder=1)
    page.plot([x], [bottom - 0.045], marker="v", markersize=4, color=INK, zorder=3)
