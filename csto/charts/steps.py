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
            for (_, row), text in zip(rows.iterrows(), _once(steps), strict=True)
        ]
        tops = _tops(boxes, beside)
        figure, page = sheet(width, tops[-1] + 0.02)
        _draw_boxes(page, boxes, tops, left, width)
        return figure

    return Chart(draw, title=title, alt=alt, name=name, rows=rows, note=note)


def _step_text(row: pd.Series, step: str) -> str:
    return day(row, step) if isinstance(row[step], pd.Timestamp) else words(row[step])


def _once(steps: list[str]) -> list[str]:
    """Texts of the steps, each only where it differs from the one before."""
    return [text if i == 0 or text != steps[i - 1] else "" for i, text in enumerate(steps)]


def _box(row, step, actor, act, note_column, room, left, colour) -> _Box:
    inner = room - 0.14 - 2 * _PAD
    return _Box(
        wrap(step, left - 0.1 if left else room),
        wrap(words(row[actor]), inner, BODY, bold=True),
        wrap(words(row[act]), inner),
        wrap(words(row[note_column]), inner, SMALL) if note_column else "",
        row_colour(row, colour),
    )


def _tops(boxes: list[_Box], beside: bool) -> list[float]:
    """Top of each box, and the end of the last one, in inches."""
    tops, y = [], 0.02
    for i, box in enumerate(boxes):
        y += (_GAP if i else 0) + (0 if beside or not box.step else text_height(box.step))
        tops.append(y)
        y += box.height
    return [*tops, y]


def _draw_boxes(page: Axes, boxes: list[_Box], tops: list[float], left: float, width: float):
    x = left + 0.01
    for i, (box, y) in enumerate(zip(boxes, tops[:-1], strict=True)):
        page.add_patch(Rectangle((x, y), width - x - 0.01, box.height, facecolor=PAPER,
                                 edgecolor=MUTED, linewidth=0.7, zorder=2))  # fmt: skip
        page.add_patch(Rectangle((x, y), 0.06, box.height, facecolor=box.colour, zorder=3))
        if i:
            _arrow(page, x + 0.3, tops[i - 1] + boxes[i - 1].height, y)
        if box.step and left:
            put(page, 0, y + _PAD, box.step, color=MUTED)
        elif box.step:
            put(page, x + 0.42 if i else x, y - 0.02, box.step, color=MUTED, va="bottom")
        at = y + _PAD - 0.01
        for n, (text, size) in enumerate(box.parts):
            put(page, x + 0.06 + _PAD, at, text, size=size, bold=n == 0,
                color=MUTED if size == SMALL else INK)  # fmt: skip
            at += text_height(text, size)


def _arrow(page: Axes, x: float, top: float, bottom: float) -> None:
    page.plot([x, x], [top, bottom - 0.04], color=INK, linewidth=0.9, zorder=1)
    page.plot([x], [bottom - 0.045], marker="v", markersize=4, color=INK, zorder=3)
