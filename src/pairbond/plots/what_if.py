"""Courses of action: how far each outcome would be from going on as before."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from pairbond.plots.style import (
    DASH,
    MUTED,
    NARROW,
    PAPER,
    PARTNER,
    RULE,
    SOFT,
    WIDE,
    Figure,
    Page,
    figure,
    page,
    shorten,
)

_ROW, _HEAD, _APART = 30, 26, 5  # pixels: a course, a heading, a partner's line from the middle of its row
_HEADING = 20  # characters above a panel in one line
_UNIT = "points of 100, less (left) or more (right) than as before"
_LABEL_WIDE, _LABEL_NARROW = 26, 19  # characters of a label in one line


@dataclass(frozen=True)
class Line:
    """A difference: in which panel, whose (0 or 1), coloured or grey, and (q05, q25, q50, q75, q95)."""

    panel: int
    side: int
    discernible: bool
    quantiles: tuple[float, float, float, float, float]


@dataclass(frozen=True)
class Course:
    """A row of the figure."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    heading: str
    courses: tuple[Course, ...]


def what_if(
    groups: Sequence[Group],
    panels: Sequence[str],
    names: Mapping[int, str],
    numbers: pd.DataFrame,
    *,
    title: str = "",
    note: str = "",
    alt: str = "",
) -> Figure:
    """One panel an outcome, one row a course; thick line 50 %, thin line 90 %, grey where no change is among it.

    ``names``: whose colour, 0 or 1 -> name, of those who are drawn.
    """
    values = [q for g in groups for c in g.courses for line in c.lines for q in line.quantiles]
    ends = (min([*values, -0.05]), max([*values, 0.05]))

    def draw(narrow: bool) -> Page:
        return _narrow(groups, panels, names, ends) if narrow else _wide(groups, panels, names, ends)

    return figure("what-if", draw, numbers, title=title, note=note, alt=alt)


def _height(groups: Sequence[Group]) -> int:
    return sum(_HEAD + _ROW * len(g.courses) for g in groups)


def _wide(groups: Sequence[Group], panels: Sequence[str], names: Mapping[int, str], ends: tuple[float, float]) -> Page:
    left, right, gap, top = 196, 10, 22, 74
    inner = (WIDE - left - right - gap * (len(panels) - 1)) / len(panels)
    tall = _height(groups)
    surface = page(WIDE, top + tall + 46)
    _names(surface, names, left)
    for number, panel in enumerate(panels):
        x = left + number * (inner + gap)
        for line, words in enumerate(reversed(textwrap.wrap(panel, _HEADING))):
            surface.text(x, top - 24 - 16 * line, words, weight="bold", size=13)
        _panel(surface.panel(x, top, inner, tall), groups, number, ends, 4)
    _labels(surface, groups, left - 14, top, _LABEL_WIDE, 13)
    surface.text(
        left, top + tall + 26, "points of 100, less (left) or more (right) than as before", color=SOFT, size=12
    )
    return surface


def _narrow(
    groups: Sequence[Group], panels: Sequence[str], names: Mapping[int, str], ends: tuple[float, float]
) -> Page:
    left, right, top, foot = 128, 12, 30, 34
    tall = _height(groups)
    begin = 22 * len(names) + 10
    surface = page(NARROW, begin + (top + tall + foot) * len(panels) + 16)
    _names(surface, names, 0, below=True)
    for number, panel in enumerate(panels):
        y = begin + number * (top + tall + foot)
        surface.text(0, y + 4, panel, weight="bold", size=14)
        _panel(surface.panel(left, y + top, NARROW - left - right, tall), groups, number, ends, 5)
        _labels(surface, groups, left - 8, y + top, _LABEL_NARROW, 12)
    end = begin + (top + tall + foot) * len(panels)
    surface.text(0, end, _UNIT, color=SOFT, size=12)
    return surface


def _names(surface: Page, names: Mapping[int, str], left: float, *, below: bool = False) -> None:
    """Whose line is which, in words."""
    x, y = left, 8.0
    for side, name in names.items():
        ax = surface.panel(x, y, 34, 14)
        ax.axis("off")
        ax.set(xlim=(0, 1), ylim=(1, 0))
        _line(ax, Line(0, side, True, (0.0, 0.25, 0.5, 0.75, 1.0)), 0.5)
        words = shorten(name if len(names) == 1 else f"{name}, if {name} acts", 40)
        surface.text(x + 42, y, words, color=PARTNER[side], size=12.5)
        x, y = (x, y + 22) if below else (x + 62 + 7.5 * len(words), y)


def _labels(surface: Page, groups: Sequence[Group], right: float, top: float, width: int, size: float) -> None:
    y = top
    for group in groups:
        surface.text(right, y + 8, group.heading, ha="right", size=size - 1, color=SOFT, style="italic")
        y += _HEAD
        for course in group.courses:
            lines = textwrap.wrap(course.label, width)[:2]
            for number, words in enumerate(lines):
                shift = (number - (len(lines) - 1) / 2) * (size + 1)
                surface.text(right, y + _ROW / 2 + shift, words, ha="right", va="center", size=size)
            y += _ROW


def _panel(ax: Axes, groups: Sequence[Group], number: int, ends: tuple[float, float], ticks: int) -> None:
    air = 0.05 * (ends[1] - ends[0])
    ax.set_xlim(ends[0] - air, ends[1] + air)
    ax.set_ylim(_height(groups), 0)  # pixels, downwards
    ax.set_yticks([])
    ax.locator_params(axis="x", nbins=ticks)
    ax.xaxis.set_major_formatter(lambda value, _: f"{100 * value:+.0f}".replace("-", "−").replace("+0", "0"))
    ax.grid(axis="x", color=RULE, lw=0.6)
    ax.set_axisbelow(True)
    ax.axvline(0, color=SOFT, lw=1, zorder=0)
    y = 0
    for group in groups:
        y += _HEAD
        for course in group.courses:
            lines = [line for line in course.lines if line.panel == number]
            for line in lines:
                _line(ax, line, y + _ROW / 2 + (0 if len(lines) < 2 else (2 * line.side - 1) * _APART))
            y += _ROW


def _line(ax: Axes, line: Line, y: float) -> None:
    colour = PARTNER[line.side] if line.discernible else MUTED
    q05, q25, q50, q75, q95 = line.quantiles
    ax.plot([q05, q95], [y, y], color=colour, lw=1.4, ls=DASH[line.side])
    ax.plot([q25, q75], [y, y], color=colour, lw=4.2)
    fill = PAPER if line.side == 1 else colour
    ax.plot([q50], [y], "o", ms=6, color=fill, markeredgecolor=colour, markeredgewidth=1.6, clip_on=False)
