"""Diaries for which no phase and no trait may be named: they do not hold what that would take.

* **mood**: two mood items on a foreign scale, of couples that do cycle in the closed circuit. Each person uses the
  scale in a way of their own: an intercept (normal, sd .1) and a loading (lognormal, .3) nobody knows.
* **shuffled**: a real couple of the bundled diary, its days in random order (both partners' the same).
* **shuffled_own**: the ten questions of our own form, of a couple of the closed circuit, its days in random order. Here
  levels are there to be read; a course is not.
* **noise**: the ten questions of our own form, answered at random: evenly over the scale; around a level of one's own;
  or around it with an AR(1) of no meaning, each item by itself.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from pairbond.diary import Diary, Item, diary_from_frame, example_diary
from pairbond.simulate import prepare
from pairbond.theory import COUPLES, Couple, Person

from ._theory_couples import RECORDED, TRAITS
from ._theory_diaries import ITEMS, NOISE, save, shares

DAYS = 60
LOW, HIGH = 1, 7  # of the foreign scale
MOOD = (
    Item("at_ease", "at ease", "calm", low=LOW, high=HIGH, higher="better", kind="ordinal"),
    Item("worn_out", "worn out", "fatigue", low=LOW, high=HIGH, higher="worse", kind="ordinal"),
)
TRUE = {"at_ease": lambda v: 1 - v["arousal"], "worn_out": lambda v: v["load"]}
NOISES = ("even", "own level", "carry-over")
REAL = "barkalifa_sample1"


def mood(rng: np.random.Generator, number: int) -> tuple[Diary, str]:
    """Two mood items of a couple of the closed circuit."""
    values = _circuit(rng)
    rows = []
    for p in (0, 1):
        part = pd.DataFrame({"couple": "1", "person": "AB"[p], "partner": p, "time": np.arange(DAYS, dtype=float)})
        for item, read in TRUE.items():
            share = 0.1 * rng.normal() + np.exp(0.3 * rng.normal()) * read(values)[:, p] + NOISE * rng.normal(size=DAYS)
            answer = np.clip(np.round(LOW + (HIGH - LOW) * share), LOW, HIGH)
            part[item] = np.where(rng.uniform(size=DAYS) < 0.15, np.nan, answer)
        rows.append(part)
    return diary_from_frame(pd.concat(rows, ignore_index=True), MOOD, partners=("A", "B"), title="mood only"), "1"


def shuffled(rng: np.random.Generator, number: int) -> tuple[Diary, str]:
    """A real couple's days in random order; which couple goes by ``number``."""
    diary = example_diary(REAL)
    couple = diary.couples[number]
    one = diary.select([couple])
    days = np.unique(one.frame["time"].to_numpy(float))
    later = dict(zip(days, rng.permutation(days), strict=True))
    frame = one.frame.assign(time=one.frame["time"].map(later), date=pd.NaT)
    frame = frame.assign(place=one.places()).sort_values(["place", "time"], ignore_index=True).drop(columns="place")
    return replace(one, frame=frame, has_dates=False), couple


def shuffled_own(rng: np.random.Generator, number: int) -> tuple[Diary, str]:
    """Our own form, filled in by a couple of the closed circuit, in random order."""
    order = rng.permutation(DAYS)
    share = {name: value[order] for name, value in shares(_circuit(rng)).items()}
    return _ours(share, rng, NOISE)


def in_order(rng: np.random.Generator, number: int) -> tuple[Diary, str]:
    """The same couples and form with the days as they came: what the others are held against, and none of KINDS."""
    return _ours(shares(_circuit(rng)), rng, NOISE)


def noise(rng: np.random.Generator, number: int) -> tuple[Diary, str]:
    """Ten items without meaning; which kind of noise goes by ``number``."""
    kind = NOISES[number % len(NOISES)]
    share = {name: _meaningless(kind, rng) for name in ITEMS}
    return _ours(share, rng, 0.0)


KINDS = {"mood": mood, "shuffled": shuffled, "shuffled_own": shuffled_own, "noise": noise}


def _circuit(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """What is true of a couple near "closed-circuit" on DAYS days on which it is together throughout."""
    canonical = COUPLES["closed-circuit"]
    while True:
        couple = Couple(_near(canonical.a, rng), _near(canonical.b, rng))
        begin = int(rng.integers(200, 701))
        run = prepare(couple, begin + DAYS - 1, seed=int(rng.integers(2**31)), record=RECORDED)
        values = {name: value[begin:, ..., 0] for name, value in run.arrays().items()}
        if (values["code"] < 0.5).all():
            return values


def _ours(share: dict[str, np.ndarray], rng: np.random.Generator, noise: float) -> tuple[Diary, str]:
    with tempfile.TemporaryDirectory() as folder:
        diary = save(Path(folder) / "diary", share, ["together"] * DAYS, rng, noise=noise)
    return diary, diary.couples[0]


def _near(one: Person, rng: np.random.Generator) -> Person:
    low = {"coping": -1.0}
    moved = {n: float(np.clip(getattr(one, n) + 0.05 * rng.normal(), low.get(n, 0.0), 1.0)) for n in TRAITS}
    return replace(one, **moved)


def _meaningless(kind: str, rng: np.random.Generator) -> np.ndarray:
    if kind == "even":
        return rng.uniform(size=(DAYS, 2))
    level, x = rng.uniform(0.2, 0.8, 2), rng.normal(size=(DAYS, 2))
    if kind == "carry-over":
        for t in range(1, DAYS):
            x[t] = 0.6 * x[t - 1] + 0.8 * x[t]
    return np.clip(level + 0.2 * x, 0.0, 1.0)
