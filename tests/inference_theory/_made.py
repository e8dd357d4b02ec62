"""Made diaries as panels, and a particle filter: the slow and obvious twin of the Gaussian one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pairbond.engine.random_numbers import couple_keys
from pairbond.inference.theory import _initial_state, _states, day
from pairbond.inference.theory._items import ANCHORED
from pairbond.inference.theory._parameters import Layout, Numbers, trait_theta
from pairbond.inference.theory.panel import Column, Panel

from . import _plain_filter

F = NDArray[np.float64]
NOISE = 0.12


def traits(**pairs: tuple[float, float]) -> dict[str, F]:
    return {name: np.array([[a], [b]]) for name, (a, b) in pairs.items()}


SECURE = traits(
    inner_worth=(0.8, 0.8), integration=(0.8, 0.8), coping=(0.0, 0.0),
    anxiety=(0.15, 0.15), avoidance=(0.15, 0.15), outside_life=(0.6, 0.6),
)  # fmt: skip
CYCLING = traits(
    inner_worth=(0.2, 0.3), integration=(0.15, 0.35), coping=(0.9, -0.8),
    anxiety=(0.4, 0.75), avoidance=(0.5, 0.1), outside_life=(0.5, 0.35),
)  # fmt: skip


def columns(partners: tuple[int, ...] = (0, 1)) -> tuple[Column, ...]:
    """The ten items of our own diary."""
    found = []
    for p in partners:
        for name in ANCHORED:
            steps = 1 if name == "voiced_need" else 6
            kind = "binary" if steps == 1 else "rounded"
            found.append(Column(name, p, name, True, kind, steps, 0.0, float(steps)))
    return tuple(found)


def numbers(panel: Panel, who: dict[str, F]) -> Numbers:
    """Parameters of these people, everything else at its prior median."""
    layout = Layout(panel)
    theta = np.zeros((1, len(layout)))
    theta[:, :12] = trait_theta(who)
    return layout.numbers(theta)


def panel(who: dict[str, F], days: int, seed: int, partners: tuple[int, ...] = (0, 1)) -> tuple[F, Panel]:
    """True states [days, SIZE] of a made couple, and its diary."""
    rng = np.random.default_rng(seed)
    cols = columns(partners)
    binary = np.array([c.kind == "binary" for c in cols])
    mean, cov = _initial_state.initial_state_prior().at(who)
    x, carried, code = (
        _states.inside(rng.multivariate_normal(mean[0], cov[0])[None]),
        _initial_state.initial_state_prior().carried_mean(who),
        np.zeros(1),
    )
    keys = couple_keys(seed, [0], [0])
    states, answers = [], []
    for t in range(days):
        shown = day.shown(x, carried, who, code)
        reading = np.array([shown[c.reading][c.partner][0] for c in cols])
        y = np.clip(np.round(6 * (reading + NOISE * rng.normal(size=len(cols)))), 0, 6) / 6
        answers.append(np.where(binary, rng.uniform(size=len(cols)) < reading, y))
        states.append(x[0])
        moved = day.noisy_day(x, carried, who, code, keys, t)
        x, carried = moved.x, moved.carried
    y = np.array(answers, float)
    seen = rng.uniform(size=y.shape) > 0.15
    return np.array(states), Panel("made", cols, np.where(seen, y, 0.0), seen, np.zeros(days), False, 0)


def particles(diary: Panel, number: Numbers, count: int, seed: int) -> tuple[F, F]:
    """Log density of each day's answers, and means [T, SIZE] of the states, by a bootstrap particle filter."""
    rng = np.random.default_rng(seed)
    mean, cov = _initial_state.initial_state_prior().at(number.traits)
    x = _states.inside(rng.multivariate_normal(mean[0], cov[0], size=count, method="cholesky"))
    who = {name: np.repeat(value, count, 1) for name, value in number.traits.items()}
    keys, carried, code = (
        couple_keys(seed, range(count), [0] * count),
        np.repeat(_initial_state.initial_state_prior().carried_mean(number.traits), count, 1),
        np.zeros(count),
    )
    reader = _plain_filter.Reader(diary, number)
    binary = reader.kind == "binary"
    values, means = [], []
    for t in range(diary.days):
        reading = reader.readings(day.shown(x, carried, who, code))
        expected = reader.expected(reading, np.zeros_like(reading))
        chance = np.clip(reading, 0.01, 0.99)
        yes_no = np.log(np.where(diary.y[t] > 0.5, chance, 1 - chance))
        graded = -0.5 * (diary.y[t] - expected.mean) ** 2 / expected.variance - 0.5 * np.log(
            2 * np.pi * expected.variance
        )
        log = np.where(binary, yes_no, graded)[:, diary.seen[t]].sum(1)
        weight = np.exp(log - log.max())
        values.append(log.max() + np.log(weight.mean()))
        weight /= weight.sum()
        means.append(weight @ x)
        chosen = np.searchsorted(np.cumsum(weight), (rng.uniform() + np.arange(count)) / count).clip(0, count - 1)
        moved = day.noisy_day(x[chosen], carried[:, chosen], who, code, keys, t)
        x, carried = moved.x, moved.carried
    return np.array(values), np.array(means)
