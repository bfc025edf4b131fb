"""Grids: a symbol where a row meets a column, a mark for each item by series and year."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from csto.charts._alt import counted, joined, spoken
from csto.charts._axes import (
    Mark,
    draw_key,
    guide,
    key_height,
    key_rows,
    mark_styles,
    sheet,
    year_ticks,
)
from csto.charts._checks import (
    Colour,
    first_seen,
    need,
    need_known,
    need_once,
    numbers,
    row_colour,
)
from csto.charts._text import BODY, SMALL, line_height, put, text_height, text_width, widest, wrap
from csto.errors import CstoError
from csto.figure import NARROW, Chart
from csto.marks import answers, touch
from csto.palette import ACCENT, INK, MUTED, RULE

#: Symbol -> shape and fill; drawn, because the fonts of the page do not hold all of them.
_SHAPES = {
    "●": ("o", "full"), "○": ("o", "none"), "◐": ("o", "left"), "◑": ("o", "right"),
    "■": ("s", "full"), "□": ("s", "none"), "◧": ("s", "left"), "◆": ("D", "full"),
    "◇": ("D", "none"), "▲": ("^", "full"), "△": ("^", "none"), "▼": ("v", "full"),
    "▽": ("v", "none"), "+": ("+", "full"), "−": ("_", "full"), "–": ("_", "full"),
    "—": ("_", "full"), "-": ("_", "full"), "×": ("x", "full"), "✕": ("x", "full"),
    "✗": ("x", "full"), "✓": ("$✓$", "full"), "★": ("*", "full"), "☆": ("*", "none"),
}  # fmt: skip
#: Column with the number of the answer of an item.
_SEAT = "_answer"
#: Stands for the words of a row without cells.
_BLANK = object()
_TICK = [(-0.9, 0.0), (-0.3, -0.7), (0.9, 0.8)]


def matrix(
    rows: pd.DataFrame,
    *,
    row: str,
    column: str,
    cell: str,
    words: Mapping[object, tuple[str, str]],
    title: str,
    name: str,
    alt: str = "",
    row_order: Sequence[str] | None = None,
    column_order: Sequence[str] | None = None,
    colour: Mapping[object, str] | None = None,
    blank: str = "no entry",
    note: str = "",
) -> Chart:
    """Grid of symbols with words; on a phone a list of rows, each with its cells below it.

    The list is also drawn where the columns are so many that a word of their heads would break.

    Args:
        rows: one row a cell, with `sources`; a cell without a row, or an empty one, stays blank.
        row: column whose values name the rows of the grid.
        column: column whose values name its columns.
        cell: column with the value of the cell.
        words: value -> symbol and word. Symbols that are drawn: ● ○ ◐ ◑ ■ □ ◧ ◆ ◇ ▲ △ ▼ ▽ + − × ✓
            ★ ☆; a letter, digit or ? is written.
        title: message of the chart.
        name: target for cross-references.
        alt: alternative text; default: the cells of each row in words.
        row_order: rows from top to bottom; default: order of first appearance.
        column_order: columns from left to right; default: order of first appearance.
        colour: value -> `#rrggbb` of its symbol; default: ink for all.
        blank: words in the list for a row that has no cell.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a value has no word, a row or column no place in its order, two rows fill one
            cell, or a symbol cannot be drawn.
    """
    need(rows, [row, column, cell, "sources"], name, filled=[row, column])
    filled = rows[rows[cell].notna()]
    need_known(filled, cell, list(words), name, "symbol")
    down, across = (
        list(row_order or first_seen(rows[row])),
        list(column_order or first_seen(rows[column])),
    )
    need_known(rows, row, down, name, "place in row_order")
    need_known(rows, column, across, name, "place in column_order")
    _need_symbols(words, name)
    need_once(filled, [row, column], name)
    cells = {(one[row], one[column]): one[cell] for _, one in filled.iterrows()}
    seats = {at: i for i, at in enumerate(cells)}
    shades = {value: (colour or {}).get(value, INK) for value in words}

    def draw(width: float) -> Figure:
        form = _gridded if width > NARROW and _heads_fit(width, down, across) else _listed
        return form(width, down, across, cells, seats, words, shades, blank)

    filled_cells = [(down_, over) for down_ in down for over in across if (down_, over) in cells]
    said = spoken(
        f"Grid of {counted(down, 'row')} and {counted(across, 'column')}",
        [(str(at[0]), f"{words[cells[at]][1]}, {at[1]}") for at in filled_cells],
    )
    says = answers(filled, [f"{d}, {a}: {words[value][1]}" for (d, a), value in cells.items()])
    chart = Chart(draw, title=title, alt=alt or said, name=name, rows=rows, note=note, answers=says)
    if "id" in rows:  # one row of a table may fill several cells
        chart.row_count = rows["id"].nunique()
    return chart


def _need_symbols(words: Mapping, chart: str) -> None:
    for symbol, _ in words.values():
        if symbol not in _SHAPES and not (symbol.isascii() or symbol.isalnum()):
            known = " ".join(_SHAPES)
            raise CstoError(
                f"chart '{chart}': symbol '{symbol}'; expected one of {known}, or a letter"
            )


def _draw_symbol(page: Axes, x: float, y: float, symbol: str, colour: str, size: float = 7) -> None:
    """A symbol, centred."""
    if symbol not in _SHAPES:
        put(page, x, y, symbol, bold=True, size=10, ha="center", va="middle", color=colour)
        return
    shape, fill = _SHAPES[symbol]
    stroke = shape in "x+_"
    page.plot(
        [x], [y], linestyle="none", marker=_TICK if symbol == "✓" else shape, markersize=size,
        fillstyle="none" if symbol == "✓" else fill, color=colour, markeredgecolor=colour,
        markeredgewidth=1.7 if stroke or symbol == "✓" else 1.1, zorder=3,
    )  # fmt: skip


def _rooms(width: float, down: Sequence, across: Sequence) -> tuple[float, float]:
    """Width in inches of the names of the rows, and of a column."""
    left = min(widest([str(label) for label in down]) + 0.15, width * 0.36)
    return left, (width - left) / len(across)


def _heads_fit(width: float, down: Sequence, across: Sequence) -> bool:
    """Whether each word of the column heads fits its column."""
    parts = [part for head in across for part in str(head).split()]
    return widest(parts, BODY, bold=True) <= _rooms(width, down, across)[1] - 0.08


def _gridded(width, down, across, cells, seats, words, shades, blank) -> Figure:
    """Rows and columns; words below the symbols, or in a key above if the columns are too thin."""
    left, room = _rooms(width, down, across)
    parts = [part for _, word in words.values() for part in word.split()]
    spelt = widest(parts, SMALL) <= room - 0.06
    texts = {v: wrap(word, room - 0.06, SMALL) if spelt else "" for v, (_, word) in words.items()}
    heads = [wrap(str(head), room - 0.08, BODY, bold=True) for head in across]
    labels = [wrap(str(label), left - 0.12, BODY) for label in down]
    key = [] if spelt else [word for _, word in words.values()]
    top = key_height(key, width)
    tops = [top + max(text_height(head) for head in heads) + 0.1]
    for label, text in zip(down, labels, strict=True):
        below = [texts[cells[label, c]] for c in across if (label, c) in cells]
        high = max((text_height(t, SMALL) if t else 0.0 for t in below), default=0.0)
        tops.append(tops[-1] + max(text_height(text) + 0.1, high + 0.24 if below else 0.22))
    figure, page = sheet(width, tops[-1] + 0.04)
    if key:
        _symbol_key(page, words, shades, width)
    for i, head in enumerate(heads):
        put(page, left + (i + 0.5) * room, tops[0] - 0.07, head, bold=True, ha="center",
            va="bottom")  # fmt: skip
    for label, text, y in zip(down, labels, tops[:-1], strict=True):
        guide(page, [0, width], [y, y])
        put(page, 0, y + 0.05, text)
        for i, c in enumerate(across):
            if (label, c) in cells:
                value = cells[label, c]
                x = left + (i + 0.5) * room
                _draw_symbol(page, x, y + 0.12, words[value][0], shades[value])
                touch(page, seats[label, c], x, y + 0.12)
                put(page, x, y + 0.2, texts[value], size=SMALL, ha="center")
    guide(page, [0, width], [tops[-1]] * 2)
    return figure


def _symbol_key(page: Axes, words: Mapping, shades: Mapping, width: float) -> None:
    values = list(words)
    for line, row in enumerate(key_rows([words[v][1] for v in values], width)):
        y = (line + 0.5) * (line_height(SMALL) + 0.03)
        for x, i in row:
            _draw_symbol(page, x + 0.06, y, words[values[i]][0], shades[values[i]], 6)
            put(page, x + 0.16, y, words[values[i]][1], size=SMALL, va="middle")


def _listed(width, down, across, cells, seats, words, shades, blank) -> Figure:
    """Each row's name in bold, below it a line for each cell: symbol, word, name of the column."""
    lines, y = [], 0.02
    for label in down:
        head = wrap(str(label), width - 0.02, BODY, bold=True)
        lines.append((y, None, head, None))
        y += text_height(head) + 0.03
        if not any((label, c) in cells for c in across):
            lines.append((y, _BLANK, blank, None))
            y += line_height() + 0.03
        for c in across:
            if (label, c) in cells:
                value = cells[label, c]
                text = wrap(f"{words[value][1]}: {c}", width - 0.24, BODY)
                lines.append((y, value, text, seats[label, c]))
                y += text_height(text) + 0.03
        y += 0.1
    figure, page = sheet(width, y)
    for at, value, text, seat in lines:
        if value is None:
            put(page, 0, at, text, bold=True)
        elif value is _BLANK:
            put(page, 0.22, at, text, color=MUTED)
        else:
            middle = at + line_height() * 0.55
            _draw_symbol(page, 0.1, middle, words[value][0], shades[value], 6.5)
            touch(page, seat, 0.1, middle)
            put(page, 0.22, at, text)
    return figure


