"""What the diary taught: how much narrower each quantity is known after it than before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pairbond.plots.style import COVER, INK, MUTED, NARROW, RULE, WIDE, Figure, Page, figure, page, shorten


def contraction(
    parameters: pd.DataFrame,
    *,
    kinds: Sequence[str],
    labels: Mapping[str, str],
    title: str = "",
    note: str = "",
    alt: str = "",
) -> Figure:
    """One tick a quantity, from 0 (as before the diary) to 1 (known exactly).

    ``parameters``: ``kind contraction informed``; ``labels``: kind -> words. The bar ends at
    the median of its kind; grey ticks are quantities the diary does not inform.
    """

    def draw(narrow: bool) -> Page:
        width = NARROW if narrow else WIDE
        left, head, tall = (4, 20, 22) if narrow else (300, 0, 36)
        step = head + tall
        surface = page(width, step * len(kinds) + 46)
        ax = surface.panel(left, 0, width - left - 14, step * len(kinds))
        ax.set_xlim(0, 1)
        ax.set_ylim(step * len(kinds), 0)
        ax.set_yticks([])
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "", "½", "", "1"])
        ax.grid(axis="x", color=RULE, lw=0.6)
        ax.set_axisbelow(True)
        ends = "0: as wide as before · 1: known exactly"
        ax.set_xlabel(ends, loc="left", size=12)
        for i, kind in enumerate(kinds):
            part = parameters[parameters["kind"] == kind]
            y = i * step + head + tall / 2
            shrunk = np.clip(part["contraction"].to_numpy(float), 0, 1)
            informed = part["informed"].to_numpy(bool)
            ax.plot([0, np.median(shrunk)], [y, y], color=INK, lw=5, alpha=0.22)
            for which, colour in ((informed, INK), (~informed, MUTED)):
                ax.plot(shrunk[which], np.full(which.sum(), y), "|", ms=13, mew=1.5, color=colour, clip_on=False)
            words = f"{labels[kind]} ({len(part)})"
            if narrow:
                surface.text(left, i * step + 3, shorten(words, 48), size=12.5, bbox=COVER)
            else:
                surface.text(left - 14, y, shorten(words, 46), ha="right", va="center")
        return surface

    return figure("contraction", draw, parameters, title=title, note=note, alt=alt)
