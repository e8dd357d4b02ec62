"""Where the boxes and arrows of the main loop lie: a column for each partner, as narrow as a telephone.

The ring runs down the column of the one and up that of the other. A branch that leads into it stands beside the ring,
in narrower boxes at the outer edge, so that the ring passes on the inner side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from textwrap import wrap

from pairbond.theory.describe import Arrow, Place

WIDTH, MARGIN, BOX, NARROW = 360, 6, 128, 100
LINE, COURSE, PADDING = 13, 18, 10  # heights: of a line of the label, of the course below it, above and below both
GAP, STEP = 44, 6  # between boxes; between an arrow and a box
INSET, PER_CHARACTER = 14, 6.6  # of a label: left and right of it together; how wide a letter is
# how far a bypass, and a loop, go to the side; half of what two ways are apart; how far a sign is from its arrow
ASIDE, LOOP, APART, BESIDE = 46, 40, 24, 13

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A quantity of one partner: its upper left corner, its size, its label in lines."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Path:
    """An arrow from one partner to another (0 or 1): the four points of a cubic curve."""

    arrow: Arrow
    source: int
    target: int
    main: bool
    points: tuple[Point, Point, Point, Point]

    def at(self, t: float) -> Point:
        """The point at a share of the curve, 0 to 1."""
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x, y = (sum(w * one[i] for w, one in zip(weights, self.points, strict=True)) for i in (0, 1))
        return round(x, 1), round(y, 1)

    @property
    def middle(self) -> Point:
        """Where its sign stands, if it is on the curve."""
        return self.at(0.45)  # the head takes its room

    @property
    def beside(self) -> Point:
        """Where its sign stands, if it is beside the curve: to the right, or above."""
        (x0, y0), (x1, y1), (x, y) = self.at(0.4), self.at(0.5), self.middle
        away = BESIDE / hypot(x1 - x0, y1 - y0)
        right = 1.0 if abs(y1 - y0) > abs(x1 - x0) else -1.0
        return round(x + abs(y1 - y0) * away * right, 1), round(y - abs(x1 - x0) * away, 1)

    @property
    def d(self) -> str:
        """As SVG writes it."""
        start, *others = (f"{x:g} {y:g}" for x, y in self.points)
        return f"M{start}C{', '.join(others)}"


@dataclass(frozen=True)
class Layout:
    """Boxes by place and all paths, in a picture of this size."""

    boxes: Mapping[Place, Box]
    paths: tuple[Path, ...]
    height: float
    width: float = field(default=WIDTH)


def laid_out(
    ring: Sequence[Place], branch: Sequence[Place], labels: Mapping[str, str], arrows: Sequence[Arrow]
) -> Layout:
    """The ring with its branch, and every arrow between what they show.

    Parameters
    ----------
    ring : in the order of the arrows, first all of one partner, then all of the other.
    branch : a chain that ends at a place of the ring.
    labels : of quantities.
    arrows : all there are; those between two shown places are drawn.
    """
    right = [one for one in ring if one[1] == 1]
    left = _with_branch([one for one in ring if one[1] == 0], branch)[::-1]  # the ring runs up on this side
    beside = set(branch) - set(ring)
    boxes = _column(left, beside, labels, 0.0)
    height = max(box.y + box.height for box in boxes.values())
    boxes |= _column(right, beside, labels, height)
    height = max(box.y + box.height for box in boxes.values()) + MARGIN
    steps = {*zip(ring, [*ring[1:], *ring[:1]], strict=True), *pairwise(branch)}
    found: list[Path] = []
    for one in arrows:
        for end in boxes:
            if end[0] != one.target:
                continue
            start = (one.source, 1 - end[1] if one.place == "other" else end[1])
            if start in boxes:
                both_ways = any((x.source, x.target) == (one.target, one.source) for x in arrows)
                main = (start, end) in steps or start == end
                points = _points(start, end, boxes, both_ways)
                found.append(Path(one, start[1], end[1], main, points))
    return Layout(boxes, tuple(found), height)


def _with_branch(side: Sequence[Place], branch: Sequence[Place]) -> list[Place]:
    """One side of the ring, with the branch before the place that it leads to."""
    new = [one for one in branch if one not in side]
    at = side.index(branch[-1]) if branch and branch[-1] in side else len(side)
    return [*side[:at], *new, *side[at:]]


def _column(side: Sequence[Place], beside: set[Place], labels: Mapping[str, str], height: float) -> dict[Place, Box]:
    """Boxes below one another; spread over the height where that is more than they need."""
    made: list[Box] = []
    y = float(MARGIN)
    for one in side:
        width = NARROW if one in beside else BOX
        lines = tuple(wrap(labels[one[0]], int((width - INSET) / PER_CHARACTER)))
        x = MARGIN if one[1] == 0 else WIDTH - MARGIN - width
        made.append(Box(x, y, width, 2 * PADDING + LINE * len(lines) + COURSE, lines))
        y += made[-1].height + GAP
    spare = max(height - (y - GAP), 0.0) / max(len(made) - 1, 1)
    return {
        one: Box(b.x, round(b.y + i * spare, 1), b.width, b.height, b.lines)
        for i, (one, b) in enumerate(zip(side, made, strict=True))
    }


def _points(start: Place, end: Place, boxes: Mapping[Place, Box], both_ways: bool) -> tuple[Point, ...]:
    a, b = boxes[start], boxes[end]
    inward = 1.0 if start[1] == 0 else -1.0
    if start == end:
        x, (_, y) = _inner(a, start[1]), a.middle
        side = x + inward * LOOP
        return (x, y - 16), (side, y - 22), (side, y + 22), (x + inward * STEP, y + 16)
    if start[1] != end[1]:
        x0, x1 = _inner(a, start[1]), _inner(b, end[1]) + inward * -STEP
        y0, y1 = a.middle[1], b.middle[1]
        top, bottom = max(a.y, b.y), min(a.y + a.height, b.y + b.height)
        if bottom - top > 2 * STEP:  # level where it can be
            y0 = y1 = (top + bottom) / 2
        third = (x1 - x0) / 3
        return (x0, y0), (x0 + third, y0), (x1 - third, y1), (x1, y1)
    down = b.y > a.y
    between = [x for k, x in boxes.items() if k[1] == start[1] and min(a.y, b.y) < x.y < max(a.y, b.y)]
    y0, y1 = (a.y + a.height, b.y - STEP) if down else (a.y, b.y + b.height + STEP)
    x = _free(a, b, between, start[1])
    if x is None:
        x0, (_, c0), (_, c1) = _inner(a, start[1]), a.middle, b.middle
        side = x0 + inward * ASIDE
        return (x0, c0), (side, c0), (side, c1), (_inner(b, end[1]) + inward * STEP, c1)
    if both_ways and not between:
        x += APART if down else -APART
    third = (y1 - y0) / 3
    return (x, y0), (x, y0 + third), (x, y1 - third), (x, y1)


def _inner(box: Box, partner: int) -> float:
    """The edge that faces the other partner's column."""
    return box.x + box.width if partner == 0 else box.x


def _free(a: Box, b: Box, between: Sequence[Box], partner: int) -> float | None:
    """Where a straight arrow goes from one to the other past what lies between; None if nowhere."""
    low, high = max(a.x, b.x), min(a.x + a.width, b.x + b.width)
    for one in between:
        if partner == 0:
            low = max(low, one.x + one.width + STEP)
        else:
            high = min(high, one.x - STEP)
    return (low + high) / 2 if high - low >= STEP else None
