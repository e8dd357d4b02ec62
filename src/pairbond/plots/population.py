"""A population in one picture: how long relationships last, who is paired, what becomes of wounds and coping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from pairbond.errors import PairbondError
from pairbond.plots.simulation import Drawing
from pairbond.plots.style import DASH, INK, NARROW, PARTNER, RULE, SOFT, WIDE, Figure, Page, figure, page
from pairbond.population import Population
from pairbond.population.summary import MARKED
from pairbond.theory import QUANTITIES

TALL, GAP = 150, 62
COLUMNS = ["panel", "line", "x", "y"]


@dataclass(frozen=True)
class _Panel:
    """One panel: its heading, what stands under it, and its lines (label, colour, dash, x, y) on a scale from 0."""

    heading: str
    under: str
    lines: tuple[tuple[str, str, object, np.ndarray, np.ndarray], ...]
    top: float
    written: str


def population(found: Population, *, name: str = "population") -> Figure:
    """The picture of a population."""
    made = population_drawing(found)
    return figure(name, made.draw, made.numbers, title=made.title, note=made.note, alt=made.alt)


def population_drawing(found: Population) -> Drawing:
    """As :func:`population`, not yet drawn.

    Raises
    ------
    PairbondError : a population in which nobody ever paired.
    """
    if found.relationships.empty:
        raise PairbondError("nobody paired in this population, so there is no picture.")
    panels = (_lasting(found), _paired(found), _coping(found), _worth(found))
    after = found.survival((5,)).iloc[0]
    count = f"{len(found.relationships):,}".replace(",", " ")
    title = f"{count} relationships in {found.span:g} years"
    if np.isfinite(after):
        title = f"{100 * after:.0f} % of {count} relationships last five years"
    note = (
        "What the model does, not what people do. Lasting: Kaplan and Meier, a death or the end of the run takes a "
        "relationship out. Self-inflating, self-sacrificing: the strength of that coping (wound × coping) is at least "
        f"{MARKED:g} at meeting."
    )
    rows = [
        pd.DataFrame({"panel": panel.heading, "line": label, "x": x, "y": y})
        for panel in panels
        for label, _, _, x, y in panel.lines
    ]
    alt = "; ".join(
        f"{panel.heading}, {label}: {_said(y, panel.written)}" for panel in panels for label, _, _, _, y in panel.lines
    )
    numbers = pd.concat(rows, ignore_index=True)[COLUMNS]

    def draw(narrow: bool) -> Page:
        return _drawn(panels, title, note, narrow)

    return Drawing(draw, title, note, alt, numbers)


def _lasting(found: Population) -> _Panel:
    pairs = found.relationships
    inflating, giving = (pairs[[f"{x}_a", f"{x}_b"]].to_numpy() >= MARKED for x in ("inflating", "giving"))
    both = (inflating[:, 0] & giving[:, 1]) | (inflating[:, 1] & giving[:, 0])
    years = np.linspace(0.0, min(20.0, found.span), 81)
    lines = [("all", INK, DASH[0], years, found.survival(years.tolist()).to_numpy())]
    if both.sum() >= FEW:
        some = Population(found.people, pairs[both], found.years, found.protocol, found.theory, found.seed, found.span)
        lines.append(
            ("self-inflating × self-sacrificing", PARTNER[1], DASH[1], years, some.survival(years.tolist()).to_numpy())
        )
    return _Panel("Relationships not separated", "years since the meeting", tuple(lines), 1.0, "{:.0%}")


FEW = 20  # relationships below which a curve is not drawn


def _paired(found: Population) -> _Panel:
    table = found.years[found.years["adults"] > 0]
    year = table["year"].to_numpy()
    shares = {name: (table[name] / table["adults"]).to_numpy() for name in ("in_relationship", "together")}
    lines = (
        ("in a relationship", INK, DASH[0], year, shares["in_relationship"]),
        ("and together", SOFT, DASH[1], year, shares["together"]),
    )
    return _Panel("Adults who are paired", "year", lines, 1.0, "{:.0%}")


def _coping(found: Population) -> _Panel:
    table = found.years[found.years["adults"] > 0]
    year = table["year"].to_numpy()
    values = [table[f"mean_{name}"].to_numpy() for name in ("inflating", "giving")]
    top = max(0.02, float(np.ceil(50 * np.nanmax(values)) / 50)) if len(table) else 0.02
    lines = (
        (QUANTITIES["inflating"].label, PARTNER[0], DASH[0], year, values[0]),
        (QUANTITIES["giving"].label, PARTNER[1], DASH[1], year, values[1]),
    )
    return _Panel("Mean strength of coping, adults", "year", lines, top, "{:.2f}")


def _worth(found: Population) -> _Panel:
    worth, integration = (QUANTITIES[name].label for name in ("inner_worth", "integration"))
    table = found.years[found.years["adults"] > 0]
    year = table["year"].to_numpy()
    lines = (
        (worth, INK, DASH[0], year, table["mean_inner_worth"].to_numpy()),
        (integration, SOFT, DASH[1], year, table["mean_integration"].to_numpy()),
    )
    return _Panel(f"Mean {worth} and {integration}, adults", "year", lines, 1.0, "{:.2f}")


def _drawn(panels: Sequence[_Panel], title: str, note: str, narrow: bool) -> Page:
    width = NARROW if narrow else WIDE
    columns = 1 if narrow else 2
    left, between = 46, 40
    inner = (width - columns * left - (columns - 1) * between) / columns
    heads, notes = wrap(title, 40 if narrow else 92), wrap(note, 56 if narrow else 132)
    first = 20 * len(heads) + 30
    rows = -(-len(panels) // columns)
    under = first + rows * (TALL + GAP + 22) - 20
    sheet = page(width, under + 15 * len(notes) + 6)
    for i, line in enumerate(heads):
        sheet.text(0, 20 * i, line, size=15, weight="bold")
    for k, panel in enumerate(panels):
        x = left + (k % columns) * (inner + left + between)
        y = first + (k // columns) * (TALL + GAP + 22)
        sheet.text(x, y - 22, panel.heading, size=13, weight="bold")
        _legend(sheet, panel, x, y - 3)
        _lines(sheet.panel(x, y + 20, inner, TALL), panel)
        sheet.text(x, y + TALL + 40, panel.under, color=SOFT, size=12)
    for i, line in enumerate(notes):
        sheet.text(0, under + 15 * i, line, color=SOFT, size=11.5)
    return sheet


def _legend(sheet: Page, panel: _Panel, left: float, top: float) -> None:
    x = left
    for label, colour, dash, _, _ in panel.lines:
        ax = sheet.panel(x, top + 2, 22, 10)
        ax.plot([0, 1], [0, 0], color=colour, ls=dash, lw=2)
        ax.set_axis_off()
        sheet.text(x + 28, top, label, color=colour, size=12)
        x += 44 + 6.6 * len(label)


def _lines(ax: Axes, panel: _Panel) -> None:
    for _, colour, dash, x, y in panel.lines:
        ax.plot(x, y, color=colour, ls=dash, lw=1.8, clip_on=False)
    last = max(float(x[-1]) for *_, x, _ in panel.lines if len(x)) if any(len(x) for *_, x, _ in panel.lines) else 1.0
    ax.set_xlim(0, max(last, 1e-6))
    ax.set_ylim(0, panel.top)
    ticks = np.linspace(0, panel.top, 3)
    ax.set_yticks(ticks, [panel.written.format(x) for x in ticks])
    for edge in ticks:
        ax.axhline(edge, color=RULE, lw=0.8, zorder=0)
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=last >= 6))
    ax.tick_params(axis="x", length=3)


def _said(y: np.ndarray, written: str) -> str:
    there = y[np.isfinite(y)]
    return f"{written.format(there[0])} at first, {written.format(there[-1])} at last" if len(there) else "nothing"
