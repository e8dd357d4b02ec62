"""Ordinary couples, whose sixty days are not those of the theory's closed circuit.

Every generator gives what is true of each day as a share of each item's scale, [days, 2] by item; ratings with noise,
rounding and gaps are made of it by `science._theory_diaries.save`. All but the second half of the first kind is written
by hand, outside of the theory: nothing in it has an image that tips over.

Everybody: ``share = level + weather · slope + what happens``. Levels are drawn from `LEVELS`. Weather is a person's own
and the couple's AR(1), ``x_t = .5 x_(t-1) + e``, sd .05 each, and enters with `WEATHER`.

* **Mismatch.** One wishes for closeness c in [.75, .95], the other in [.2, .4]. Closeness there is, g, is the mean of
  both plus an AR(1) (.8, sd .07). Who gets less than wished for lacks ``max(c - g, 0)``; who gets more is crowded by
  ``max(g - c, 0)``; these enter with `LACKS` and `CROWDED`. Both trust their memory and hardly hurt each other. The
  second half are secure couples of the theory (inner worth and integration in [.7, .9], coping in [-.15, .15]), one
  anxious, one avoidant, in [.5, .8].
* **Strain.** A stressor from outside for both: AR(1) (.97, sd .15) and an episode of 14 to 35 days of height .3 to .6;
  exposure of each .7 to 1.2; enters with `STRAIN`.
* **Conflict.** Quarrels come as a Poisson process, one in 7 to 14 days. Each has a depth in [.3, .7], hurts for 1 to 4
  days, less each day, each partner .6 to 1 of it, and is made up: two days of somewhat more warmth. Enters with `HURT`.
* **Low mood** of one of the two for 21 to 40 days, depth .4 to .7; enters with `LOW` for that person, `BESIDE` for the
  other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from pairbond.simulate import prepare
from pairbond.theory import Couple, Person

from ._theory_couples import CONTACT, RECORDED
from ._theory_diaries import ITEMS, shares

F = NDArray[np.float64]
Shares = dict[str, F]
DAYS = 60
LEVELS = {
    "calm": (0.55, 0.8), "exhaustion": (0.2, 0.45), "closeness": (0.5, 0.75), "longing": (0.25, 0.5),
    "worry": (0.05, 0.25), "giving": (0.4, 0.65), "own_memory": (0.8, 0.97), "voiced_need": (0.15, 0.5),
    "warmth_received": (0.5, 0.75), "hurt_received": (0.02, 0.1),
}  # fmt: skip
WEATHER = {"calm": 1.0, "exhaustion": -0.6, "closeness": 0.8, "worry": -0.5, "giving": 0.5, "warmth_received": 0.8}
LACKS = {
    "calm": -0.5, "closeness": -0.7, "longing": 1.0, "worry": 0.5, "giving": 0.2, "voiced_need": 0.8,
    "warmth_received": -0.4, "hurt_received": 0.15,
}  # fmt: skip
CROWDED = {"calm": -0.4, "exhaustion": 0.3, "closeness": -0.2, "longing": -0.5, "giving": -0.3, "voiced_need": 0.3}
STRAIN = {
    "calm": -0.6, "exhaustion": 0.6, "closeness": -0.2, "worry": 0.35, "giving": -0.25, "warmth_received": -0.2,
    "hurt_received": 0.08,
}  # fmt: skip
HURT = {
    "calm": -0.6, "exhaustion": 0.1, "closeness": -0.5, "worry": 0.4, "giving": -0.2, "own_memory": -0.05,
    "voiced_need": 0.5, "warmth_received": -0.5, "hurt_received": 0.8,
}  # fmt: skip
MADE_UP = {"closeness": 0.1, "warmth_received": 0.1, "giving": 0.1}
LOW = {
    "calm": -0.6, "exhaustion": 0.5, "closeness": -0.5, "longing": -0.1, "worry": 0.2, "giving": -0.4,
    "warmth_received": -0.2,
}  # fmt: skip
BESIDE = {"calm": -0.1, "closeness": -0.25, "worry": 0.25, "giving": 0.15, "warmth_received": -0.4}


def mismatch(rng: np.random.Generator, number: int) -> tuple[Shares, list[str]]:
    """Two who wish for different closeness; every second couple is one of the theory."""
    if number % 2:
        return _secure(rng)
    found = _everyday(rng)
    wish = np.array([rng.uniform(0.75, 0.95), rng.uniform(0.2, 0.4)])
    if rng.uniform() < 0.5:
        wish = wish[::-1]
    there = wish.mean() + _slow(rng, 1, 0.8, 0.07)
    _enter(found, LACKS, np.maximum(wish - there, 0.0))
    _enter(found, CROWDED, np.maximum(there - wish, 0.0))
    return found, ["together"] * DAYS


def strain(rng: np.random.Generator, number: int) -> tuple[Shares, list[str]]:
    """Something from outside that presses on both for weeks."""
    found = _everyday(rng)
    pressure = _slow(rng, 1, 0.97, 0.15) + rng.uniform(0.3, 0.6) * _episode(rng, 14, 35, 3.0)[:, None]
    _enter(found, STRAIN, np.clip(pressure, 0.0, 1.0) * rng.uniform(0.7, 1.2, 2))
    return found, ["together"] * DAYS


def conflict(rng: np.random.Generator, number: int) -> tuple[Shares, list[str]]:
    """Quarrels that are made up within days."""
    found = _everyday(rng)
    hurt, warm = np.zeros((DAYS, 2)), np.zeros((DAYS, 2))
    for day in np.flatnonzero(rng.uniform(size=DAYS) < 1 / rng.uniform(7, 14)):
        length, depth = int(rng.integers(1, 5)), rng.uniform(0.3, 0.7)
        for k in range(min(length, DAYS - day)):
            hurt[day + k] = np.maximum(hurt[day + k], depth * (1 - k / length) * rng.uniform(0.6, 1.0, 2))
        warm[day + length : day + length + 2] = 1.0
    _enter(found, HURT, hurt)
    _enter(found, MADE_UP, warm * (hurt == 0))
    return found, ["together"] * DAYS


def low_mood(rng: np.random.Generator, number: int) -> tuple[Shares, list[str]]:
    """One of the two is low for weeks; the other lives beside it."""
    found = _everyday(rng)
    depth = rng.uniform(0.4, 0.7) * _episode(rng, 21, 40, 4.0)
    who = int(rng.integers(2))
    own, other = np.zeros((DAYS, 2)), np.zeros((DAYS, 2))
    own[:, who], other[:, 1 - who] = depth, depth
    _enter(found, LOW, own)
    _enter(found, BESIDE, other)
    return found, ["together"] * DAYS


KINDS = {"mismatch": mismatch, "strain": strain, "conflict": conflict, "low_mood": low_mood}


def _everyday(rng: np.random.Generator) -> Shares:
    """Levels of two content people, and the weather."""
    weather = _slow(rng, 2, 0.5, 0.05) + _slow(rng, 1, 0.5, 0.05)
    found = {name: np.tile(rng.uniform(*LEVELS[name], 2), (DAYS, 1)) for name in ITEMS}
    _enter(found, WEATHER, weather)
    return found


def _enter(found: Shares, slopes: dict[str, float], what: F) -> None:
    for name, slope in slopes.items():
        found[name] = found[name] + slope * what


def _slow(rng: np.random.Generator, width: int, carry: float, sd: float) -> F:
    """An AR(1) [DAYS, width] with stationary standard deviation ``sd``."""
    x = np.zeros((DAYS, width))
    x[0] = sd * rng.normal(size=width)
    for t in range(1, DAYS):
        x[t] = carry * x[t - 1] + sd * np.sqrt(1 - carry**2) * rng.normal(size=width)
    return x


def _episode(rng: np.random.Generator, shortest: int, longest: int, edge: float) -> F:
    """From 0 to 1 and back [DAYS], with soft edges of ``edge`` days."""
    begin, length = rng.uniform(5, 25), rng.uniform(shortest, longest)
    t = np.arange(DAYS)
    return expit((t - begin) / edge * 4) * expit((begin + length - t) / edge * 4)


def _secure(rng: np.random.Generator) -> tuple[Shares, list[str]]:
    """A secure couple of the theory, one anxious and one avoidant, together when the diary begins."""
    while True:
        anxious, avoidant = rng.uniform(0.5, 0.8, 2).tolist()
        little = rng.uniform(0.05, 0.2, 2).tolist()
        a = _sound(rng, anxious, little[0])
        b = _sound(rng, little[1], avoidant)
        couple = Couple(a, b) if rng.uniform() < 0.5 else Couple(b, a)
        begin = int(rng.integers(200, 701))
        run = prepare(couple, begin + DAYS - 1, seed=int(rng.integers(2**31)), record=RECORDED)
        values = {name: value[begin:, ..., 0] for name, value in run.arrays().items()}
        if values["code"][0] < 0.5:
            return shares(values), [CONTACT[int(code)] for code in values["code"]]


def _sound(rng: np.random.Generator, anxiety: float, avoidance: float) -> Person:
    worth, integration = rng.uniform(0.7, 0.9, 2).tolist()
    outside = float(rng.uniform(0.4, 0.8))
    return Person(worth, integration, float(rng.uniform(-0.15, 0.15)), anxiety, avoidance, outside)
