"""Places on a map: borders, marks, labels that avoid one another, a scale bar."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path

from csto.borders import Area, areas, known_extent, land, on_cut_edge
from csto.charts._alt import counted, joined, spoken
from csto.charts._axes import Mark, draw_key, key_height, mark_styles, sheet
from csto.charts._checks import Words, is_true, need, need_known, numbers, row_colour, texts
from csto.charts._geometry import Box, Conic, clip_line, clip_ring, frame_of, simpler, simpler_ring
from csto.charts._labels import Label, Rect, Spot, around, overlap, place, roomiest
from csto.charts._text import (
    SMALL,
    line_height,
    put,
    text_height,
    text_width,
    widest,
    wrap,
)
from csto.errors import CstoError
from csto.figure import NARROW, Chart
from csto.marks import answers, touch
from csto.palette import INK, MUTED, PAPER, RULE
from csto.wording import number

#: Detail of outlines in inches: what is nearer to a line than this is left out.
_SLACK = 0.008


@dataclass(frozen=True)
class _Item:
    """One row on the map: longitude and latitude, words, look, and size (NaN if not asked for)."""

    lonlat: tuple[float, float]
    label: str
    mark: Mark
    size: float
    #: Number of its answer.
    row: int


@dataclass(frozen=True)
class _Site:
    """Rows that share a place: where it lies on the page, in inches, and its first number.

    `most` is the greatest size of all rows on the map, `largest` the radius of its circle.
    """

    x: float
    y: float
    items: tuple[_Item, ...]
    first: int
    most: float
    largest: float

    def radius(self, item: _Item) -> float:
        """Radius in inches of a row's mark; the area of a circle grows with its size."""
        if np.isnan(item.size) or not self.most > 0:
            return 0.04
        return max(self.largest * float(np.sqrt(item.size / self.most)), 0.03)

    @property
    def marks(self) -> list[Mark]:
        return list(dict.fromkeys(item.mark for item in self.items))

    @property
    def sized(self) -> bool:
        return self.most > 0


