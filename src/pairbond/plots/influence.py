"""Give and take: every effect with its interval, both directions beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from pairbond.plots.style import (
    COVER,
    INK,
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

_STEP = 11  # pixels between the lines of one effect over several spans


@dataclass(frozen=True)
class Row:
    """One line of the figure: an effect over one or several spans of days.

    Attributes
    ----------
    label : what follows what ("anxiety → vigor").
    column : index of the panel it stands in.
    side : whose colour it takes (0 or 1).
    significant : drawn in colour; otherwise grey.
    quantiles : span in days -> (q05, q25, q50, q75, q95).
    """

    label: str
    column: int
    side: int
    significant: bool
    quantiles: dict[float, tuple[float, float, float, float, float]]


@dataclass(frozen=True)
class Block:
    """Rows under one heading for each column; labels agree across columns.

    ``mark``: a value worth seeing, drawn dotted.
    """

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    mark: float | None = None


def influence(
    blocks: Sequence[Block],
    numbers: pd.DataFrame,
    *,
    name: str = "influence",
    title: str = "",
    note: str = "",
    alt: str = "",
    axis: str = "share of a usual swing seen a day later",
) -> Figure:
    """Forest of effects; thick line 50 %, thin line 90 %, grey where not significant."""
    columns = max(len(b.headings) for b in blocks)
    values = np.array([q for b in blocks for r in b.rows for q in r.quantiles.values()])
    low, high = min(float(values.min()), -0.05), max(float(values.max()), 0.05)

    def draw(narrow: bool) -> Page:
        return _narrow(blocks, low, high, axis) if narrow else _wide(blocks, columns, low, high, axis)

    return figure(name, draw, numbers, title=title, note=note, alt=alt)


def _height(row: Row) -> int:
    return _STEP * (len(row.quantiles) - 1) + (40 if "→" in row.label else 28)


def _labels(block: Block) -> list[str]:
    seen: list[str] = []
    for row in block.rows:
        if row.label not in seen:
            seen.append(row.label)
    return seen


def _wide(blocks: Sequence[Block], columns: int, low: float, high: float, axis: str) -> Page:
    left, right, gap, head, foot = 190, 34, 58, 32, 48
    inner = (WIDE - left - right - gap * (columns - 1)) / columns
    total = sum(head + sum(_height(_of(b, lab)[0]) for lab in _labels(b)) + foot for b in blocks)
    surface = page(WIDE, total)
    y = 0
    for block in blocks:
        labels = _labels(block)
        heights = [_height(_of(block, lab)[0]) for lab in labels]
        for c, heading in enumerate(block.headings):
            x = left + c * (inner + gap)
            rows = [r for lab in labels for r in _of(block, lab) if r.column == c]
            surface.text(x, y + 8, heading, weight="bold", size=13, color=_ink(rows))
            ax = surface.panel(x, y + head, inner, sum(heights))
            _axis(ax, low, high, sum(heights), block.mark)
            if block is blocks[-1]:
                ax.set_xlabel(axis, loc="left", size=12)
            for row in rows:
                top = sum(heights[: labels.index(row.label)])
                _line(ax, row, top + (20 if "→" in row.label else 14))
        for lab, top in zip(labels, accumulate([0, *heights]), strict=False):
            first, _, second = lab.partition(" → ")
            surface.text(left - 14, y + head + top + 6, shorten(first, 27), ha="right", size=13)
            if second:
                surface.text(left - 14, y + head + top + 22, shorten(f"→ {second}", 27), ha="right", size=13)
        y += head + sum(heights) + foot
    return surface


def _narrow(blocks: Sequence[Block], low: float, high: float, axis: str) -> Page:
    left, right, head, foot, label = 4, 30, 28, 40, 15
    sizes = []
    for block in blocks:
        for c, heading in enumerate(block.headings):
            rows = [r for r in block.rows if r.column == c]
            if rows:
                sizes.append((heading, rows, [_height(r) + label for r in rows], block.mark))
    surface = page(NARROW, sum(head + sum(h) + foot for _, _, h, _ in sizes))
    y = 0
    for heading, rows, heights, mark in sizes:
        surface.text(left, y + 6, shorten(heading, 44), weight="bold", size=13, color=_ink(rows))
        ax = surface.panel(left, y + head, NARROW - left - right, sum(heights))
        _axis(ax, low, high, sum(heights), mark)
        if rows is sizes[-1][1]:
            ax.set_xlabel(axis, loc="left", size=12)
        for row, top in zip(rows, accumulate([0, *heights]), strict=False):
            surface.text(left, y + head + top + 4, shorten(row.label, 44), size=12.5, bbox=COVER)
            _line(ax, row, top + label + 14)
        y += head + sum(heights) + foot
    return surface


def _of(block: Block, label: str) -> list[Row]:
    return [r for r in block.rows if r.label == label]


def _ink(rows: Sequence[Row]) -> str:
    partners = {r.side for r in rows}
    return PARTNER[partners.pop()] if len(partners) == 1 else INK


def _axis(ax: Axes, low: float, high: float, height: float, mark: float | None) -> None:
    air = 0.04 * (high - low)
    ax.set_xlim(low - air, high + air)
    ax.set_ylim(height, 0)  # pixels, downwards
    ax.set_yticks([])
    ax.axvline(0, color=SOFT, lw=1, zorder=0)
    if mark is not None:
        ax.axvline(mark, color=SOFT, lw=1, ls=(0, (1, 2)), zorder=0)
    ax.locator_params(axis="x", nbins=5)
    ax.grid(axis="x", color=RULE, lw=0.6)
    ax.set_axisbelow(True)


def _line(ax: Axes, row: Row, middle: float) -> None:
    colour = PARTNER[row.side] if row.significant else MUTED
    for i, (days, (q05, q25, q50, q75, q95)) in enumerate(sorted(row.quantiles.items())):
        y = middle + i * _STEP
        fade = 1.0 if i == 0 else 0.6
        ax.plot([q05, q95], [y, y], color=colour, lw=1.3, alpha=fade)
        ax.plot([q25, q75], [y, y], color=colour, lw=4.2 if i == 0 else 3, alpha=fade)
        open_dot = row.side == 1 and row.significant
        ax.plot(
            [q50],
            [y],
            "o" if i == 0 else "|",
            ms=6 if i == 0 else 7,
            color=PAPER if open_dot else colour,
            markeredgecolor=colour,
            markeredgewidth=1.6,
            alpha=fade if i else 1,
        )
        if len(row.quantiles) > 1:
            ax.annotate(
                f"{days:g} d" if days >= 0.5 else f"{days * 24:.2g} h",
                (1, y),
                xytext=(6, 0),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                va="center",
                size=10,
                color=SOFT,
            )
