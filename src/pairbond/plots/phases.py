"""Where in the cycle: chance of each phase day by day, and below it what it is read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from pairbond.plots.course import day_axis
from pairbond.plots.style import (
    ALPHA_50,
    ALPHA_90,
    DASH,
    MUTED,
    NARROW,
    PARTNER,
    RULE,
    SOFT,
    TINTS,
    WIDE,
    Figure,
    Page,
    figure,
    page,
    sides_of,
)

_LANE = 22
_SEEN = 0.05  # chance below which a phase needs no lane


def phase_course(
    probabilities: pd.DataFrame,
    bands: pd.DataFrame,
    *,
    lines: Sequence[tuple[str, str, tuple[float, float]]],
    names: Mapping[str, str],
    sides: Mapping[str, int] | None = None,
    described: Mapping[str, bool],
    dates: Mapping[float, str] | None = None,
    title: str = "",
    note: str = "",
    alt: str = "",
) -> Figure:
    """Lanes of phases and panels of what they are read from, one column a partner.

    Parameters
    ----------
    probabilities : ``partner day`` and a column a phase, each day's chances, which add up to one.
    bands : ``partner quantity day q05 q25 q50 q75 q95``.
    lines : quantity, heading and limits of each panel under the lanes.
    names, sides : as in :func:`~pairbond.plots.course`.
    described : partner -> whether the phases passed the gate; the others stay grey.
    """
    partners, side = list(names), sides_of(names, sides)
    shown = [p for p in TINTS if p in probabilities and (len(probabilities) and float(probabilities[p].max()) >= _SEEN)]

    def draw(narrow: bool) -> Page:
        width = NARROW if narrow else WIDE
        left, right, gap, tall = 62, 8, 66, 54 if narrow else 70
        columns = 1 if narrow else len(partners)
        inner = (width - left - right - gap * (columns - 1)) / columns
        lanes = _LANE * max(len(shown), 1)
        block = 26 + lanes + (len(lines)) * (tall + 36) + 36
        surface = page(width, block * (len(partners) if narrow else 1) + 10)
        for place, partner in enumerate(partners):
            x = left + (0 if narrow else place * (inner + gap))
            y = place * block if narrow else 0.0
            surface.text(x, y + 2, names[partner], color=PARTNER[side[partner]], size=13, weight="bold")
            y += 26
            mine = probabilities[probabilities["partner"] == partner].sort_values("day")
            _lanes(surface.panel(x, y, inner, lanes), mine, shown, described.get(partner, False), probabilities["day"])
            y += lanes + 34
            for number, (quantity, heading, limits) in enumerate(lines):
                surface.text(x, y - 20, heading, color=SOFT, size=12)
                ax = surface.panel(x, y, inner, tall)
                part = bands[(bands["partner"] == partner) & (bands["quantity"] == quantity)]
                _bands(ax, part if described.get(partner, False) else part[:0], side[partner], limits)
                day_axis(ax, probabilities["day"], dates, last=number == len(lines) - 1, room=inner)
                y += tall + 36
        return surface

    numbers = pd.concat([probabilities.melt(["partner", "day"], shown, "phase", "chance"), bands], ignore_index=True)
    return figure("phases", draw, numbers, title=title, note=note, alt=alt)


def _lanes(ax: Axes, mine: pd.DataFrame, shown: Sequence[str], described: bool, time: pd.Series) -> None:
    first, last = float(time.min()), float(time.max())
    ax.set_xlim(first - 0.5, last + 0.5)
    ax.set_ylim(-len(shown) + 0.5, 0.5)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.set_yticks([-k for k in range(len(shown))], list(shown))
    for k in range(len(shown)):
        ax.axhline(-k - 0.4, color=RULE, lw=0.8, zorder=0)
    if not described:
        ax.axhspan(-len(shown) + 0.5, 0.5, color=MUTED, alpha=0.18, lw=0)
        middle = (1 - len(shown)) / 2
        ax.text((first + last) / 2, middle, "the diary cannot say", ha="center", va="center", color=SOFT, size=12)
        return
    days = mine["day"].to_numpy(float)
    for k, phase in enumerate(shown):
        probability = mine[phase].to_numpy(float)
        if probability.max() > 0.005:
            ax.fill_between(days, -k - 0.4, -k - 0.4 + 0.8 * probability, color=TINTS[phase], lw=0, step="mid")


def _bands(ax: Axes, part: pd.DataFrame, side: int, limits: tuple[float, float]) -> None:
    part = part.sort_values("day")
    t = part["day"].to_numpy(float)
    q = {k: np.clip(part[k].to_numpy(float), *limits) for k in ("q05", "q25", "q50", "q75", "q95")}
    ax.fill_between(t, q["q05"], q["q95"], color=PARTNER[side], alpha=ALPHA_90, lw=0)
    ax.fill_between(t, q["q25"], q["q75"], color=PARTNER[side], alpha=ALPHA_50, lw=0)
    ax.plot(t, q["q50"], color=PARTNER[side], lw=1.6, ls=DASH[side])
    ax.set_ylim(*limits)
    low, high = limits
    marks = {low: f"{low:g}", high: f"{high:g}"} if low >= 0 else {low: "low", 0.0: "0", high: "high"}
    ax.set_yticks(list(marks), list(marks.values()))
    for edge in marks:
        ax.axhline(edge, color=RULE, lw=0.8, zorder=0)
    ax.spines["bottom"].set_visible(False)
