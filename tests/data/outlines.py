"""Outlines of states and regions as the GeoJSON files draw them, and the geometry to test them."""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, pairwise
from math import cos, floor, hypot, radians
from typing import NamedTuple

from csto.paths import data_file

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]


class Area(NamedTuple):
    """A feature: polygons, each an outer ring and its holes, as longitude and latitude."""

    name: str
    iso3: str
    disputed: bool
    part_of: str
    polygons: list[Polygon]


@lru_cache(maxsize=2)
def areas(file: str) -> list[Area]:
    """All features of `borders.geojson` or `provinces.geojson`."""
    features = json.loads(data_file(file).read_text(encoding="utf-8"))["features"]
    return [_area(f["properties"], f["geometry"]["coordinates"]) for f in features]


def _area(named: dict, coordinates: list) -> Area:
    polygons = [[[(x, y) for x, y in ring] for ring in polygon] for polygon in coordinates]
    return Area(
        named["name"],
        named["iso3"],
        named.get("disputed", False),
        named.get("part_of", ""),
        polygons,
    )


def states() -> dict[str, Area]:
    """The states that `borders.geojson` draws, by code; disputed areas are no states."""
    return {area.iso3: area for area in areas("borders.geojson") if not area.disputed}


def inside(point: Point, area: Area) -> bool:
    """Whether a point lies in an area: a line to the east crosses its rings an odd time."""
    x, y = point
    hits = 0
    for (ax, ay), (bx, by) in lines(area):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            hits += 1
    return hits % 2 == 1


def lines(area: Area) -> Iterator[tuple[Point, Point]]:
    """All sides of all rings."""
    return (side for polygon in area.polygons for ring in polygon for side in pairwise(ring))


def distance(point: Point, area: Area) -> float:
    """Distance from a point to the outline of an area, in degrees of latitude."""
    return min(_to_line(point, *line) for line in lines(area))


def _to_line(point: Point, a: Point, b: Point) -> float:
    narrow = cos(radians(point[1]))
    px, py, dx, dy = (
        (point[0] - a[0]) * narrow,
        point[1] - a[1],
        (b[0] - a[0]) * narrow,
        b[1] - a[1],
    )
    along = (px * dx + py * dy) / ((dx * dx + dy * dy) or 1)
    along = min(1, max(0, along))
    return hypot(px - along * dx, py - along * dy)


def turn(ring: Ring) -> float:
    """Signed area of a ring in square degrees: positive where it runs counter-clockwise."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) / 2


def extent(area: Area) -> float:
    """Area in square degrees, holes taken off."""
    return sum(turn(ring) for polygon in area.polygons for ring in polygon)


def crossings(sides: dict[str, list[tuple[Point, Point]]]) -> Iterator[tuple[str, str, Point]]:
    """Where sides cross one another: names of both outlines, and the start of one side.

    Only sides that meet in one cell of a grid of a degree are compared.
    """
    grid = defaultdict(set)
    for name, some in sides.items():
        for a, b in some:
            for cell in _cells(a, b):
                grid[cell].add((name, a, b))
    seen = set()
    for within in grid.values():
        for (one, a, b), (other, c, d) in combinations(sorted(within), 2):
            if (a, b, c, d) not in seen and _cross(a, b, c, d):
                seen.add((a, b, c, d))
                yield one, other, a


def _cells(a: Point, b: Point) -> Iterator[Point]:
    (left, right), (low, high) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    return (
        (x, y)
        for x in range(floor(left), floor(right) + 1)
        for y in range(floor(low), floor(high) + 1)
    )


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two sides cross in a point that is an end of neither."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, p: Point) -> float:
    # Whole thousandths, so that three points on one line give exactly nothing.
    ax, ay, bx, by, px, py = (round(v * 1000) for v in (*a, *b, *p))
    return (bx - ax) * (py - ay) - (by - ay) * (px - ax)


def inner_point(polygon: Polygon) -> Point:
    """A point within a polygon, in the middle of the widest stretch of one parallel."""
    heights = sorted({y for _, y in polygon[0]})
    y = (heights[len(heights) // 2] + heights[len(heights) // 2 - 1]) / 2
    cuts = sorted(
        ax + (y - ay) * (bx - ax) / (by - ay)
        for ring in polygon
        for (ax, ay), (bx, by) in pairwise(ring)
        if (ay > y) != (by > y)
    )
    left, right = max(zip(cuts[::2], cuts[1::2], strict=True), key=lambda cut: cut[1] - cut[0])
    return (left + right) / 2, y
