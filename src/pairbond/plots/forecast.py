"""What the model expects of the coming days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pairbond.plots.course import day_axis
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


def fan(
    forecast: pd.DataFrame,
    past: pd.DataFrame,
    *,
    items: Sequence[str],
    labels: Mapping[str, str],
    scales: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
    sides: Mapping[str, int] | None = None,
    title: str = "",
    note: str = "",
    alt: str = "",
    axis: str = "day",
    dates: Mapping[float, str] | None = None,
) -> Figure:
    """The last two weeks as written, then bands of 50 % and 90 % for two weeks to come.

    ``forecast``: ``partner item day q05 q25 q50 q75 q95``; ``past``: ``partner item day value``; days are counted on
    from those of the diary (or ``time`` instead of ``day``, as in :func:`course`).
    ``names``, ``sides``: as in :func:`course`. ``axis``: what stands under it; ``dates``: day -> date as printed.
    """
    partners, at, side = list(names), "day" if "day" in forecast else "time", sides_of(names, sides)
    last = float(past[at].max() if len(past) else forecast[at].min())
    shown = pd.concat([past[at], forecast[at]])

    def draw(narrow: bool) -> Page:
        width = NARROW if narrow else WIDE
        left, right, gap, head = 30, 8, 44, 26
        columns = columns_of(len(partners), len(items), narrow=narrow)
        tall = 80 if narrow else 110
        step = tall + (30 if narrow else 38)
        inner = (width - left - right - gap * (columns - 1)) / columns
        cells = [(item, partner) for item in items for partner in partners]
        lines = -(-len(cells) // columns)
        under = head + step * (lines - 1) + tall + 24  # below the numbers of the lowest axis
        surface = page(width, under + 16)
        for place, (item, partner) in enumerate(cells):
            line, column = divmod(place, columns)
            x, y = left + column * (inner + gap), head + line * step
            ax = surface.panel(x, y, inner, tall)
            low, high = scales[item]
            colour = PARTNER[side[partner]]
            then = _pick(forecast, partner, item).sort_values(at)
            before = _pick(past, partner, item).sort_values(at)
            q = {k: np.clip(then[k].to_numpy(float), low, high) for k in ("q05", "q25", "q50", "q75", "q95")}
            t = then[at].to_numpy(float)
            ax.fill_between(t, q["q05"], q["q95"], color=colour, alpha=ALPHA_90, lw=0)
            ax.fill_between(t, q["q25"], q["q75"], color=colour, alpha=ALPHA_50, lw=0)
            ax.plot(t, q["q50"], color=colour, lw=1.8, ls=DASH[side[partner]])
            fill = colour if side[partner] == 0 else "none"
            ax.plot(before[at], before["value"], "o", ms=3.6, color=fill, markeredgecolor=colour)
            ax.axvline(last, color=SOFT, lw=1)
            air = 0.05 * (high - low)
            ax.set_ylim(low - air, high + air)
            ax.set_yticks([low, high], [tick(low), tick(high)])
            for edge in (low, high):
                ax.axhline(edge, color=RULE, lw=0.8, zorder=0)
            ax.spines["bottom"].set_visible(False)
            day_axis(ax, shown, dates, last=place + columns >= len(cells), room=inner)
            words = heading(names[partner], labels[item], len(partners))
            surface.text(x, y - 21, words, color=colour, size=13, weight="bold")
        surface.text(left, under, axis, color=SOFT, size=12)
        return surface

    return figure("forecast", draw, forecast, title=title, note=note, alt=alt)


def _pick(table: pd.DataFrame, partner: str, item: str) -> pd.DataFrame:
    return table[(table["partner"] == partner) & (table["item"] == item)]
