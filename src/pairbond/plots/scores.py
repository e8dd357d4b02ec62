"""How well held-out days were predicted, against plain rules and against strangers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from pairbond.plots.style import (
    COVER,
    INK,
    MUTED,
    NARROW,
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


@dataclass(frozen=True)
class Difference:
    """A difference in log points per rating, with its 90 % interval; ``significant`` or grey."""

    label: str
    low: float
    middle: float
    high: float
    significant: bool


def differences(
    rows: Sequence[Difference],
    numbers: pd.DataFrame,
    *,
    name: str = "prediction",
    title: str = "",
    note: str = "",
    alt: str = "",
) -> Figure:
    """One interval a comparison; right of zero is better than what it is held against."""
    low = min(0.0, *(r.low for r in rows))
    high = max(0.0, *(r.high for r in rows))

    def draw(narrow: bool) -> Page:
        width = NARROW if narrow else WIDE
        left, head, tall = (4, 20, 26) if narrow else (312, 0, 34)
        step = head + tall
        surface = page(width, step * len(rows) + 46)
        ax = surface.panel(left, 0, width - left - 8, step * len(rows))
        _axis(ax, low, high, step * len(rows))
        ax.set_xlabel("log points per rating (right: better)", loc="left", size=12)
        for i, row in enumerate(rows):
            y = i * step + head + tall / 2
            colour = INK if row.significant else MUTED
            ax.plot([row.low, row.high], [y, y], color=colour, lw=1.6)
            ax.plot([row.middle], [y], "o", ms=7, color=colour)
            if narrow:
                surface.text(left, i * step + 3, shorten(row.label, 48), size=12.5, bbox=COVER)
            else:
                surface.text(left - 14, y, shorten(row.label, 46), ha="right", va="center")
        return surface

    return figure(name, draw, numbers, title=title, note=note, alt=alt)


def strangers(
    pseudo: pd.DataFrame,
    real: float,
    *,
    significant: bool,
    title: str = "",
    note: str = "",
    alt: str = "",
) -> Figure:
    """One dot for every pairing with strangers, one line for the real partners."""
    scores = pseudo["mean_logscore"].to_numpy(float)
    low, high = min(scores.min(), real), max(scores.max(), real)
    air = 0.12 * (high - low) or 0.01

    def draw(narrow: bool) -> Page:
        width = NARROW if narrow else WIDE
        surface = page(width, 118)
        ax = surface.panel(8, 30, width - 16, 44)
        ax.set_xlim(low - air, high + air)
        ax.set_ylim(0, 1)
        ax.set_yticks([])
        ax.locator_params(axis="x", nbins=4 if narrow else 7)
        # Overlapping dots darken; heights alternate so that equal scores stay countable.
        heights = 0.25 + 0.25 * (np.argsort(np.argsort(scores, kind="stable")) % 3)
        ax.plot(scores, heights, "o", ms=6, color=MUTED, alpha=0.75)
        ink = PARTNER[0] if significant else INK
        ax.axvline(real, color=ink, lw=2.2)
        ax.set_xlabel("mean log score per rating (right: better)", loc="left", size=12)
        side = "right" if real > (low + high) / 2 else "left"
        surface.text(
            8 + (width - 16) * (real - low + air) / (high - low + 2 * air),
            8,
            "real partners",
            ha=side,
            color=ink,
            weight="bold",
        )
        return surface

    return figure("strangers", draw, pseudo, title=title, note=note, alt=alt)


def _axis(ax: Axes, low: float, high: float, height: float) -> None:
    air = 0.06 * (high - low) or 0.01
    ax.set_xlim(low - air, high + air)
    ax.set_ylim(height, 0)
    ax.set_yticks([])
    ax.axvline(0, color=SOFT, lw=1)
    ax.locator_params(axis="x", nbins=5)
    ax.grid(axis="x", color=RULE, lw=0.6)
    ax.set_axisbelow(True)
