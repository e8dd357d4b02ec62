"""The five phases of a simulated couple: their tints, their lanes, and the turns of the image counted from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from pairbond.dynamics import PHASES, couple_phases, person_phases
from pairbond.model import PARTNERS
from pairbond.plots.style import RULE, TINTS
from pairbond.theory import effective_status

_FUSION, _RUPTURE, _PURSUIT = (PHASES.index(name) for name in ("fusion", "rupture", "pursuit"))


@dataclass(frozen=True)
class Turns:
    """How often the image that one partner has of the other fell.

    ``falls`` holds the days on which it fell, by draw; ``periods`` the days from one fall to the next, where the two
    stayed together in between.
    """

    partner: str
    falls: tuple[tuple[float, ...], ...]
    periods: tuple[float, ...]


@dataclass(frozen=True)
class Phases:
    """Phases of a run: of each person [day, 2, draw] and of the couple [day, draw], as places in ``PHASES``."""

    day: np.ndarray
    person: np.ndarray
    couple: np.ndarray
    together: np.ndarray
    partners: tuple[str, ...] = PARTNERS


def phases(found: xr.Dataset) -> Phases:
    """Phases of every draw that did not break off."""
    kept = found.isel(draw=np.flatnonzero(np.isnan(found.failed_day.values)))

    def values(name: str, *dims: str) -> np.ndarray:
        return kept[name].transpose("day", *dims, "draw").values

    image, code = values("image", "partner"), effective_status(np, values("code"), values("contact"))
    each = person_phases(image, values("pursuit", "partner"), code, values("grief", "partner"))
    return Phases(found.day.values, each, couple_phases(each, image), code < 0.5, tuple(map(str, kept.partner.values)))


def turns(read: Phases) -> Turns:
    """The turns of the partner whose image of the other turns most."""
    each = [_turns(read, place) for place in (0, 1)]
    counts = [sum(map(len, one.falls)) for one in each]
    return each[int(counts[1] > counts[0])]


def _turns(read: Phases, place: int) -> Turns:
    phase = read.person[:, place]
    fell = (phase[:-1] == _FUSION) & np.isin(phase[1:], (_RUPTURE, _PURSUIT))
    falls, periods = [], []
    for draw in range(phase.shape[1]):
        at = np.flatnonzero(fell[:, draw]) + 1
        falls.append(tuple(read.day[at].tolist()))
        for one, two in pairwise(at):
            if read.together[one:two, draw].all():
                periods.append(float(read.day[two] - read.day[one]))
    return Turns(read.partners[place], tuple(falls), tuple(periods))


def spells(day: np.ndarray, phase: np.ndarray) -> Iterator[tuple[str, float, float]]:
    """(phase, first day, day after the last) of a couple's phases [day], one after the other."""
    edges = [0, *(np.flatnonzero(np.diff(phase)) + 1).tolist(), len(phase)]
    for one, two in pairwise(edges):
        yield PHASES[phase[one]], float(day[one]), float(day[min(two, len(day) - 1)])


def lanes(ax: Axes, day: np.ndarray, phase: np.ndarray, names: Sequence[str]) -> None:
    """One lane a phase, its word on the left."""
    for row, name in enumerate(names):
        at = -row
        ax.axhline(at, color=RULE, lw=0.8, zorder=0)
        bars = [(first, last - first) for one, first, last in spells(day, phase) if one == name]
        ax.broken_barh(bars, (at - 0.36, 0.72), facecolor=TINTS[name], lw=0)
    ax.set_ylim(-len(names) + 0.5, 0.5)
    ax.set_yticks([-row for row in range(len(names))], names)
    ax.tick_params(axis="y", left=False)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
