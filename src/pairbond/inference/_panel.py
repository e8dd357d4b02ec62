"""From a diary to arrays: occasions on a grid, couples on the last axis, ratings standardised.

Time is counted in units of the study's typical interval. A grid on which every occasion stands is only a
convenience: it is used where all gaps are multiples of the shortest one and the grid would not more than double the
rows; otherwise each couple keeps its own table of gaps.

Left out of what a model sees are the ratings of people who (nearly) never change (`pairbond.diary.unvarying`), and a
course that all couples share (`pairbond.inference._shared_course`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pairbond.diary import least_sd, unvarying
from pairbond.inference._clock import steps
from pairbond.inference._discretise import GRID
from pairbond.inference._inputs import parts
from pairbond.inference._shared_course import Wave, common_course
from pairbond.inference._system import Panel
from pairbond.model import BOTH

if TYPE_CHECKING:
    import pandas as pd

    from pairbond.diary import Diary
    from pairbond.inference._spec import Spec

F = NDArray[np.float64]
ROUND = 1e-6  # days: times closer than this are the same occasion
MANY = 24  # lengths of gaps in a couple above which times are read to 1 / GRID of an interval
PAD = 16  # rows are padded to a multiple, so that diaries of like length share compiled code


@dataclass(frozen=True)
class Responses:
    """A `Panel` with what is needed to find the way back to the rating scale.

    times [T, B] days since each couple's first entry (padded rows repeat the last step);
    first_weekday [B] weekday (0 Monday) and time of day at time 0, as one number of days: 2.75 is Wednesday, 18:00;
    first_day [B] calendar day (days since 1970-01-01) and time of day at time 0, or None without dates;
    rows [B] how many rows are real; unit and span: days of a typical interval and of a usual diary;
    center, scale [D, B] of each partner's items; input_center, input_scale [p];
    aside [D, B] whose ratings are not modelled because they never change; waves: courses that all couples share;
    shift [T, D, B] those courses on the rating scale; couples, items, partners, inputs: names.
    """

    panel: Panel
    times: F
    rows: NDArray[np.intp]
    unit: float
    span: float
    center: F
    scale: F
    input_center: F
    input_scale: F
    middle: F
    aside: NDArray[np.bool_]
    waves: tuple[Wave, ...]
    shift: F
    couples: tuple[str, ...]
    items: tuple[str, ...]
    partners: tuple[str, ...]
    inputs: tuple[str, ...]
    first_weekday: F | None
    first_day: F | None

    @property
    def log_jacobian(self) -> float:
        """Add to a standardised log-likelihood to get that of the ratings (and inputs) as given."""
        seen = np.asarray(self.panel.seen)
        d = self.scale.shape[0]
        total = -(seen[:, :d].sum(0) * np.log(self.scale)).sum()
        return float(total - (seen[:, d:].sum((0, 2)) * np.log(self.input_scale)).sum())

    @property
    def on_grid(self) -> bool:
        """Whether all gaps are multiples of 1 / GRID of a typical interval."""
        count = np.asarray(self.panel.gaps) * GRID
        return bool(len(count) > MANY and np.abs(count - np.round(count)).max() < 1e-6)

    @property
    def longest(self) -> float:
        """The longest gap, in typical intervals."""
        return float(np.asarray(self.panel.gaps).max())

    def shifted(self, time: F, first_day: F | None = None) -> F:
        """Shared course [..., B, D] at ``time`` [..., B] days since each couple's first entry, rating scale."""
        return _shifted(self.waves, time, self.first_day if first_day is None else first_day, self.scale.shape[0])


