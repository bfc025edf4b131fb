"""Outlines of states and regions for the maps, as `data/BORDERS.md` describes them."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from csto.errors import DataError
from csto.paths import data_file


@dataclass(frozen=True)
class Area:
    """One feature: name, code of its state, whether it is disputed, and its rings.

    `rings` are closed arrays of shape (n, 2), longitude and latitude in degrees; holes are rings
    like the others (outlines are filled by the even-odd rule or drawn as lines).
    """

    name: str
    iso3: str
    disputed: bool
    rings: tuple[np.ndarray, ...]


@lru_cache(maxsize=2)
def areas(name: str) -> tuple[Area, ...]:
    """Features of `data/<name>.geojson`, in the order of the file.

    Args:
        name: `borders` (states, and disputed areas over them) or `provinces`.

    Raises:
        DataError: the file is no collection of polygons with `name` and `iso3`.
    """
    path = data_file(f"{name}.geojson")
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return tuple(_area(feature) for feature in features)
    except (KeyError, TypeError, ValueError) as fault:
        raise DataError(
            f"data/{path.name}: expected polygons with name and iso3 ({fault})"
        ) from None


def _area(feature: dict) -> Area:
    properties, geometry = feature["properties"], feature["geometry"]
    shapes = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        shapes = [shapes]
    rings = tuple(np.array(ring, dtype=float) for shape in shapes for ring in shape)
    return Area(
        properties["name"], properties["iso3"], bool(properties.get("disputed", False)), rings
    )


#: Where the data end, in degrees: west, east, north; the south lies further north in the west.
_WEST, _EAST, _NORTH = 20.0, 100.0, 66.0
_STEP, _SOUTH_WEST, _SOUTH_EAST = 44.0, 36.0, 29.0


def known_extent() -> np.ndarray:
    """Ring, longitude and latitude in degrees, around all that the data cover, water included."""
    corners = [
        (_WEST, _NORTH), (_EAST, _NORTH), (_EAST, _SOUTH_EAST), (_STEP, _SOUTH_EAST),
        (_STEP, _SOUTH_WEST), (_WEST, _SOUTH_WEST), (_WEST, _NORTH),
    ]  # fmt: skip
    sides = [
        np.linspace(start, end, 60, endpoint=False)
        for start, end in zip(corners[:-1], corners[1:], strict=True)
    ]
    return np.vstack([*sides, corners[:1]])


@lru_cache(maxsize=1)
def land() -> tuple[np.ndarray, ...]:
    """Outlines of all states taken together, holes (seas, lakes) turning the other way.

    Returns:
        Closed rings of shape (n, 2), longitude and latitude in degrees: the sides that no two
        states share, joined end to end.
    """
    sides: dict[tuple, list] = {}
    rings = [ring for area in areas("borders") if not area.disputed for ring in area.rings]
    counts = Counter(frozenset(side) for ring in rings for side in _sides(ring))
    for ring in rings:
        for start, end in _sides(ring):
            if counts[frozenset((start, end))] == 1:
                sides.setdefault(start, []).append(end)
    return tuple(_join(sides))


def _sides(ring: np.ndarray) -> list[tuple[tuple, tuple]]:
    corners = [tuple(corner) for corner in ring.tolist()]
    return [(a, b) for a, b in zip(corners[:-1], corners[1:], strict=True) if a != b]


def _join(sides: dict[tuple, list]) -> Iterator[np.ndarray]:
    """Rings made of sides (start -> ends), each used once."""
    while sides:
        first = next(iter(sides))
        ring, here = [first], first
        while here in sides:
            ends = sides[here]
            ring.append(ends.pop())
            if not ends:
                del sides[here]
            here = ring[-1]
        yield np.array(ring)


def on_cut_edge(start: np.ndarray, end: np.ndarray) -> bool:
    """Whether a side of an outline is where the data were cut off, and so no border.

    Args:
        start: longitude and latitude in degrees.
        end: likewise.
    """
    if start[0] == end[0]:
        step = start[0] == _STEP and max(start[1], end[1]) <= _SOUTH_WEST
        return step or start[0] in (_WEST, _EAST)
    if start[1] == end[1]:
        step = start[1] == _SOUTH_WEST and max(start[0], end[0]) <= _STEP
        return step or start[1] in (_SOUTH_EAST, _NORTH)
    return False
