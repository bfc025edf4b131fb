"""Outlines of states and regions for the maps, as `data/BORDERS.md` describes them."""

import json
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


def on_cut_edge(start: np.ndarray, end: np.ndarray) -> bool:
    """Whether a side of an outline is where the data were cut off, and so no border.

    Args:
        start: longitude and latitude in degrees.
        end: likewise.
    """
    west, east = 20, 100
    if start[0] == end[0]:
        return start[0] in (west, east) or (start[0] == 44 and max(start[1], end[1]) <= 36)
    return start[1] == end[1] and (
        start[1] in (29, 66) or (start[1] == 36 and max(start[0], end[0]) <= 44)
    )
