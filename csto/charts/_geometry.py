"""Plane geometry for the maps: a conic projection, clipping to a frame, simpler lines."""

from dataclasses import dataclass

import numpy as np

#: Mean radius of the Earth in kilometres.
RADIUS = 6371.0088
#: West, south, east and north in degrees; or left, bottom, right and top of a frame.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Conic:
    """Lambert's conformal conic projection on a sphere, fitted to an extent.

    Its standard parallels lie a sixth of the height inside the extent, so that scale is nearly
    true all over it; x and y are kilometres from the middle of the extent.
    """

    middle: float
    n: float
    f: float
    rho0: float

    @classmethod
    def fitted(cls, extent: Box) -> "Conic":
        """Projection for an extent of west, south, east and north in degrees."""
        west, south, east, north = extent
        first, last = np.radians([south + (north - south) / 6, north - (north - south) / 6])
        half = np.pi / 4
        n = np.log(np.cos(first) / np.cos(last)) / np.log(
            np.tan(half + last / 2) / np.tan(half + first / 2)
        )
        f = np.cos(first) * np.tan(half + first / 2) ** n / n
        rho0 = RADIUS * f / np.tan(half + np.radians(south + north) / 4) ** n
        return cls((west + east) / 2, n, f, rho0)

    def __call__(self, lonlat: np.ndarray) -> np.ndarray:
        """Longitudes and latitudes in degrees, shape (n, 2), as kilometres, shape (n, 2)."""
        lonlat = np.asarray(lonlat, dtype=float)
        rho = RADIUS * self.f / np.tan(np.pi / 4 + np.radians(lonlat[:, 1]) / 2) ** self.n
        theta = self.n * np.radians(lonlat[:, 0] - self.middle)
        return np.column_stack([rho * np.sin(theta), self.rho0 - rho * np.cos(theta)])


def frame_of(extent: Box, project: Conic) -> Box:
    """Smallest upright frame, in kilometres, that holds an extent in degrees."""
    west, south, east, north = extent
    lon, lat = np.linspace(west, east, 40), np.linspace(south, north, 40)
    edge = np.concatenate([
        np.column_stack([lon, np.full(40, south)]), np.column_stack([lon, np.full(40, north)]),
        np.column_stack([np.full(40, west), lat]), np.column_stack([np.full(40, east), lat]),
    ])  # fmt: skip
    places = project(edge)
    (left, bottom), (right, top) = places.min(axis=0), places.max(axis=0)
    return left, bottom, right, top


def clip_ring(ring: np.ndarray, box: Box) -> np.ndarray:
    """Part of a ring, shape (n, 2), inside a frame (Sutherland and Hodgman's method)."""
    points = ring
    for axis, bound, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        if len(points) == 0:
            break
        inside = sign * (points[:, axis] - bound) >= 0
        if inside.all():
            continue
        kept = []
        for i in range(len(points)):
            a, b = points[i - 1], points[i]
            if inside[i] != inside[i - 1]:
                share = (bound - a[axis]) / (b[axis] - a[axis])
                kept.append(a + share * (b - a))
            if inside[i]:
                kept.append(b)
        points = np.array(kept).reshape(-1, 2)
    return points


def clip_line(line: np.ndarray, box: Box) -> list[np.ndarray]:
    """Parts of a line, shape (n, 2), inside a frame."""
    parts, part = [], []
    for a, b in zip(line[:-1], line[1:], strict=True):
        cut = _clip_segment(a, b, box)
        if cut is None:
            continue
        if not part or not np.allclose(part[-1], cut[0]):
            parts.append(part)
            part = [cut[0]]
        part.append(cut[1])
    return [np.array(p) for p in [*parts, part] if len(p) > 1]


def _clip_segment(a: np.ndarray, b: np.ndarray, box: Box) -> tuple | None:
    """Part of a segment inside a frame (Liang and Barsky's method), or None."""
    first, last, way = 0.0, 1.0, b - a
    for axis in (0, 1):
        for side, bound in ((-1, box[axis]), (1, box[axis + 2])):
            step, gap = side * way[axis], side * (bound - a[axis])
            if step == 0:
                if gap < 0:
                    return None
            elif step > 0:
                last = min(last, gap / step)
            else:
                first = max(first, gap / step)
    return None if first >= last else (a + first * way, a + last * way)


def simpler(line: np.ndarray, slack: float) -> np.ndarray:
    """Line, shape (n, 2), without points that lie within `slack` of it (Douglas and Peucker)."""
    keep = np.zeros(len(line), dtype=bool)
    keep[[0, -1]] = True
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far = _distance(line[first + 1 : last], line[first], line[last])
        worst = int(far.argmax())
        if far[worst] > slack:
            middle = first + 1 + worst
            keep[middle] = True
            spans += [(first, middle), (middle, last)]
    return line[keep]


def _distance(points: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Distance of each point from the segment between `a` and `b`."""
    way = b - a
    length = way @ way
    share = np.clip(((points - a) @ way) / length, 0, 1) if length else np.zeros(len(points))
    return np.hypot(*(points - (a + share[:, None] * way)).T)


def simpler_ring(ring: np.ndarray, slack: float) -> np.ndarray:
    """A ring with fewer points; it is cut at two far points, so that it does not collapse."""
    if len(ring) < 5:
        return ring
    far = int(np.hypot(*(ring - ring[0]).T).argmax())
    halves = [simpler(ring[: far + 1], slack), simpler(np.vstack([ring[far:], ring[:1]]), slack)]
    return np.vstack([halves[0], halves[1][1:]])
