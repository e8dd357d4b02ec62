"""The values of a panel, its two ends, and as many points as can be seen."""

from __future__ import annotations

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from pairbond.plots.style import RULE
from pairbond.theory import QUANTITIES

MOST_LINE, MOST_BAND = 1500, 300  # points; more are not seen


def values_of(found: xr.Dataset, name: str) -> np.ndarray:
    """[day, partner, draw]; the image between -1 and 1; what is of the couple has one partner."""
    one = found[name]
    if "partner" not in one.dims:
        one = one.expand_dims("partner")
    values = one.transpose("day", "partner", "draw").values
    return np.tanh(values) if name == "image" else values


def thin(days: int, most: int) -> slice:
    """Every so many days, so that at most ``most`` points are left."""
    return slice(None, None, -(-days // most))


def scale(ax: Axes, name: str, values: np.ndarray) -> None:
    """The range of a quantity; where it has no end, up to the next whole number."""
    if name == "image":
        ax.axhline(0, color=RULE, lw=0.8, zorder=0)
        limits(ax, -1, 1, ("devalued", "idealised"))
        return
    one = QUANTITIES.get(name)
    low, high = (one.low, one.high) if one is not None else (0.0, 1.0)
    low = low if np.isfinite(low) else float(np.floor(values.min()))
    high = high if np.isfinite(high) else max(float(np.ceil(values.max())), low + 1)
    limits(ax, low, high, (f"{low:g}", f"{high:g}"))


def limits(ax: Axes, low: float, high: float, words: tuple[str, str]) -> None:
    """The two ends of a panel in words, each with a line."""
    air = 0.04 * (high - low)
    ax.set_ylim(low - air, high + air)
    ax.set_yticks([low, high], words)
    ax.tick_params(axis="y", left=False)
    for edge in (low, high):
        ax.axhline(edge, color=RULE, lw=0.8, zorder=0)
    ax.spines["bottom"].set_visible(False)