def responses(diary: Diary, spec: Spec, like: Responses | None = None) -> Responses:
    """Arrange the ratings of a diary for a linear model.

    spec : items, clock, unit, scaling ("pooled" one center and within-person sd an item; "person" each person's own
        mean and sd; "none" as answered), weekday, inputs and whether a shared course is taken out.
    like : take centers, scales, the shared course and the middle of the trend from ratings of the same couples, as
        when parameters found on earlier days predict later ones.
    """
    frame, items, couples = diary.frame, spec.items, diary.couples
    people, p, b = len(diary.partners), len(spec.inputs), len(couples)
    d = people * len(items)
    code = {c: i for i, c in enumerate(couples)}
    column = frame["couple"].map(code).to_numpy()
    unit = spec.unit
    time = steps(frame, int(unit)) * unit if spec.clock == "map" else frame["time"].to_numpy(float)
    time = np.round(time / ROUND) * ROUND
    grids, step = _grids(column, time, b, unit if spec.clock == "map" else None)
    t = max(len(g) for g in grids)
    t = -(-t // PAD) * PAD if t > PAD else -(-t // 4) * 4
    at = np.empty(len(frame), dtype=np.intp)
    for c in range(b):
        here = column == c
        at[here] = np.searchsorted(grids[c] - ROUND / 2, time[here], side="right") - 1
    y = _cells(diary, items, spec.inputs, (t, people, b), at, column)
    aside = like.aside if like else _aside(diary, items, code, (d, b))
    y[:, :d][:, aside] = np.nan
    fine = unit if spec.clock == "map" else unit / GRID if step is None and _many(grids) else None
    times, index, gaps = _times(grids, t, step, fine)
    first_day = _first_day(frame, column, time, b) if diary.has_dates else None
    waves = like.waves if like else ()
    if like is None and spec.model.common_course and people * b > 1:
        waves = common_course(y[:, :d], times, None if first_day is None else times + first_day)
    shift = np.moveaxis(_shifted(waves, times, first_day, d), 2, 1)
    y[:, :d] -= shift
    center, scale = (like.center, like.scale) if like else _scales(y[:, :d], people, len(items), spec.model.scaling)
    x = y[:, d:]
    flat = x.transpose(1, 0, 2).reshape(p, t * b)
    input_center = np.nanmean(flat, 1) if p else np.zeros(0)
    input_scale = np.nanstd(flat, 1) if p and spec.model.scaling != "none" else np.ones(p)
    if like:
        input_center, input_scale = like.input_center, like.input_scale
    y[:, :d] = (y[:, :d] - center) / scale
    y[:, d:] = (x - input_center[:, None]) / input_scale[:, None]
    ends = [(g[0], g[-1]) for g in grids]
    middle = like.middle if like else np.array([0.5 * (a + z) for a, z in ends])
    span = like.span if like else max(float(np.median([z - a for a, z in ends])), unit)
    first, days = None, np.zeros((t, b), dtype=np.intp)
    if spec.model.weekday:
        first = _first_weekday(frame, column, time, b)
        days = np.floor(times + first + ROUND).astype(np.intp) % 7
        days[at, column] = frame["date"].dt.day_of_week.to_numpy()
    least = {item.name: least_sd(diary, item) for item in diary.items}
    floor = np.tile([least[i] for i in items], people)[:, None] / scale * np.ones((1, b))
    seen = np.isfinite(y)
    return Responses(
        panel=Panel(np.where(seen, y, 0.0), seen, index, gaps / unit, (times - middle) / span, days, floor),
        times=times, rows=np.array([len(g) for g in grids], dtype=np.intp), unit=unit, span=span,
        center=center, scale=scale, input_center=input_center, input_scale=input_scale, middle=middle,
        aside=aside, waves=waves,
        shift=shift, couples=tuple(couples), items=items, partners=tuple(diary.partners),
        inputs=spec.inputs, first_weekday=first, first_day=first_day,
    )  # fmt: skip


def _shifted(waves: tuple[Wave, ...], time: F, first_day: F | None, d: int) -> F:
    """Sum of courses [..., B, D] at ``time`` [..., B]."""
    total = np.zeros((*time.shape, d))
    for wave in waves:
        total = total + wave.at(time + first_day if wave.calendar and first_day is not None else time)
    return total


def _cells(
    diary: Diary, items: tuple[str, ...], inputs: tuple[str, ...], shape: tuple[int, int, int],
    at: NDArray[np.intp], column: NDArray[np.intp],
) -> F:  # fmt: skip
    """Ratings and inputs [T, D + p, B] as given; NaN where there is none."""
    t, people, b = shape
    d = people * len(items)
    y = np.full((t, d + len(inputs), b), np.nan)
    frame, place = diary.frame, diary.places()
    for k, item in enumerate(items):
        y[at, place * len(items) + k, column] = frame[item].to_numpy(float)
    for j, name in enumerate(inputs):
        covariate, who = parts(name)
        value = frame[covariate].to_numpy(float)
        ok = np.isfinite(value) & (True if who == BOTH else frame["partner"].to_numpy() == who)
        y[at[ok], d + j, column[ok]] = value[ok]
    return y


def _aside(diary: Diary, items: tuple[str, ...], code: dict[str, int], shape: tuple[int, int]) -> NDArray[np.bool_]:
    aside = np.zeros(shape, dtype=bool)
    never = unvarying(diary)
    for row, place in zip(never.itertuples(), diary.places(never), strict=True):
        aside[place * len(items) + items.index(str(row.item)), code[str(row.couple)]] = True
    return aside


def _grids(column: NDArray[np.intp], time: F, b: int, unit: float | None) -> tuple[list[F], float | None]:
    """Distinct times of each couple, on a regular grid of the returned step where that is cheap.

    unit : the step of a map, whose gaps are multiples of it; None in continuous time.
    """
    own = [np.unique(time[column == c]) for c in range(b)]
    gaps = np.concatenate([np.diff(g) for g in own]) if b else np.zeros(0)
    if len(gaps) == 0:
        return own, unit or 1.0
    step = unit or float(gaps.min())
    multiple = np.abs(gaps / step - np.round(gaps / step)).max() * step < 10 * ROUND
    if not multiple or sum(round((g[-1] - g[0]) / step) + 1 for g in own) > 2 * sum(map(len, own)):
        return own, None
    return [g[0] + step * np.arange(round((g[-1] - g[0]) / step) + 1) for g in own], step


def _many(grids: list[F]) -> bool:
    """Whether couples have gaps of so many lengths that reading times to a part of an interval is worth it."""
    return max(len(np.unique(np.round(np.diff(g) / ROUND))) for g in grids) > MANY


def _times(grids: list[F], t: int, step: float | None, fine: float | None) -> tuple[F, NDArray[np.intp], F]:
    """Times [T, B], index of the gap that follows each row [T, B], and the gaps [U, B], in days.

    fine : without a common step, gaps are whole numbers of so many days: rounding is carried over from one to the
        next, so that it does not add up, and two occasions stay two. None: gaps as they are.
    """
    b = len(grids)
    times, steps = np.zeros((t, b)), np.zeros((t, b), dtype=np.intp)
    tables: list[F] = []
    for c, g in enumerate(grids):
        unit = step or float(np.median(np.diff(g))) if len(g) > 1 else 1.0
        times[:, c] = np.concatenate([g, g[-1] + unit * np.arange(1, t - len(g) + 1)])
        if step is None:
            if fine is None:
                lengths = np.round(np.diff(g) / ROUND) * ROUND
            else:
                lengths = np.maximum(np.diff(np.round((g - g[0]) / fine)), 1.0) * fine
            table, index = np.unique(lengths, return_inverse=True)
            steps[: len(index), c] = index
            tables.append(table if len(table) else np.array([fine or 1.0]))
        else:
            tables.append(np.array([step]))
    u = max(map(len, tables)) if step is not None else max(2, *map(len, tables))
    gaps = np.stack([np.concatenate([x, np.full(u - len(x), x[0])]) for x in tables], 1)
    return times, steps, gaps


def _scales(y: F, people: int, items: int, scaling: str) -> tuple[F, F]:
    _, d, b = y.shape
    if scaling == "none":
        return np.zeros((d, b)), np.ones((d, b))
    count = np.isfinite(y).sum(0)
    mean = np.where(count > 0, np.nansum(y, 0) / np.maximum(count, 1), np.nan)
    square = np.nansum((y - mean) ** 2, 0)
    if scaling == "person":
        sd = np.sqrt(square / np.maximum(count - 1, 1))
        return np.nan_to_num(mean), np.where(sd > 0, sd, 1.0)
    known = np.where(count > 0, mean, 0.0).reshape(people, items, b)
    there = (count > 0).reshape(people, items, b).sum((0, 2))
    pooled_mean = known.sum((0, 2)) / np.maximum(there, 1)
    freedom = np.maximum(count - 1, 0).reshape(people, items, b).sum((0, 2))
    pooled_sd = np.sqrt(square.reshape(people, items, b).sum((0, 2)) / np.maximum(freedom, 1))
    pooled_sd = np.where(pooled_sd > 0, pooled_sd, 1.0)
    everyone = np.ones((1, b))
    return np.tile(pooled_mean, people)[:, None] * everyone, np.tile(pooled_sd, people)[:, None] * everyone


def _first_weekday(frame: pd.DataFrame, column: NDArray[np.intp], time: F, b: int) -> F:
    """Weekday and time of day at time 0 of each couple, by the clock of its last entry."""
    date = frame["date"]
    of_week = date.dt.day_of_week + (date - date.dt.normalize()) / np.timedelta64(1, "D")
    if (time == np.floor(time)).all():  # whole days: the time of day is not asked
        of_week = date.dt.day_of_week.astype(float)
    start = (of_week.to_numpy(float) - time + ROUND) % 7
    last = [np.flatnonzero(column == c)[np.argmax(time[column == c])] for c in range(b)]
    return np.maximum(start[last] - ROUND, 0.0)


def _first_day(frame: pd.DataFrame, column: NDArray[np.intp], time: F, b: int) -> F:
    """Days from 1970-01-01 to time 0 of each couple."""
    day = frame["date"].to_numpy("datetime64[us]").astype("int64") / 86_400e6
    rows = [np.flatnonzero(column == c)[0] for c in range(b)]
    return np.asarray(day, float)[rows] - time[rows]
