"""How couples differ: one dot a couple, and the middle of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes

from pairbond.plots.style import (
    ALPHA_90,
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


@dataclass(frozen=True)
class Strip:
    """One effect over all couples.

    Attributes
    ----------
    label : what follows what.
    side : whose colour the dots take, 0 or 1.
    values : one median a couple.
    group : (q05, q50, q95) of the mean over couples.
    marked : (q05, q50, q95) of the one couple the page is about, or None.
    """

    label: str
    side: int
    values: npt.NDArray[np.float64]
    group: tuple[float, float, float]
    marked: tuple[float, float, float] | None = None


def couples(
    strips: Sequence[Strip],
    numbers: pd.DataFrame,
    *,
    name: str = "couples",
    title: str = "",
    note: str = "",
    alt: str = "",
    axis: str = "share of a usual swing seen a day later",
) -> Figure:
    """Dot strips; the vertical mark is the group's mean with its 90 % interval."""
    ends = [v for s in strips for v in (*s.values, *s.group, *(s.marked or ()))]
    low, high = min(min(ends), -0.05), max(max(ends), 0.05)

    def draw(narrow: bool) -> Page:
        width = NARROW if narrow else WIDE
        left, head, tall = (4, 20, 50) if narrow else (250, 0, 50)
        step = head + tall
        surface = page(width, step * len(strips) + 44)
        inner = width - left - 6
        for i, strip in enumerate(strips):
            y = i * step
            words = shorten(strip.label, 46 if narrow else 34)
            if narrow:
                surface.text(left, y + 4, words, size=12.5)
            else:
                surface.text(left - 14, y + tall / 2, words, ha="right", va="center")
            ax = surface.panel(left, y + head, inner, tall)
            last = i == len(strips) - 1
            _strip(ax, strip, low, high, last=last, radius=2.1 if narrow else 2.8, size=(inner, tall))
            if last:
                ax.set_xlabel(axis, loc="left", size=12)
        return surface

    return figure(name, draw, numbers, title=title, note=note, alt=alt)


def _strip(
    ax: Axes,
    strip: Strip,
    low: float,
    high: float,
    *,
    last: bool,
    radius: float,
    size: tuple[float, float],
) -> None:
    air = 0.04 * (high - low)
    ax.set_xlim(low - air, high + air)
    ax.set_ylim(-size[1] / 2, size[1] / 2)
    ax.set_yticks([])
    ax.axvline(0, color=SOFT, lw=1, zorder=0)
    ax.locator_params(axis="x", nbins=7)
    ax.grid(axis="x", color=RULE, lw=0.6)
    ax.set_axisbelow(True)
    ax.spines["bottom"].set_visible(last)
    ax.tick_params(axis="x", length=4 if last else 0, labelbottom=last)
    colour = PARTNER[strip.side] if strip.marked is None else MUTED
    scale = size[0] / (high - low + 2 * air)
    up = _swarm(strip.values * scale, 2 * radius + 0.6, limit=size[1] / 2 - radius - 1)
    ax.plot(
        strip.values,
        up,
        "o",
        ms=2 * radius,
        color=colour if strip.side == 0 else PAPER,
        markeredgecolor=colour,
        markeredgewidth=1,
    )
    q05, q50, q95 = strip.group
    ax.axvspan(q05, q95, 0.1, 0.9, color=INK, alpha=ALPHA_90, lw=0)
    ax.axvline(q50, 0.1, 0.9, color=INK, lw=1.6)
    if strip.marked is not None:
        q05, q50, q95 = strip.marked
        ink = PARTNER[strip.side]
        ax.plot([q05, q95], [0, 0], color=ink, lw=2)
        ax.plot([q50], [0], "o", ms=9, color=ink if strip.side == 0 else PAPER, markeredgecolor=ink, mew=2)


def _swarm(x: npt.NDArray[np.float64], size: float, limit: float) -> npt.NDArray[np.float64]:
    """Heights that keep dots of this size from covering each other, as far as there is room."""
    y = np.zeros_like(x)
    placed: list[int] = []
    for i in np.argsort(x, kind="stable"):
        near = [j for j in placed if x[i] - x[j] < size]
        for k in range(200):
            height = (k + 1) // 2 * (1 if k % 2 else -1) * size / 2
            if abs(height) > limit:
                break
            if all((x[i] - x[j]) ** 2 + (height - y[j]) ** 2 >= size**2 * 0.999 for j in near):
                y[i] = height
                break
        placed.append(int(i))
    return y
