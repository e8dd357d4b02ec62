"""The course of the days: what was answered and the smoothed course behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from pairbond.plots.style import (
    ALPHA_50,
    ALPHA_90,
    DASH,
    NARROW,
    PARTNER,
    RULE,
    SOFT,
    WIDE,
    Figure,
    Page,
    columns_of,
    figure,
    heading,
    page,
    sides_of,
    tick,
)

_GAP = 2.5  # days without an entry after which the line is broken


def course(
    rows: pd.DataFrame,
    *,
    items: Sequence[str],
    labels: Mapping[str, str],
    scales: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
    sides: Mapping[str, int] | None = None,
    name: str = "course",
    title: str = "",
    note: str = "",
    alt: str = "",
    axis: str = "days since the first entry",
    dates: Mapping[float, str] | None = None,
) -> Figure:
    """Small multiples, one row of panels an item, one panel a partner.

    Parameters
    ----------
    rows : ``partner item value``, ``day`` (day 1: the first entry) or ``time`` (days since it), and, where a smoothed
        course is known, ``q05 q25 q50 q75 q95``, all on the rating scale. One row a moment.
    items, labels, scales : which items, what they are called, ends of their scales.
    names : partner -> name; its keys are the partners shown.
    sides : partner -> 0 or 1, whose colour it takes; left out, as they stand in ``names``.
    dates : day -> date as printed, for the time axis; without it, days are numbered.
    """
    partners, at, side = list(names), "day" if "day" in rows else "time", sides_of(names, sides)

    def draw(narrow: bool) -> Page:
        width = NARROW if narrow else WIDE
        left, right, gap, head = 30, 8, 44, 26
        columns = columns_of(len(partners), len(items), narrow=narrow)
        tall = 76 if narrow else 104
        inner = (width - left - right - gap * (columns - 1)) / columns
        step = tall + (30 if narrow else 38)
        cells = [(item, partner) for item in items for partner in partners]
        lines = -(-len(cells) // columns)
        under = head + step * (lines - 1) + tall + 24  # below the numbers of the lowest axis
        surface = page(width, under + 16)
        for place, (item, partner) in enumerate(cells):
            line, column = divmod(place, columns)
            x, y = left + column * (inner + gap), head + line * step
            ax = surface.panel(x, y, inner, tall)
            part = rows[(rows["partner"] == partner) & (rows["item"] == item)]
            _panel(ax, part, at, side[partner], scales[item])
            words = heading(names[partner], labels[item], len(partners))
            surface.text(x, y - 21, words, color=PARTNER[side[partner]], size=13, weight="bold")
            day_axis(ax, rows[at], dates, last=place + columns >= len(cells), room=inner)
        surface.text(left, under, axis, color=SOFT, size=12)
        return surface

    return figure(name, draw, rows, title=title, note=note, alt=alt)


def _panel(ax: Axes, part: pd.DataFrame, at: str, side: int, scale: tuple[float, float]) -> None:
    colour = PARTNER[side]
    low, high = scale
    part = part.sort_values(at)
    time = part[at].to_numpy(float)
    if "q50" in part and part["q50"].notna().any():
        for run in _runs(time):
            t = time[run]
            q = {k: np.clip(part[k].to_numpy(float)[run], low, high) for k in ("q05", "q25", "q50", "q75", "q95")}
            ax.fill_between(t, q["q05"], q["q95"], color=colour, alpha=ALPHA_90, lw=0)
            ax.fill_between(t, q["q25"], q["q75"], color=colour, alpha=ALPHA_50, lw=0)
            ax.plot(t, q["q50"], color=colour, lw=1.8, ls=DASH[side])
    if "value" in part:
        ax.plot(
            time,
            part["value"].to_numpy(float),
            "o",
            ms=3.4,
            color=colour if side == 0 else "none",
            markeredgecolor=colour,
            markeredgewidth=1,
            alpha=0.85,
            clip_on=False,
            zorder=4,
        )
    air = 0.05 * (high - low)
    ax.set_ylim(low - air, high + air)
    ax.set_yticks([low, high], [tick(low), tick(high)])
    for edge in (low, high):
        ax.axhline(edge, color=RULE, lw=0.8, zorder=0)
    ax.spines["bottom"].set_visible(False)


def day_axis(ax: Axes, time: pd.Series, dates: Mapping[float, str] | None, *, last: bool, room: float) -> None:
    """Ticks every week (or every few), said once under the lowest panels."""
    ax.tick_params(axis="x", length=3, labelbottom=last)
    if time.max() - time.min() < 3:  # one conversation, or a few
        ax.locator_params(axis="x", nbins=4)
        return
    first, end = float(np.floor(time.min())), float(np.ceil(time.max()))
    week = 7.0 if end - first > 14 else 2.0
    while (end - first) / week > room / (74 if dates else 44):
        week *= 2
    ticks = np.arange(first, end + 1e-9, week)
    ax.set_xlim(first - 0.5, end + 0.5)
    ax.set_xticks(ticks, [dates.get(t, "") if dates else f"{t:g}" for t in ticks])


def _runs(time: np.ndarray) -> list[np.ndarray]:
    """Index runs without a long gap, so that no band is drawn over unwritten weeks."""
    if len(time) == 0:
        return []
    return np.split(np.arange(len(time)), np.flatnonzero(np.diff(time) > _GAP) + 1)
