"""What holds a bond and what it costs: a bar a part, over what was thought before the diary was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pairbond.plots.style import (
    ALPHA_50,
    ALPHA_90,
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
    sides_of,
)

Group = tuple[str, Sequence[tuple[str, str]]]  # heading, and quantity and label of each row


def holds(
    rows: pd.DataFrame,
    groups: Sequence[Group],
    *,
    names: Mapping[str, str],
    sides: Mapping[str, int] | None = None,
    title: str = "",
    note: str = "",
    alt: str = "",
) -> Figure:
    """One row a part, one column a partner; parts that are not in ``rows`` stay grey.

    ``rows`` : partner about q05 q25 q50 q75 q95 prior_q05 prior_q95, all in [0, 1]. ``names``, ``sides``: as in
    :func:`~pairbond.plots.course`.
    """
    partners, side = list(names), sides_of(names, sides)

    def draw(narrow: bool) -> Page:
        width = NARROW if narrow else WIDE
        left, gap, tall, head, above = (4, 0, 40, 30, 26) if narrow else (256, 40, 30, 30, 26)
        columns = 1 if narrow else len(partners)
        inner = (width - left - 10 - gap * (columns - 1)) / columns
        body = sum(head + tall * len(parts) for _, parts in groups)
        block = above + body + 30
        surface = page(width, block * (len(partners) if narrow else 1))
        for place, partner in enumerate(partners):
            x = left + (0 if narrow else place * (inner + gap))
            y = place * block if narrow else 0.0
            surface.text(x, y + 2, names[partner], color=PARTNER[side[partner]], size=13, weight="bold")
            y += above
            for number, (heading, parts) in enumerate(groups):
                if narrow or place == 0:
                    surface.text(4, y + 6, heading, color=SOFT, size=12)
                y += head
                ax = surface.panel(x, y, inner, tall * len(parts))
                ax.set_xlim(0, 1)
                ax.set_ylim(tall * len(parts), 0)
                ax.set_yticks([])
                last = number == len(groups) - 1
                ax.set_xticks([0, 0.5, 1], ["0", "½", "1"] if last else [])
                ax.grid(axis="x", color=RULE, lw=0.6)
                ax.set_axisbelow(True)
                for k, (about, label) in enumerate(parts):
                    at = k * tall + tall * (0.68 if narrow else 0.5)
                    found = rows[(rows["partner"] == partner) & (rows["about"] == about)]
                    if narrow:
                        surface.text(x, y + k * tall + 3, shorten(label, 46), size=12)
                    elif place == 0:
                        surface.text(left - 14, y + at, shorten(label, 40), ha="right", va="center", size=12.5)
                    if found.empty:
                        ax.text(0.01, at, "the diary cannot say", color=MUTED, va="center", size=11.5)
                        continue
                    one = found.iloc[0]
                    colour = PARTNER[side[partner]]
                    ax.plot([one.prior_q05, one.prior_q95], [at, at], color=MUTED, lw=1.4, zorder=1)
                    ax.fill_betweenx([at - 6, at + 6], one.q05, one.q95, color=colour, alpha=ALPHA_90 * 1.6, lw=0)
                    ax.fill_betweenx([at - 6, at + 6], one.q25, one.q75, color=colour, alpha=ALPHA_50 * 1.4, lw=0)
                    ax.plot([one.q50, one.q50], [at - 7, at + 7], color=INK, lw=1.6)
                y += tall * len(parts)
        return surface

    return figure("holds", draw, rows, title=title, note=note, alt=alt)
