"""A simulated couple in one picture: phases, what is done, and how each partner fares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes

from pairbond.dynamics import PHASES
from pairbond.errors import PairbondError
from pairbond.model import PARTNERS
from pairbond.plots import simulation_said as said
from pairbond.plots.simulation_marks import Mark, mark_lanes, mark_lines
from pairbond.plots.simulation_phases import Phases, lanes, phases, spells, turns
from pairbond.plots.simulation_scale import MOST_BAND, MOST_LINE, limits, scale, thin, values_of
from pairbond.plots.style import (
    ALPHA_50,
    ALPHA_90,
    DASH,
    INK,
    NARROW,
    PARTNER,
    SOFT,
    TINTS,
    WIDE,
    Figure,
    Page,
    figure,
    page,
    shorten,
)
from pairbond.theory import QUANTITIES

SHOWN = ("image", "craving", "arousal", "load")
STEPS = (1, 2, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650)


@dataclass(frozen=True)
class Drawing:
    """What :func:`drawing` worked out: to be drawn wide (880 px) or narrow (358 px), with its words and numbers."""

    draw: Callable[[bool], Page]
    title: str
    note: str
    alt: str
    numbers: pd.DataFrame


def simulation(
    found: xr.Dataset,
    *,
    names: Mapping[str, str] | None = None,
    interventions: Sequence[Mark] = (),
    show: Sequence[str] = SHOWN,
    name: str = "simulation",
) -> Figure:
    """The picture of one couple, followed once or many times.

    Parameters
    ----------
    found : what :func:`pairbond.simulate.simulate` gave for one couple, day by day, with image, pursuit, grief, code
        and contact.
    names : what partners "a" and "b" are called.
    interventions : see :func:`pairbond.plots.simulation_marks.marks`.
    show : quantities, one panel each.
    """
    made = drawing(found, names=names, interventions=interventions, show=show)
    return figure(name, made.draw, made.numbers, title=made.title, note=made.note, alt=made.alt)


def drawing(
    found: xr.Dataset,
    *,
    names: Mapping[str, str] | None = None,
    interventions: Sequence[Mark] = (),
    show: Sequence[str] = SHOWN,
) -> Drawing:
    """As :func:`simulation`, not yet drawn."""
    _check(found, show)
    kept = np.flatnonzero(np.isnan(found.failed_day.values))
    if not kept.size:
        raise PairbondError("every run broke off, so there is no picture; the data say on which day and why.")
    whole, found = found, found.isel(draw=kept)
    called = dict(names or zip(PARTNERS, PARTNERS, strict=True))
    read = phases(found)
    turn = turns(read)
    headings = [heading(one) for one in show]
    short = [one.partition(" (")[0] for one in headings]
    variables = ", ".join([short[0], *map(_lower, short[1:])])
    words = f"{variables} over {int(read.day[-1])} days"
    if "image" in show:  # what the title speaks of is in the picture
        words = said.title(found, turn, called, interventions, words)
    note = said.note(found, len(kept), whole.sizes["draw"] - len(kept), words)

    def draw(narrow: bool) -> Page:
        return _Sheet(found, read, called, tuple(interventions), tuple(show), words, note, narrow).drawn()

    alt = said.alt(read, turn, called, interventions, variables)
    return Drawing(draw, words, note, alt, numbers(found, read, show))


def heading(name: str) -> str:
    """What stands above the panel of a quantity."""
    term = QUANTITIES[name].short_term if name in QUANTITIES else name.replace("_", " ")
    return term[:1].upper() + term[1:]


def numbers(found: xr.Dataset, read: Phases, show: Sequence[str]) -> pd.DataFrame:
    """Everything that is drawn: one row a day and partner."""
    tables = []
    for place, partner in enumerate(PARTNERS):
        table = pd.DataFrame({"day": found.day.values, "partner": partner})
        table["phase_of_couple"] = [PHASES[k] for k in read.couple[:, 0]]
        table["share_together"] = read.together.mean(1)
        for name in show:
            values = values_of(found, name)
            values = values[:, min(place, values.shape[1] - 1)]  # what is of the couple is of both
            table[name] = values[:, 0]
            if values.shape[1] > 1:
                for q, column in zip((5, 25, 75, 95), np.percentile(values, (5, 25, 75, 95), axis=1), strict=True):
                    table[f"{name}_q{q:02d}"] = column
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


@dataclass(frozen=True)
class _Sheet:
    found: xr.Dataset
    read: Phases
    names: Mapping[str, str]
    marks: tuple[Mark, ...]
    show: tuple[str, ...]
    title: str
    note: str
    narrow: bool

    def drawn(self) -> Page:
        width = NARROW if self.narrow else WIDE
        left, right = (74, 10) if self.narrow else (92, 14)
        inner = width - left - right
        tall, gap = (66, 30) if self.narrow else (84, 32)
        heads = _balanced(self.title, 42 if self.narrow else 92)
        notes = wrap(self.note, 58 if self.narrow else 132)
        there = [name for k, name in enumerate(PHASES) if (self.read.couple[:, 0] == k).any()]
        many = self.found.sizes["draw"] > 1
        y = 20 * len(heads) + 8
        legend, y = y, y + (40 if self.narrow else 24)
        at_lanes, y = y, y + 17 * len(there) + 6
        at_marks, y = y, y + (26 * len(self.marks) + 4 if self.marks else 0)
        panels = y + 24
        count = len(self.show) + many
        under = panels + count * (tall + gap) - gap + 22
        surface = page(width, under + 22 + 15 * len(notes) + 4)

        for i, line in enumerate(heads):
            surface.text(0, 20 * i, line, size=15, weight="bold")
        self._legend(surface, legend)
        self._lanes(surface.panel(left, at_lanes, inner, 17 * len(there)), there)
        if self.marks:
            ax = surface.panel(left, at_marks, inner, 26 * len(self.marks))
            mark_lanes(ax, self.marks, self.names, self.last, inner)
            self._days(ax, inner, last=False)
        for i in range(count):
            top = panels + i * (tall + gap)
            ax = surface.panel(left, top, inner, tall)
            name = self.show[i] if i < len(self.show) else ""
            surface.text(
                left,
                top - 20,
                heading(name) if name else "Share of runs together and in contact",
                size=13,
                weight="bold",
            )
            self._panel(ax, name) if name else self._together(ax)
            mark_lines(ax, self.marks, self.last)
            self._days(ax, inner, last=i == count - 1)
        surface.text(left, under, "days since the meeting", color=SOFT, size=12)
        for i, line in enumerate(notes):
            surface.text(0, under + 24 + 15 * i, line, color=SOFT, size=11.5)
        return surface

    @property
    def last(self) -> float:
        return float(self.read.day[-1])

    def _legend(self, surface: Page, top: float) -> None:
        x = 0.0
        for i, side in enumerate(PARTNERS):
            y = top + (18 * i if self.narrow else 0)
            ax = surface.panel(x, y + 2, 26, 12)
            ax.plot([0, 1], [0, 0], color=PARTNER[i], ls=DASH[i], lw=2.4)
            ax.set_axis_off()
            words = shorten(self.names[side], 40)
            surface.text(x + 33, y, words, color=PARTNER[i], size=13, weight="bold")
            x += 0 if self.narrow else 60 + 8.4 * len(words)

    def _lanes(self, ax: Axes, there: Sequence[str]) -> None:
        lanes(ax, self.read.day, self.read.couple[:, 0], there)
        ax.tick_params(axis="y", labelsize=12, labelcolor=INK)
        ax.set_xlim(0, self.last)

    def _panel(self, ax: Axes, name: str) -> None:
        values = values_of(self.found, name)
        many = values.shape[2] > 1
        if name == "image" and not many:  # under bands, tints would be mud
            for phase, first, end in spells(self.read.day, self.read.couple[:, 0]):
                ax.axvspan(first, end, color=TINTS[phase], alpha=0.16, lw=0, zorder=0)
        some = thin(len(values), MOST_BAND)
        shared = values.shape[1] == 1  # of the couple, not of one of them
        colours = (INK,) if shared else PARTNER
        for i, colour in enumerate(colours if many else ()):
            q = np.percentile(values[some, i], (5, 25, 75, 95), axis=1)
            ax.fill_between(self.read.day[some], q[0], q[3], color=colour, alpha=ALPHA_90, lw=0)
            ax.fill_between(self.read.day[some], q[1], q[2], color=colour, alpha=ALPHA_50, lw=0)
            for edge in (q[0], q[3]):  # where bands lie over each other, their edges tell whose they are
                ax.plot(self.read.day[some], edge, color=colour, ls=DASH[i], lw=0.5, alpha=0.7)
        fine = thin(len(values), MOST_LINE)
        for i, colour in enumerate(colours):
            ax.plot(self.read.day[fine], values[fine, i, 0], color=colour, ls=DASH[i], lw=1.6)
        scale(ax, name, values)

    def _together(self, ax: Axes) -> None:
        share = self.read.together.mean(1)
        ax.fill_between(self.read.day, 0, share, color=SOFT, alpha=0.25, lw=0, step="post")
        ax.plot(self.read.day, share, color=INK, lw=1.6, drawstyle="steps-post")
        limits(ax, 0, 1, ("0 %", "100 %"))

    def _days(self, ax: Axes, room: float, *, last: bool) -> None:
        ax.set_xlim(0, self.last)
        step = next((x for x in STEPS if self.last / x <= room / 52), STEPS[-1])
        ax.set_xticks(np.arange(0, self.last + 1e-9, step))
        ax.tick_params(axis="x", length=3)
        ax.xaxis.set_visible(last)


def _balanced(words: str, most: int) -> list[str]:
    """Lines of about the same length, none of one word."""
    lines = len(wrap(words, most))
    width = next(n for n in range(1, most + 1) if len(wrap(words, n)) <= lines)
    return wrap(words, width)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _check(found: xr.Dataset, show: Sequence[str]) -> None:
    if "couple" in found.dims:
        raise PairbondError("a picture shows one couple; choose one with .sel(couple=…).")
    needed = ("image", "pursuit", "grief", "code", "contact", *show)
    missing = [name for name in needed if name not in found]
    if missing or "day" not in found.dims:
        lacks = missing[0] if missing else "days"
        raise PairbondError(f'the picture needs {lacks} of every day; simulate with record="daily".')
