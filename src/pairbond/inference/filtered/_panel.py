"""From one couple's diary to arrays on the clock of a model: a row a step, a column an item of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond._choose import choose
from pairbond.diary import Diary, Item
from pairbond.diary.faults import listing
from pairbond.errors import PairbondError
from pairbond.model import CoupleModel, Readout

F = NDArray[np.float64]
DT = 0.25  # days; as in the simulator
MOST_STEPS = 40_000


@dataclass(frozen=True)
class Column:
    """One item of the person at a place on an axis of partners.

    A rating is ``low + width · (zero + (one - zero) · readout)`` and error.
    """

    item: str
    partner: int
    readout: str
    low: float
    width: float
    zero: float
    one: float

    @property
    def unit(self) -> float:
        """Units of the rating in one unit of the readout."""
        return self.width * (self.one - self.zero)

    @property
    def origin(self) -> float:
        """The rating at a readout of 0."""
        return self.low + self.width * self.zero


@dataclass(frozen=True, eq=False)
class Panel:
    """y [T, D] ratings in units of the readout (0 where missing), seen [T, D], time [T] in days, dt in days.

    ``place`` [T, D] is the row of the diary that a rating stands in, -1 where there is none.
    """

    couple: str
    columns: tuple[Column, ...]
    y: F
    seen: NDArray[np.bool_]
    time: F
    dt: float
    place: NDArray[np.int_]

    @property
    def steps(self) -> int:
        return len(self.y)


def panel(
    diary: Diary, model: CoupleModel, couple: str | None, readings: Mapping[str, str], like: Panel | None = None
) -> Panel:
    """Arrange one couple's diary; ``like`` gives the columns and the clock of an earlier panel."""
    couple = _only(diary) if couple is None else couple
    rows = diary.rows(couple)
    columns = like.columns if like is not None else _columns(diary, model, rows, readings)
    dt = _step(model, rows) if like is None else like.dt
    first = float(rows["time"].min())
    step = np.round((rows["time"].to_numpy(float) - first) / dt).astype(int)
    count = int(step.max()) + 1
    if count > MOST_STEPS:
        raise PairbondError(
            f"the diary of couple {couple} spans {count} steps of {dt:g} days; {model.label} can be fitted to "
            f"{MOST_STEPS} at most."
        )
    y, seen = np.zeros((count, len(columns))), np.zeros((count, len(columns)), bool)
    place = np.full((count, len(columns)), -1)
    partner = diary.places(rows)
    for j, one in enumerate(columns):
        if one.item not in rows:
            continue
        value = rows[one.item].to_numpy(float)
        there = np.flatnonzero((partner == one.partner) & np.isfinite(value))
        if len(np.unique(step[there])) < len(there):
            raise PairbondError(
                f"couple {couple} has several entries of one partner within a step of {dt:g} days; {model.label} "
                "takes one an occasion: keep one of them, or choose a model that flows."
            )
        y[step[there], j] = (value[there] - one.origin) / one.unit
        seen[step[there], j] = True
        place[step[there], j] = there
    return Panel(couple, columns, y, seen, first + dt * np.arange(count), dt, place)


def _only(diary: Diary) -> str:
    if len(diary.couples) > 1:
        raise PairbondError(
            f"a model of a couple is fitted to one couple at a time; the diary has {len(diary.couples)}: name one, "
            f"like couple={diary.couples[0]!r}."
        )
    return next(iter(diary.couples))


def _step(model: CoupleModel, rows: pd.DataFrame) -> float:
    """A quarter of a day for a flow; the usual distance between a person's entries for a map."""
    if model.clock == "flow":
        return DT
    gaps = rows.sort_values("time").groupby("partner")["time"].diff()
    gaps = gaps[gaps > 0]
    return float(gaps.median()) if len(gaps) else 1.0


def _columns(diary: Diary, model: CoupleModel, rows: pd.DataFrame, readings: Mapping[str, str]) -> tuple[Column, ...]:
    items = {item.name: item for item in (*diary.items, *diary.available)}
    readouts = {one.name: one for one in model.readouts}
    for item, readout in readings.items():
        choose("item", item, items)
        choose(f"readout of {model.label}", readout, readouts)
    # ratings about danger are read by nothing, unless somebody asks for that
    chosen = dict(readings) or {name: name for name, item in items.items() if name in readouts and not item.danger}
    analysed = [item.name for item in diary.items if not item.danger]
    if not chosen and len(readouts) == 1 and len(analysed) == 1:
        chosen = {analysed[0]: next(iter(readouts))}
    if not chosen:
        raise PairbondError(
            f"no item of this diary is called like what {model.label} shows ({listing(readouts)}); say which observes "
            f"it, like readings={{{next(iter(items))!r}: {next(iter(readouts))!r}}}."
        )
    place = diary.places(rows)
    found: list[Column] = []
    for p in sorted(set(place.tolist())):
        for name, readout in chosen.items():
            value = rows.loc[place == p, name].dropna()
            if len(value):
                found.append(_column(items[name], p, readouts[readout], value.to_numpy(float)))
    if not found:
        raise PairbondError(f"nobody answered {listing(chosen)} in this diary.")
    return tuple(found)


def _column(item: Item, partner: int, readout: Readout, responses: F) -> Column:
    """The scale of an item; one without ends is taken around its own mean, four standard deviations wide."""
    if np.isfinite([item.low, item.high]).all():
        low, width = float(item.low), float(item.high - item.low)
    else:
        spread = max(float(responses.std()), 1e-9)
        low, width = float(responses.mean()) - 2 * spread, 4 * spread
    return Column(item.name, partner, readout.name, low, width, readout.zero, readout.one)
