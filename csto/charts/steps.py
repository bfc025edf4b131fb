"""A decision path: steps as boxes down a line, who acted in bold."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from csto.charts._alt import briefly, counted, joined, spoken, under
from csto.charts._axes import sheet
from csto.charts._checks import Colour, Words, colours, need, once, texts
from csto.charts._text import BODY, SMALL, put, text_height, widest, words, wrap
from csto.figure import NARROW, Chart
from csto.marks import answers, touch
from csto.palette import INK, MUTED, PAPER
from csto.wording import day

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
    actor: Words,
    act: Words,
    title: str,
    name: str,
    alt: str = "",
    note_column: Words | None = None,
    colour: Colour | None = None,
    note: str = "",
) -> Chart:
    """Steps of a decision path as boxes down a line, first at the top.

    Args:
        rows: one row a step, in order, with `sources`.
        step: column with what stands left of a box: a number, words, or a day, which is written
            as precisely as its companion `<step>_precision` says.
        actor: column, or function of a row, with who acted, in bold.
        act: column, or function of a row, with what was done.
        title: message of the chart.
        name: target for cross-references.
        alt: alternative text; default: the boxes with their words.
        note_column: column, or function of a row, with a smaller line below the act; may be empty.
        colour: `#rrggbb` of the stripe of a box from its row; default: that of the state in
            `iso3`, else the accent colour.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a row has no step, actor or act.
    """
    need(rows, [step, actor, act, note_column, "sources"], name, filled=[step, actor, act])
    steps = [_step_text(row, step) for _, row in rows.iterrows()]
    parts = list(
        zip(
            texts(rows, actor), texts(rows, act), texts(rows, note_column),
            colours(rows, colour), strict=True,
        )
    )  # fmt: skip

    def draw(width: float) -> Figure:
        return _draw(width, steps, parts)

    acts = briefly([joined(what, below, by="; ") for _, what, below, _ in parts])
    heads = [joined(when, part[0], by=", ") for when, part in zip(steps, parts, strict=True)]
    said = spoken(
        f"{counted(steps, 'box', 'boxes')} down a line", list(zip(heads, acts, strict=True))
    )
    says = answers(rows, under(heads, acts))
    return Chart(draw, title=title, alt=alt or said, name=name, rows=rows, note=note, answers=says)


def _draw(width: float, steps: list[str], parts: list[tuple]) -> Figure:
    beside = width > NARROW
    left = min(widest(steps, BODY) + 0.14, 1.1) if beside else 0.0
    boxes = [
        _box(step, part, width - left, left) for step, part in zip(once(steps), parts, strict=True)
    ]
    tops = _tops(boxes, beside)
    figure, page = sheet(width, tops[-1] + 0.02)
    _draw_boxes(page, boxes, tops, left, width)
    return figure


def _step_text(row: pd.Series, step: str) -> str:
    return day(row, step) if isinstance(row[step], pd.Timestamp) else words(row[step])


def _box(step: str, part: tuple[str, str, str, str], room: float, left: float) -> _Box:
    """Box of a step: who acted, what was done, a smaller line, and its colour."""
    inner = room - 0.14 - 2 * _PAD
    actor, act, below, colour = part
    return _Box(
        wrap(step, left - 0.1 if left else room),
        wrap(actor, inner, BODY, bold=True),
        wrap(act, inner),
        wrap(below, inner, SMALL),
        colour,
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
        touch(page, i, x, y, to=(width - 0.01, y + box.height))
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