#: Usual words for the standing of an item -> how its mark is drawn.
_STANDINGS = {
    "held": Mark("o", True, ACCENT),
    "planned": Mark("o", False, ACCENT),
    "cancelled": Mark("x", True, ACCENT),
}


def grid_years(
    rows: pd.DataFrame,
    *,
    lane: str,
    year: str,
    title: str,
    name: str,
    alt: str = "",
    mark: str | None = None,
    marks: Mapping[object, str] | None = None,
    since: int | str | None = None,
    until: int | str | None = None,
    order: Sequence[str] | None = None,
    counted: Sequence | None = None,
    colour: Colour | None = None,
    note: str = "",
) -> Chart:
    """One mark for each item by series and year, with the count of each series.

    Args:
        rows: one row an item, with `sources`; those outside `since` to `until` are left out of
            drawing and counts.
        lane: column whose values name the series.
        year: column with whole years.
        title: message of the chart.
        name: target for cross-references.
        alt: alternative text; default: count of each series, with its first and last year.
        mark: column whose values choose the mark; `held` is filled, `planned` open, `cancelled` a
            cross, others differ in shape and fill.
        marks: value of `mark` -> word in the one-line key; values that do not occur are left out
            of the key.
        since: first year of the axis; default: the earliest.
        until: last year of the axis; default: the latest.
        order: series from top to bottom; default: order of first appearance.
        counted: values of `mark` that the count of a series counts; default: all.
        colour: `#rrggbb` of a mark from its row; default: that of the state in `iso3`, else the
            accent colour.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: a row has no series or year, a value has no word in `marks`, a series no place
            in `order`, or no row lies between the years.
    """
    need(rows, [lane, year, mark, "sources"], name, filled=[lane, year, mark])
    numbers(rows, year, name)
    if mark and not marks:
        raise CstoError(f"chart '{name}': expected words in 'marks' for the values of '{mark}'")
    if mark:
        need_known(rows, mark, list(marks), name, "word")
    first = int(str(since)[:4]) if since is not None else int(rows[year].min())
    last = int(str(until)[:4]) if until is not None else int(rows[year].max())
    shown = rows[(rows[year] >= first) & (rows[year] <= last)]
    shown = shown.assign(**{_SEAT: range(len(shown))})
    lanes_ = list(order or first_seen(shown[lane]))
    need_known(shown, lane, lanes_, name, "place in order")
    looks = _looks(shown, mark, marks or {})
    counts = (shown[shown[mark].isin(counted)] if mark and counted else shown)[lane].value_counts()
    names = {one: f"{one} ({counts.get(one, 0)})" for one in lanes_}

    def draw(width: float) -> Figure:
        return _draw_years(width, shown, lane, year, mark, looks, (first, last), names, colour)

    said = spoken(
        f"One mark for each item, {first} to {last}",
        [(names[one], _in_words(shown[shown[lane] == one], year, mark, looks)) for one in lanes_],
    )
    kinds = [looks[value][1] for value in shown[mark]] if mark else [""] * len(shown)
    items = [joined(f"{s} {y}", k) for s, y, k in zip(shown[lane], shown[year], kinds, strict=True)]
    says = answers(shown, items)
    return Chart(draw, title=title, alt=alt or said, name=name, rows=shown, note=note, answers=says)


