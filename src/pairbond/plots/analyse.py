"""What holds a cycle, in pictures: mechanisms taken out one by one, and the map of where it begins."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.figure import Figure as Sheet

from pairbond.analyse import FALLS
from pairbond.model import PARTNERS
from pairbond.plots.style import INK, PAPER, PARTNER, RULE, SOFT, TINTS
from pairbond.theory import QUANTITIES

SHOWN = 24  # mechanisms in the picture: those that change most


def knock_outs(table: pd.DataFrame, name: str) -> Sheet:
    """How far each one's image swings without each mechanism; ``table`` is that of ``pairbond.analyse.knock_outs``."""
    rows = table.iloc[: SHOWN + 1].iloc[::-1].reset_index(drop=True)
    sheet = Sheet(figsize=(8.8, 0.29 * len(rows) + 1.4), facecolor=PAPER, layout="constrained")
    axes = sheet.subplots()
    axes.set_facecolor(PAPER)
    place = np.arange(len(rows))
    whole = table.iloc[0]
    for who, colour, mark in zip(PARTNERS, PARTNER, "oD", strict=True):
        axes.axvline(whole[f"swing_{who}"], color=colour, lw=1, ls=":")
        axes.plot(rows[f"swing_{who}"], place, mark, color=colour, ms=6, label=f"image that {who} has of the other")
    still = rows["cycles"] < FALLS
    labels = [
        f"{'nothing knocked out' if x == 'nothing' else x.replace('_', ' ')}{'  (no cycle)' if no else ''}"
        for x, no in zip(rows["without"], still, strict=True)
    ]
    axes.set_yticks(place, labels, color=INK)
    axes.set_xlim(-0.05, 2.0)
    axes.set_xlabel("Swing of the image, -1 to 1 (5th to 95th hundredth of its days)", color=SOFT)
    axes.set_title(f"The cycle of {name} without each mechanism in turn", loc="left", color=INK, fontsize=12)
    axes.grid(axis="x", color=RULE, lw=0.6)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    # outside: wherever among the rows it stood, some mechanism's points would lie under it
    sheet.legend(loc="outside lower center", ncols=2, frameon=False)
    return sheet


def onset(table: pd.DataFrame, name: str, who: str) -> Sheet:
    """Where it cycles, over inner worth and coping; ``table`` is that of ``pairbond.analyse.onset``."""
    period = table.pivot(index="inner_worth", columns="coping", values="period")
    cycles = table.pivot(index="inner_worth", columns="coping", values="cycles")
    sheet = Sheet(figsize=(7.2, 5.4), facecolor=PAPER, layout="constrained")
    axes = sheet.subplots()
    axes.set_facecolor(PAPER)
    for i, worth in enumerate(period.index):
        for j, coping in enumerate(period.columns):
            days = float(period.loc[worth, coping])
            goes = float(cycles.loc[worth, coping]) >= FALLS
            axes.add_patch(_square(j, i, TINTS["rupture"] if goes else RULE, 0.9 if goes else 0.5))
            if goes:
                axes.text(j, i, f"{days:.0f}", ha="center", va="center", color=PAPER, fontsize=9)
    axes.set_xlim(-0.5, len(period.columns) - 0.5)
    axes.set_ylim(-0.5, len(period.index) - 0.5)
    axes.set_xticks(range(len(period.columns)), [f"{abs(x):g}" for x in period.columns], color=INK)
    axes.set_yticks(range(len(period.index)), [f"{x:g}" for x in period.index], color=INK)
    axes.set_xlabel(f"Strength of coping of {who}", color=SOFT)
    axes.set_ylabel(f"{QUANTITIES['inner_worth'].label.capitalize()} of {who}", color=SOFT)
    axes.set_title(f"Where {name} cycles (days of a cycle); pale: steady state", loc="left", color=INK, fontsize=12)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    return sheet


def _square(x: int, y: int, colour: str, alpha: float):
    from matplotlib.patches import Rectangle

    return Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=colour, alpha=alpha, edgecolor="none")


def rendered(sheet: Sheet, path: Path) -> bytes:
    """As SVG or PNG, by the ending of the file that it is for."""
    out = io.BytesIO()
    sheet.savefig(out, format=path.suffix.removeprefix("."), dpi=160, facecolor=PAPER)
    return out.getvalue()
