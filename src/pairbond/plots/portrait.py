"""The phase portrait of a circuit of the minimal model: image against hope, with its phases named."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from pairbond.minimal import MODEL, Portrait
from pairbond.plots.style import COVER, DASH, INK, MUTED, PAPER, PARTNER, SOFT, TINTS

CURVES = {"image stands still": (PARTNER[0], DASH[0]), "hope stands still": (PARTNER[1], DASH[1])}


def phase_portrait(portrait: Portrait, title: str = "") -> Sheet:
    """Where image and hope stand still, where they move, and the course with its phases.

    Parameters
    ----------
    portrait : of :func:`pairbond.minimal.phase_portrait`.
    title : by default what the course does.
    """
    sheet = Sheet(figsize=(7.4, 5.6), facecolor=PAPER, layout="constrained")
    axes = sheet.subplots()
    axes.set_facecolor(PAPER)
    _arrows(axes, portrait.field)
    for name, (colour, dash) in CURVES.items():
        part = portrait.nullclines[portrait.nullclines["curve"] == name]
        if len(part):
            axes.plot(part["image"], part["hope"], color=colour, ls=dash, lw=1.4, label=name)
    _course(axes, portrait.course)
    for row in portrait.rest.itertuples():
        axes.plot(row.image, row.hope, "o", ms=8, mec=INK, mfc=INK if row.stable else PAPER, zorder=5)
    axes.plot([], [], "o", ms=8, mec=INK, mfc=INK, ls="", label="stable rest point")
    axes.plot([], [], "o", ms=8, mec=INK, mfc=PAPER, ls="", label="unstable rest point")
    edge = float(np.abs(portrait.field["image"]).max())
    axes.set_xlim(-edge, edge)
    axes.set_ylim(0, 1)
    axes.set_xlabel(MODEL.quantities["image"].label, color=SOFT)
    axes.set_ylabel("hope: warmth the other expects", color=SOFT)
    said = "The image cycles and hope follows" if portrait.cycles else "Image and hope settle"
    axes.set_title(title or said, loc="left", color=INK, fontsize=12)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    sheet.legend(loc="outside lower center", ncols=2, frameon=False)
    return sheet


def _arrows(axes: Axes, field: pd.DataFrame) -> None:
    """Directions, each axis measured by its own range; lengths by the square root of speed."""
    right, up = field["image_change"].to_numpy() / 3.0, field["hope_change"].to_numpy()
    speed = np.hypot(right, up)
    root = np.sqrt(np.maximum(speed, 1e-12))
    axes.quiver(
        field["image"], field["hope"], right / root, up / root, color=MUTED, angles="uv", width=0.0022, pivot="mid"
    )


def _course(axes: Axes, course: pd.DataFrame) -> None:
    """Coloured by phase; each phase is named once, where it is longest."""
    image, hope, phase = (course[name].to_numpy() for name in ("image", "hope", "phase"))
    starts = [0, *(np.flatnonzero(phase[1:] != phase[:-1]) + 1), len(phase)]
    longest: dict[str, tuple[int, int]] = {}
    for begin, end in pairwise(starts):
        here = slice(begin, min(end + 1, len(phase)))
        axes.plot(image[here], hope[here], color=TINTS[phase[begin]], lw=4, zorder=4, solid_capstyle="round")
        known = longest.get(phase[begin], (0, 0))
        longest[phase[begin]] = max(known, (begin, end), key=lambda x: x[1] - x[0])
    for name, (begin, end) in longest.items():
        at = (begin + end) // 2
        side = 12 if image[at] > 0 else -12
        axes.annotate(
            name, (image[at], hope[at]), (side, 0), textcoords="offset points", color=INK, weight="bold",
            ha="left" if side > 0 else "right", va="center", bbox=COVER, zorder=6,
        )  # fmt: skip