def _in_words(part: pd.DataFrame, year: str, mark: str | None, looks: dict) -> str:
    """First and last year of a series, and how many of its items have each mark."""
    if part.empty:
        return "none"
    ends = dict.fromkeys([part[year].min(), part[year].max()])
    counts = part[mark].value_counts() if mark else {}
    kinds = [f"{counts[kind]} {word}" for kind, (_, word) in looks.items() if kind in counts]
    return joined(" to ".join(str(end) for end in ends), *kinds, by=", ")


def _looks(shown: pd.DataFrame, mark: str | None, marks: Mapping) -> dict:
    """Value -> mark and word, in the order of the key."""
    if not mark:
        return {None: (Mark(), "")}
    seen = set(shown[mark])
    usual = all(value in _STANDINGS for value in seen)
    styles = dict(zip(marks, mark_styles(len(marks)), strict=True))
    return {
        value: (_STANDINGS[value] if usual else styles[value], word)
        for value, word in marks.items()
        if value in seen
    }


def _draw_years(width, shown, lane, year, mark, looks, ends, named, colour) -> Figure:
    lanes_, names = list(named), list(named.values())
    beside = width > NARROW
    left = min(widest(names) + 0.12, 1.9) if beside else 0.0
    names = [wrap(text, left - 0.1 if beside else width - 0.02) for text in names]
    slot = (width - left) / (ends[1] - ends[0] + 1)
    size = min(6.0, (slot - 0.015) * 72)
    across = max(int(slot * 72 / (size + 1.2)), 1)
    entries = [(look, word) for look, word in looks.values() if word]
    top = key_height([word for _, word in entries], width)
    tops, bases = _lane_places(shown, lane, year, lanes_, names, top, beside, across, size)
    figure, page = sheet(width, tops[-1] + 0.24)
    draw_key(page, entries, 0, width)
    for at, text in year_ticks(*ends, width - left):
        x = left + (at - ends[0] + 0.5) * slot
        for upper, lower in (
            [(tops[0], tops[-1])] if beside else [(b - 0.1, b + 0.1) for b in bases]
        ):
            guide(page, [x, x], [upper, lower])
        put(page, min(x, width - text_width(text, SMALL) / 2), tops[-1] + 0.06, text, size=SMALL,
            ha="center")  # fmt: skip
    for i, one in enumerate(lanes_):
        page.plot([left, width], [bases[i]] * 2, color=RULE, linewidth=0.8, zorder=1)
        put(page, 0, bases[i] if beside else tops[i], names[i],
            va="middle" if beside else "top")  # fmt: skip
        part = shown[shown[lane] == one]
        for when, items in part.groupby(year, sort=True):
            centre = left + (when - ends[0] + 0.5) * slot
            _draw_items(page, items, centre, bases[i], mark, looks, colour, across, size)
    return figure


