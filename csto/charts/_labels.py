"""Where the labels of a map go: each beside its mark, none over another label or mark."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Left, top, right and bottom in inches, counted from the upper left corner.
Rect = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """A label to be placed: its mark's middle and radius, its own width and height, in inches."""

    x: float
    y: float
    radius: float
    width: float
    height: float


@dataclass(frozen=True)
class Spot:
    """Where a label goes, how its lines are aligned, and whether a leader ties it to its mark."""

    rect: Rect
    align: str
    leader: bool


def overlap(a: Rect, b: Rect) -> bool:
    """Whether two rectangles share any area."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def around(label: Label) -> Rect:
    """Rectangle of the label's mark."""
    r = label.radius
    return label.x - r, label.y - r, label.x + r, label.y + r


def place(labels: Sequence[Label], taken: Sequence[Rect], frame: Rect, reach: float) -> list:
    """A spot for each label, or None where there is none; the most crowded ones choose first.

    Args:
        labels: labels in any order.
        taken: rectangles that no label may touch, besides the marks of all labels.
        frame: rectangle in which all labels must lie.
        reach: how far from its mark, in inches, a label with a leader may go; 0 for no leaders.
    """
    blocked = [*taken, *(around(one) for one in labels)]
    spots: list[Spot | None] = [None] * len(labels)
    for i in sorted(range(len(labels)), key=lambda i: -_crowd(labels[i], labels)):
        for spot in _candidates(labels[i], reach):
            if _inside(spot.rect, frame) and not any(overlap(spot.rect, b) for b in blocked):
                spots[i] = spot
                blocked.append(spot.rect)
                break
    return spots


def _crowd(label: Label, labels: Sequence[Label]) -> int:
    near = label.width + 0.3
    return sum(abs(o.x - label.x) < near and abs(o.y - label.y) < 0.4 for o in labels)


def _inside(rect: Rect, frame: Rect) -> bool:
    return (
        rect[0] >= frame[0] and rect[1] >= frame[1] and rect[2] <= frame[2] and rect[3] <= frame[3]
    )


def _candidates(label: Label, reach: float):
    """Spots from the best to the worst: right, left, above, below, then slantwise, then afar."""
    w, h, gap = label.width, label.height, label.radius + 0.025
    near = gap * 0.7
    x, y = label.x, label.y
    for left, top, align in (
        (x + gap, y - h / 2, "left"), (x - gap - w, y - h / 2, "right"),
        (x + near, y - near - h, "left"), (x + near, y + near, "left"),
        (x - near - w, y - near - h, "right"), (x - near - w, y + near, "right"),
        (x - w / 2, y - gap - h, "center"), (x - w / 2, y + gap, "center"),
    ):  # fmt: skip
        yield Spot((left, top, left + w, top + h), align, False)
    for far in np.arange(0.14, reach, 0.06):
        for angle in np.radians(np.arange(0, 360, 22.5)):
            tip = x + (label.radius + far) * np.cos(angle), y + (label.radius + far) * np.sin(angle)
            left = tip[0] if np.cos(angle) >= 0 else tip[0] - w
            top = tip[1] - h / 2 * (1 - np.sin(angle))
            align = "left" if np.cos(angle) >= 0 else "right"
            yield Spot((left, top, left + w, top + h), align, True)


def inside_ring(points: np.ndarray, ring: np.ndarray) -> np.ndarray:
    """Whether each point, shape (n, 2), lies in a ring, shape (m, 2) (even-odd rule)."""
    a, b = ring, np.roll(ring, -1, axis=0)
    x, y = points[:, :1], points[:, 1:]
    crosses = (a[:, 1] > y) != (b[:, 1] > y)
    rise = np.where(b[:, 1] == a[:, 1], 1.0, b[:, 1] - a[:, 1])
    return (crosses & (x < (b[:, 0] - a[:, 0]) * (y - a[:, 1]) / rise + a[:, 0])).sum(
        axis=1
    ) % 2 == 1


def roomiest(
    ring: np.ndarray, width: float, height: float, blocked: Sequence[Rect]
) -> tuple | None:
    """Middle of a rectangle inside a ring and clear of others, as near as can be to its middle.

    Args:
        ring: outline in inches, shape (n, 2).
        width: width of the rectangle.
        height: its height.
        blocked: rectangles that it may not touch.
    """
    low, high = ring.min(axis=0), ring.max(axis=0)
    grid = np.stack(
        np.meshgrid(np.linspace(low[0], high[0], 22), np.linspace(low[1], high[1], 22)), -1
    )
    points = grid.reshape(-1, 2)
    fits = np.ones(len(points), dtype=bool)
    for dx in (-0.5, 0, 0.5):
        for dy in (-0.5, 0.5):
            fits &= inside_ring(points + [dx * width, dy * height], ring)
    middle = points[inside_ring(points, ring)].mean(axis=0) if fits.any() else None
    for point in sorted(points[fits], key=lambda p: np.hypot(*(p - middle))):
        x, y = point
        rect = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        if not any(overlap(rect, other) for other in blocked):
            return float(x), float(y)
    return None
