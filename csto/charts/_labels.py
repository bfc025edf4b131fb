"""Where the labels of a map go: each beside its mark, none over another label or mark."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Left, top, right and bottom in inches, counted from the upper left corner.
Rect = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """A label to be placed: its mark's middle and half size, its own size, all in inches."""

    x: float
    y: float
    half_width: float
    half_height: float
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
    wide, high = label.half_width, label.half_height
    return label.x - wide, label.y - high, label.x + wide, label.y + high


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
        free = [
            spot
            for spot in _candidates(labels[i], reach)
            if _inside(spot.rect, frame) and not any(overlap(spot.rect, b) for b in blocked)
        ]
        if free:
            # A label next to another mark would be read as that mark's.
            spots[i] = next((s for s in free if _nearest(s.rect, labels[i], labels)), free[0])
            blocked.append(spots[i].rect)
    return spots


def _nearest(rect: Rect, own: Label, labels: Sequence[Label]) -> bool:
    """Whether no other mark lies clearly nearer to a rectangle than its own."""
    return all(_gap(rect, own) <= _gap(rect, other) + 0.012 for other in labels)


def _gap(rect: Rect, label: Label) -> float:
    """Distance in inches from a rectangle to the middle of a label's mark."""
    x = max(rect[0] - label.x, label.x - rect[2], 0.0)
    y = max(rect[1] - label.y, label.y - rect[3], 0.0)
    return float(np.hypot(x, y))


def _crowd(label: Label, labels: Sequence[Label]) -> int:
    near = label.width + 0.3
    return sum(abs(o.x - label.x) < near and abs(o.y - label.y) < 0.4 for o in labels)


def _inside(rect: Rect, frame: Rect) -> bool:
    return (
        rect[0] >= frame[0] and rect[1] >= frame[1] and rect[2] <= frame[2] and rect[3] <= frame[3]
    )


def _candidates(label: Label, reach: float):
    """Spots from the best to the worst: right, left, above, below, then slantwise, then afar."""
    w, h, x, y = label.width, label.height, label.x, label.y
    gap, rise = label.half_width + 0.025, label.half_height + 0.01
    near = gap * 0.7
    for left, top, align in (
        (x + gap, y - h / 2, "left"), (x - gap - w, y - h / 2, "right"),
        (x + near, y - rise - h, "left"), (x + near, y + rise, "left"),
        (x - near - w, y - rise - h, "right"), (x - near - w, y + rise, "right"),
        (x - w / 2, y - rise - h, "center"), (x - w / 2, y + rise, "center"),
    ):  # fmt: skip
        yield Spot((left, top, left + w, top + h), align, False)
    for far in np.arange(0.14, reach, 0.06):
        for angle in np.radians(np.arange(0, 360, 22.5)):
            tip = (x + (label.half_width + far) * np.cos(angle),
                   y + (label.half_height + far) * np.sin(angle))  # fmt: skip
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
    ring: np.ndarray,
    width: float,
    height: float,
    blocked: Sequence[Rect],
    without: Sequence[np.ndarray] = (),
) -> tuple[float, float] | None:
    """Middle of a rectangle inside a ring and clear of others, as near as can be to its middle.

    Args:
        ring: outline in inches, shape (n, 2).
        width: width of the rectangle.
        height: its height.
        blocked: rectangles that it may not touch.
        without: rings inside which it may not lie.
    """
    low, high = ring.min(axis=0), ring.max(axis=0)
    columns, lines = (np.linspace(low[i], high[i], 22) for i in (0, 1))
    points = np.stack(np.meshgrid(columns, lines), -1).reshape(-1, 2)
    fits = np.ones(len(points), dtype=bool)
    for dx in (-0.5, -0.25, 0, 0.25, 0.5):
        for dy in (-0.5, 0.5):
            corner = points[fits] + [dx * width, dy * height]
            clear = inside_ring(corner, ring)
            for other in without:
                clear &= ~inside_ring(corner, other)
            fits[fits] = clear
    if not fits.any():
        return None
    middle = points[inside_ring(points, ring)].mean(axis=0)
    for x, y in sorted(points[fits], key=lambda point: np.hypot(*(point - middle))):
        rect = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        if not any(overlap(rect, other) for other in blocked):
            return float(x), float(y)
    return None
