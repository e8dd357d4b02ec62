"""From a diary to arrays: occasions on a grid, couples on the last axis, answers standardised.

A discrete-time model needs one row a day, so skipped days become rows without answers. For the
continuous-time model a grid is only a convenience: it is used where all gaps are multiples of the
shortest one and the grid would not more than double the rows; otherwise each couple keeps its own
table of gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pairbond.data import calendar_days
from pairbond.errors import PairbondError
from pairbond.fit._kernel import Panel

if TYPE_CHECKING:
    import pandas as pd

    from pairbond.data import Diary

F = NDArray[np.float64]
ROUND = 1e-6  # days: times closer than this are the same occasion
PAD = 16  # rows are padded to a multiple, so that diaries of like length share compiled code


@dataclass(frozen=True)
class Answers:
    """A `Panel` with what is needed to find the way back to the answer scale.

    times [T, B] days since each couple's first entry (padded rows repeat the last step);
    first_weekday [B] weekday (0 Monday) and time of day at time 0, as one number of days: 2.75 is Wednesday, 18:00;
    rows [B] how many rows are real; center, scale [D, B] of each partner's items; input_center,
    input_scale [p]; couples, items, partners, inputs: names.
    """

    panel: Panel
    times: F
    rows: NDArray[np.intp]
    center: F
    scale: F
    input_center: F
    input_scale: F
    middle: F
    couples: tuple[str, ...]
    items: tuple[str, ...]
    partners: tuple[str, ...]
    inputs: tuple[str, ...]
    first_weekday: F | None

    @property
    def log_jacobian(self) -> float:
        """Add to a standardised log-likelihood to get that of the answers (and inputs) as given."""
        seen = np.asarray(self.panel.seen)
        d = self.scale.shape[0]
        total = -(seen[:, :d].sum(0) * np.log(self.scale)).sum()
        return float(total - (seen[:, d:].sum((0, 2)) * np.log(self.input_scale)).sum())


def answers(
    diary: Diary,
    items: tuple[str, ...],
    clock: str,
    scaling: str = "pooled",
    weekday: bool = False,
    like: Answers | None = None,
) -> Answers:
    """Arrange the answers of a diary for a linear model.

    scaling : "pooled" one center and within-person sd an item; "person" each person's own mean and sd;
        "none" as answered.
    like : take centers, scales and the middle of the trend from answers of the same couples, as when
        parameters found on earlier days predict later ones.
    """
    frame = diary.frame
    couples = diary.couples
    people = len(diary.partners)
    inputs = tuple(diary.covariates)
    d, p, b = people * len(items), len(inputs), len(couples)
    code = {c: i for i, c in enumerate(couples)}
    column = frame["couple"].map(code).to_numpy()
    time = frame["time"].to_numpy(float)
    if clock == "map":
        time = _one_entry_a_day(frame)
    time = np.round(time / ROUND) * ROUND
    grids, step = _grids(column, time, b, clock)
    t = max(len(g) for g in grids)
    t = -(-t // PAD) * PAD if t > PAD else -(-t // 4) * 4
    y = np.full((t, d + p, b), np.nan)
    row = np.concatenate([np.searchsorted(grids[c] - ROUND / 2, time[column == c], side="right") - 1 for c in range(b)])
    order = np.argsort(column, kind="stable")
    at = np.empty(len(frame), dtype=np.intp)
    at[order] = row
    partner = frame["partner"].to_numpy()
    for k, item in enumerate(items):
        y[at, partner * len(items) + k, column] = frame[item].to_numpy(float)
    for j, name in enumerate(inputs):
        value = frame[name].to_numpy(float)
        ok = np.isfinite(value)
        y[at[ok], d + j, column[ok]] = value[ok]
    center, scale = (like.center, like.scale) if like else _scales(y[:, :d], people, len(items), scaling)
    y[:, :d] = (y[:, :d] - center) / scale
    x = y[:, d:]
    flat = x.transpose(1, 0, 2).reshape(p, t * b)
    input_center = np.nanmean(flat, 1) if p else np.zeros(0)
    input_scale = np.nanstd(flat, 1) if p and scaling != "none" else np.ones(p)
    if like:
        input_center, input_scale = like.input_center, like.input_scale
    y[:, d:] = (x - input_center[:, None]) / input_scale[:, None]
    times, steps, gaps = _times(grids, t, step)
    middle = like.middle if like else np.array([0.5 * (g[0] + g[-1]) for g in grids])
    days = np.zeros((t, b), dtype=np.intp)
    first = None
    if weekday:
        first = _first_weekday(frame, column, time, b)
        days = np.floor(times + first + ROUND).astype(np.intp) % 7
        days[at, column] = frame["date"].dt.day_of_week.to_numpy()
    seen = np.isfinite(y)
    panel = Panel(np.where(seen, y, 0.0), seen, steps, gaps, times - middle, days)
    rows = np.array([len(g) for g in grids], dtype=np.intp)
    return Answers(
        panel, times, rows, center, scale, input_center, input_scale, middle,
        tuple(couples), items, tuple(diary.partners), inputs, first,
    )  # fmt: skip


def _one_entry_a_day(frame: pd.DataFrame) -> F:
    """Calendar day of each row."""
    day = calendar_days(frame)
    twice = frame.assign(_day=day).duplicated(["couple", "person", "_day"])
    if twice.any():
        row = frame[twice].iloc[0]
        raise PairbondError(
            f"couple {row['couple']}, person {row['person']} has more than one entry on day "
            f"{int(day[twice.to_numpy()][0])}; "
            'the discrete-time model "var" takes one a day: use model="ct-var"'
        )
    return day.astype(float)


def _grids(column: NDArray[np.intp], time: F, b: int, clock: str) -> tuple[list[F], float | None]:
    """Distinct times of each couple, on a regular grid of the returned step where that is cheap."""
    own = [np.unique(time[column == c]) for c in range(b)]
    gaps = np.concatenate([np.diff(g) for g in own]) if b else np.zeros(0)
    if clock == "map":
        step = 1.0
    elif len(gaps) == 0:
        return own, 1.0
    else:
        step = float(gaps.min())
        multiple = np.abs(gaps / step - np.round(gaps / step)).max() * step < 10 * ROUND
        if not multiple or sum(round((g[-1] - g[0]) / step) + 1 for g in own) > 2 * sum(map(len, own)):
            return own, None
    return [g[0] + step * np.arange(round((g[-1] - g[0]) / step) + 1) for g in own], step


def _times(grids: list[F], t: int, step: float | None) -> tuple[F, NDArray[np.intp], F]:
    """Times [T, B], index of the gap that follows each row [T, B], and the gaps [U, B]."""
    b = len(grids)
    times, steps = np.zeros((t, b)), np.zeros((t, b), dtype=np.intp)
    tables: list[F] = []
    for c, g in enumerate(grids):
        unit = step or float(np.median(np.diff(g))) if len(g) > 1 else 1.0
        times[:, c] = np.concatenate([g, g[-1] + unit * np.arange(1, t - len(g) + 1)])
        if step is None:
            table, index = np.unique(np.round(np.diff(g) / ROUND) * ROUND, return_inverse=True)
            steps[: len(index), c] = index
            tables.append(table if len(table) else np.ones(1))
        else:
            tables.append(np.array([step]))
    u = max(map(len, tables))
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
    pooled_mean = np.nanmean(np.where(count > 0, mean, np.nan).reshape(people, items, b), axis=(0, 2))
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