def _lane_places(shown, lane, year, lanes_, names, top, beside, across, size):
    """Top of each lane and the end of all, and the height of each lane's line, in inches."""
    tops, bases = [top], []
    for one, text in zip(lanes_, names, strict=True):
        most = shown[shown[lane] == one][year].value_counts().max() if len(shown) else 1
        stack = int(np.ceil((1 if pd.isna(most) else most) / across))
        more = (stack - 1) * (size + 1.2) / 72
        if beside:
            high = max(text_height(text) + 0.08, 0.24 + more)
            bases.append(tops[-1] + high / 2 + more / 2)
        else:
            high = text_height(text) + 0.25 + more
            bases.append(tops[-1] + high - 0.13)
        tops.append(tops[-1] + high)
    return tops, bases


def _draw_items(page, items, centre, base, mark, looks, colour, across, size) -> None:
    """The items of one series in one year, side by side, and above where the year is too thin."""
    pitch = (size + 1.2) / 72
    for n, (_, row) in enumerate(items.iterrows()):
        level, seat = divmod(n, across)
        in_row = min(across, len(items) - level * across)
        look, _ = looks[row[mark] if mark else None]
        shade = row_colour(row, colour) if colour or "iso3" in row else look.colour
        x = centre + (seat - (in_row - 1) / 2) * pitch
        touch(page, row[_SEAT], x, base - level * pitch)
        Mark(look.shape, look.fill, shade).draw(page, x, base - level * pitch, size * 0.92)