@dataclass(frozen=True)
class _View:
    """The map on the page: projection, frame in kilometres, place and size in inches."""

    project: Conic
    frame: Box
    top: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Inches for a kilometre."""
        return self.width / (self.frame[2] - self.frame[0])

    def page(self, lonlat: np.ndarray) -> np.ndarray:
        """Degrees, shape (n, 2), as inches from the upper left corner of the page."""
        xy = self.project(lonlat)
        return np.column_stack(
            [
                (xy[:, 0] - self.frame[0]) * self.scale,
                self.top + (self.frame[3] - xy[:, 1]) * self.scale,
            ]
        )

    @property
    def rect(self) -> Rect:
        return 0.0, self.top, self.width, self.top + self.height


def places(
    rows: pd.DataFrame,
    *,
    lat: str,
    lon: str,
    label: Words,
    extent: tuple[float, float, float, float],
    title: str,
    name: str,
    alt: str = "",
    kind: str | None = None,
    kinds: Mapping[object, str] | None = None,
    approximate: str | None = None,
    approximate_word: str = "open: known only to the nearest town",
    provinces: bool = False,
    size: str | None = None,
    unit: str = "",
    states: bool = True,
    colour: Callable[[pd.Series], str] | None = None,
    note: str = "",
) -> Chart:
    """Map of places in Lambert's conformal conic projection, with borders and a scale bar.

    Labels stand beside their marks; where the width does not let all of them be read, the marks
    are numbered and the names listed below the map. Places without coordinates and those outside
    the extent are named below it too. Disputed areas are hatched.

    Args:
        rows: one row a place, with `sources`. Rows of the same place share a mark.
        lat: column with the latitude in degrees north; may be empty.
        lon: column with the longitude in degrees east; may be empty.
        label: column, or function of a row, with the name of a place.
        extent: west, south, east and north in degrees of what is shown.
        title: message of the chart.
        name: target for cross-references.
        alt: alternative text; default: the names of the places, by kind.
        kind: column whose values choose the shape of a mark.
        kinds: value of `kind` -> word in the key, in its order.
        approximate: boolean column; true draws the mark open.
        approximate_word: what the key says of open marks.
        provinces: draw the regions of Kazakhstan and Kyrgyzstan too.
        size: column with a value of 0 or more; the mark becomes a circle whose area grows with it,
            and the value follows the name. An empty value is drawn as a small cross.
        unit: unit of `size`, for the key.
        states: write the names of states where there is room.
        colour: `#rrggbb` of a mark from its row; default: that of the state in `iso3`, else by
            kind.
        note: how to read the chart.

    Raises:
        ColumnError: a column is missing.
        CstoError: the extent is not west < east and south < north, a kind has no word, a size is
            negative, or no row lies on the map.
    """
    need(rows, [lat, lon, label, kind, approximate, size, "sources"], name, filled=[label, kind])
    west, south, east, north = extent
    if not (-180 <= west < east <= 180 and -90 < south < north < 90):
        raise CstoError(
            f"chart '{name}': extent {extent}; expected west, south, east, north in degrees"
        )
    if kind:
        need_known(rows, kind, list(kinds or {}), name, "word")
    items = _items(rows, lat, lon, label, kind, kinds or {}, approximate, size, colour, name)
    key = _key(rows, items, kind, kinds or {}, approximate, approximate_word, size, unit)
    inside = [i for i in items if west <= i.lonlat[0] <= east and south <= i.lonlat[1] <= north]
    if not inside:
        raise CstoError(f"chart '{name}': no row lies within {extent}")
    rest = _elsewhere(items, inside)

    def draw(width: float) -> Figure:
        return _draw(width, extent, inside, key, rest, provinces, states)

    values = rows[kind] if kind else [""] * len(rows)
    said = _said(items, inside, values, kinds or {}, rest)
    open_word = approximate_word.removeprefix("open: ")
    words = [
        joined(one.label, (kinds or {}).get(value, ""), open_word if rough else "", by=", ")
        for one, value, rough in zip(items, values, is_true(rows, approximate), strict=True)
    ]
    says = answers(rows, words)
    return Chart(draw, title=title, alt=alt or said, name=name, rows=rows, note=note, answers=says)


def _said(items, inside, values: Sequence, kinds: Mapping, rest: list[str]) -> str:
    """The map in words: what is on it, by kind in the order of the key, and what is not."""
    found = [(v, one.label) for v, one in zip(values, items, strict=True) if one in inside]
    parts = [(kinds.get(v, ""), text) for kind in kinds or [""] for v, text in found if v == kind]
    return spoken(f"Map with {counted(inside, 'place')}", [*parts, *(("", line) for line in rest)])


def _items(rows, lat, lon, label, kind, kinds, approximate, size, colour, chart) -> list[_Item]:
    lats, lons, sizes = (numbers(rows, c, chart) for c in (lat, lon, size))
    if (sizes < 0).any():
        raise CstoError(f"chart '{chart}': expected values of 0 or more in '{size}'")
    rough, names = is_true(rows, approximate), texts(rows, label)
    looks = dict(zip(kinds, mark_styles(len(kinds)), strict=True))
    items = []
    for i, (_, row) in enumerate(rows.iterrows()):
        look = looks[row[kind]] if kind else Mark()
        own = colour or ("iso3" in row and pd.notna(row["iso3"]))
        shade = row_colour(row, colour) if own else look.colour
        text = names[i]
        shape = look.shape
        if size:
            text += f": {number(sizes[i])}" if not np.isnan(sizes[i]) else ": no figure"
            shape = "x" if np.isnan(sizes[i]) else "o"
        fill = not rough[i] if approximate else (True if size or not kind else look.fill)
        mark = Mark(shape, bool(fill), shade)
        items.append(_Item((float(lons[i]), float(lats[i])), text, mark, float(sizes[i]), i))
    return items


def _key(rows, items, kind, kinds, approximate, approximate_word, size, unit) -> list:
    """Entries of the key: kinds that occur, open marks, what the size of a circle means."""
    entries = []
    for value, word in kinds.items():
        chosen = (
            [item for item, k in zip(items, rows[kind], strict=True) if k == value] if kind else []
        )
        if chosen:
            shades = {item.mark.colour for item in chosen}
            shade = shades.pop() if len(shades) == 1 else INK
            fill = chosen[0].mark.fill if not approximate else True
            entries.append((Mark(chosen[0].mark.shape, fill, shade), word))
    if approximate and is_true(rows, approximate).any():
        entries.append((Mark("o", False, INK), approximate_word))
    if size and unit:
        entries.append((Mark("o", True, INK), f"area of a circle: {unit}"))
    return entries


def _elsewhere(items: list[_Item], inside: list[_Item]) -> list[str]:
    """Lines that name the rows that are not drawn."""
    out = [item for item in items if item not in inside]
    unknown = [item.label for item in out if np.isnan(item.lonlat).any()]
    beyond = [item.label for item in out if not np.isnan(item.lonlat).any()]
    lines = []
    if unknown:
        lines.append("Place unknown, not drawn: " + ", ".join(dict.fromkeys(unknown)))
    if beyond:
        lines.append("Outside the map: " + ", ".join(dict.fromkeys(beyond)))
    return lines


def _draw(width, extent, items, key, rest, provinces, states) -> Figure:
    top = key_height([word for _, word in key], width)
    view = _view(extent, width, top)
    sites = _sites(items, view)
    texts, spots = _label(sites, view)
    listed = [] if texts else _listed(sites, width)
    below = view.top + view.height + 0.3
    tall = below + len(listed) * line_height(SMALL) + (0.08 if listed else 0)
    notes = [wrap(line, width, SMALL) for line in rest]
    figure, page = sheet(width, tall + sum(text_height(text, SMALL) for text in notes) + 0.03)
    draw_key(page, key, 0, width)
    _draw_ground(page, view, provinces)
    shown = texts or [_numbers(site) for site in sites]
    if states:
        taken = [around(_as_label(site, "")) for site in sites]
        _name_states(page, view, taken + [spot.rect for spot in spots if spot])
    for site in sites:
        _draw_site(page, site)
    for site, text, spot in zip(sites, shown, spots, strict=True):
        _write(page, site, text, spot, bold=not texts)
    _scale_bar(page, view)
    for n, line in enumerate(listed):
        for x, text in line:
            put(page, x, below + n * line_height(SMALL), text, size=SMALL)
    for text in notes:
        put(page, 0, tall, text, size=SMALL, color=MUTED)
        tall += text_height(text, SMALL)
    return figure


def _view(extent: Box, width: float, top: float) -> _View:
    """Frame around the extent, widened where it would be too tall or too flat for the page."""
    project = Conic.fitted(extent)
    left, bottom, right, upper = frame_of(extent, project)
    ratio = (upper - bottom) / (right - left)
    wanted = min(max(ratio, 0.45), 1.2 if width <= NARROW else 0.85)
    if wanted > ratio:
        more = ((right - left) * wanted - (upper - bottom)) / 2
        bottom, upper = bottom - more, upper + more
    else:
        more = ((upper - bottom) / wanted - (right - left)) / 2
        left, right = left - more, right + more
    return _View(project, (left, bottom, right, upper), top, width, width * wanted)


def _sites(items: list[_Item], view: _View) -> list[_Site]:
    """Rows by place, in order of first appearance."""
    grouped: dict[tuple, list[_Item]] = {}
    for item in items:
        grouped.setdefault((round(item.lonlat[0], 3), round(item.lonlat[1], 3)), []).append(item)
    sizes = [item.size for item in items if not np.isnan(item.size)]
    most, largest = max(sizes, default=np.nan), 0.16 if view.width <= NARROW else 0.24
    sites, first = [], 1
    for lonlat, group in grouped.items():
        x, y = view.page(np.array([lonlat]))[0]
        sites.append(_Site(float(x), float(y), tuple(group), first, most, largest))
        first += len(_names(sites[-1]))
    return sites


def _as_label(site: _Site, text: str) -> Label:
    high = max(site.radius(item) for item in site.items)
    wide = high + (0 if site.sized else (len(site.marks) - 1) * 0.05)
    tall = text_height(text, SMALL) if text else 0.0
    return Label(site.x, site.y, wide, high, widest([text], SMALL) + 0.02, tall)


def _label(sites: list[_Site], view: _View) -> tuple[list[str], list[Spot | None]]:
    """Words and spots of all labels; no words if they do not all fit, and spots for numbers."""
    room = 1.0 if view.width <= NARROW else 1.5
    texts = ["\n".join(wrap(t, room, SMALL) for t in _names(site)) for site in sites]
    frame = (0.02, view.rect[1] + 0.02, view.rect[2] - 0.02, view.rect[3] - 0.02)
    short = all(len(_names(site)) <= 3 for site in sites)
    for reach in (0.0, 0.5) if short else ():
        labels = [_as_label(site, text) for site, text in zip(sites, texts, strict=True)]
        spots = place(labels, [], frame, reach)
        if all(spots):
            return texts, spots
    labels = [_as_label(site, _numbers(site)) for site in sites]
    return [], place(labels, [], frame, 0.9)


def _names(site: _Site) -> list[str]:
    return list(dict.fromkeys(item.label for item in site.items))


def _numbers(site: _Site) -> str:
    count = len(_names(site))
    return str(site.first) if count == 1 else f"{site.first}–{site.first + count - 1}"


def _listed(sites: list[_Site], width: float) -> list[list[tuple[float, str]]]:
    """Numbers and names in columns, read down: for each line of the page its places and texts."""
    columns = max(int(width / 1.6), 1)
    room = width / columns
    entries = [
        (number_, wrap(text, room - 0.32, SMALL).split("\n"))
        for site in sites
        for number_, text in enumerate(_names(site), site.first)
    ]
    deep = _depth([len(parts) for _, parts in entries], columns)
    lines: list[list[tuple[float, str]]] = [[] for _ in range(deep)]
    column = row = 0
    for number_, parts in entries:
        if row + len(parts) > deep:
            column, row = column + 1, 0
        lines[row].append((column * room, str(number_)))
        for part in parts:
            lines[row].append((column * room + 0.2, part))
            row += 1
    return lines


def _depth(heights: Sequence[int], columns: int) -> int:
    """Fewest lines in which entries fit so many columns without one being broken."""
    for deep in range(max(heights), sum(heights) + 1):
        used, row = 1, 0
        for high in heights:
            if row + high > deep:
                used, row = used + 1, 0
            row += high
        if used <= columns:
            return deep
    return sum(heights)


def _draw_site(page: Axes, site: _Site) -> None:
    """Different marks of one place side by side, circles of different size within one another."""
    for item in site.items:
        touch(page, item.row, site.x, site.y)
    if site.sized:
        for item in site.items:
            _draw_circle(page, site, item)
        return
    for i, mark in enumerate(site.marks):
        mark.draw(page, site.x + (i - (len(site.marks) - 1) / 2) * 0.1, site.y, 5.5, zorder=5)


def _draw_circle(page: Axes, site: _Site, item: _Item) -> None:
    """A circle through which others can be seen; a cross where the size is not known."""
    if np.isnan(item.size):
        item.mark.draw(page, site.x, site.y, 5.5, zorder=5)
        return
    centre, radius, shade = (site.x, site.y), site.radius(item), item.mark.colour
    if item.mark.fill:
        page.add_patch(Circle(centre, radius, facecolor=shade, alpha=0.35, zorder=4.5))
    page.add_patch(
        Circle(centre, radius, facecolor="none", edgecolor=shade, linewidth=1.2, zorder=5)
    )


def _write(page: Axes, site: _Site, text: str, spot: Spot | None, bold: bool) -> None:
    if spot is None:
        return
    left, top, right, bottom = spot.rect
    x = {"left": left, "right": right, "center": (left + right) / 2}[spot.align]
    put(page, x, (top + bottom) / 2, text, size=SMALL, ha=spot.align, va="middle", bold=bold,
        halo=0.8, zorder=6)  # fmt: skip
    if spot.leader:
        end = (left if left > site.x else right if right < site.x else site.x,
               top if top > site.y else bottom if bottom < site.y else site.y)  # fmt: skip
        page.plot([site.x, end[0]], [site.y, end[1]], color=INK, linewidth=0.5, zorder=4)


def _draw_ground(page: Axes, view: _View, provinces: bool) -> None:
    """Water in grey, land in paper, borders, regions, disputed areas and the frame."""
    drawn = areas("borders")
    _fill(page, _cut([known_extent()], view), facecolor=RULE, edgecolor="none", alpha=0.6, zorder=0)
    _fill(page, _cut(land(), view), facecolor=PAPER, edgecolor="none", zorder=0.5)
    if provinces:
        regions = _lines(areas("provinces"), view)
        _stroke(page, regions, edgecolor=MUTED, linewidth=0.5, linestyle=(0, (3, 2)), zorder=1)
    borders = _lines([area for area in drawn if not area.disputed], view)
    _stroke(page, borders, edgecolor=MUTED, linewidth=0.7, zorder=2)
    for area in drawn:
        if area.disputed:
            _fill(page, _cut(area.rings, view), facecolor="none", edgecolor=MUTED, linewidth=0.5,
                  hatch="/////", zorder=2)  # fmt: skip
    page.add_patch(Rectangle((0.005, view.top), view.width - 0.01, view.height, facecolor="none",
                             edgecolor=RULE, linewidth=0.8, zorder=7))  # fmt: skip


def _cut(rings: Sequence[np.ndarray], view: _View) -> list[np.ndarray]:
    """Outlines on the page, cut at the frame and simplified."""
    found = []
    for ring in rings:
        ring = view.page(ring)
        if not overlap((*ring.min(axis=0), *ring.max(axis=0)), view.rect):
            continue
        cut = clip_ring(simpler_ring(ring, _SLACK), view.rect)
        if len(cut) > 2:
            found.append(cut)
    return found


def _lines(drawn: Sequence[Area], view: _View) -> list[np.ndarray]:
    """Borders on the page, each once although two areas share it, cut and simplified."""
    seen: set[frozenset] = set()
    found = []
    for area in drawn:
        for ring in area.rings:
            page = view.page(ring)
            if overlap((*page.min(axis=0), *page.max(axis=0)), view.rect):
                for run in _new_runs(ring, seen):
                    line = simpler(page[run], _SLACK)
                    found += clip_line(line, view.rect)
    return found


def _new_runs(ring: np.ndarray, seen: set) -> list[slice]:
    """Stretches of a ring that no ring before it had and that are no cut edge of the data."""
    runs, start = [], None
    corners = [tuple(corner) for corner in ring]
    for i in range(len(ring) - 1):
        side = frozenset((corners[i], corners[i + 1]))
        new = side not in seen and not on_cut_edge(ring[i], ring[i + 1])
        seen.add(side)
        if new and start is None:
            start = i
        if not new and start is not None:
            runs.append(slice(start, i + 1))
            start = None
    return runs if start is None else [*runs, slice(start, len(ring))]


def _path(parts: Sequence[np.ndarray], closed: bool) -> Path:
    points = [np.vstack([part, part[:1]]) if closed else part for part in parts]
    codes = []
    for part in points:
        inner = [Path.LINETO] * (len(part) - 1)
        codes += [Path.MOVETO, *(inner[:-1] + [Path.CLOSEPOLY] if closed else inner)]
    # Whole tenths of a point: more would only make the file longer.
    return Path(np.round(np.concatenate(points) * 720) / 720, codes)


def _fill(page: Axes, rings: Sequence[np.ndarray], **look) -> None:
    if rings:
        page.add_patch(PathPatch(_path(rings, closed=True), **look))


def _stroke(page: Axes, lines: Sequence[np.ndarray], **look) -> None:
    if lines:
        page.add_patch(PathPatch(_path(lines, closed=False), facecolor="none", **look))


def _name_states(page: Axes, view: _View, taken: list[Rect]) -> None:
    """Names of states in grey, inside the outline, clear of all else and of disputed areas."""
    drawn = areas("borders")
    disputed = [ring for area in drawn if area.disputed for ring in _cut(area.rings, view)]
    for area in drawn:
        rings = _cut(area.rings, view)
        if area.disputed or not rings:
            continue
        ring = max(rings, key=lambda r: np.ptp(r[:, 0]) * np.ptp(r[:, 1]))
        wide, high = text_width(area.name, SMALL) + 0.08, line_height(SMALL) + 0.04
        middle = roomiest(ring, wide, high, taken, disputed)
        if middle:
            x, y = middle
            put(page, x, y, area.name, size=SMALL, color=MUTED, ha="center", va="middle",
                halo=0.8, zorder=3)  # fmt: skip
            taken.append((x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))


def _scale_bar(page: Axes, view: _View) -> None:
    """A round number of kilometres, true in the middle of the map, below its frame."""
    longest = view.width * 0.28 / view.scale
    power = 10.0 ** np.floor(np.log10(longest))
    length = power * max(m for m in (1, 2, 5) if m * power <= longest)
    y, end = view.top + view.height + 0.12, length * view.scale
    page.plot([0.02, 0.02, 0.02 + end, 0.02 + end], [y - 0.03, y + 0.03, y + 0.03, y - 0.03],
              color=INK, linewidth=0.9)  # fmt: skip
    put(page, end + 0.08, y, f"{length:,.10g} km", size=SMALL, va="middle")
