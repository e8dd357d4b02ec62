"""Couples and diaries made by the very model that is fitted: what is left to go wrong is the fitting.

Traits even over their ranges; the first states are a draw of the filter's own cloud; slow traits are held, the status
changes by the theory's rates from evening to evening as the filter counts it, and ratings are rounded, with normal
noise of the prior's median. Only that noise, which the fit estimates, is no draw of its prior.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pairbond.engine.random_numbers import couple_keys
from pairbond.inference.theory import _initial_state, _states, day

from ._theory_couples import CONTACT, TRAITS
from ._theory_diaries import ITEMS

F = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Made:
    """Traits [2, 1] by name, share of each item [T, 2] by name, contact and image [T, 2] of each day."""

    traits: dict[str, F]
    share: dict[str, F]
    contact: list[str]
    image: F


def made(rng: np.random.Generator, days: int) -> Made:
    """One couple over ``days`` days."""
    traits = {name: rng.uniform(-1.0 if name == "coping" else 0.0, 1.0, (2, 1)) for name in TRAITS}
    mean, covariance = _initial_state.initial_state_prior().at(traits)
    x = _states.inside(rng.multivariate_normal(mean[0], covariance[0])[None])
    carried, code = _initial_state.initial_state_prior().carried_mean(traits), 0.0
    keys = couple_keys(int(rng.integers(2**31)), [0], [0])
    share = {name: np.zeros((days, 2)) for name in ITEMS}
    contact: list[str] = []
    image = np.zeros((days, 2))
    for t in range(days):
        shown = day.shown(x, carried, traits, np.full(1, code))
        for name in ITEMS:
            share[name][t] = np.clip(shown[name][:, 0], 0.0, 1.0)
        image[t] = x[0, list(_states.PLACES["image"])]
        contact.append(CONTACT[int(code)])
        code = _following(code, shown, rng)
        moved = day.noisy_day(x, carried, traits, np.full(1, code), keys, t)
        x, carried = _states.inside(moved.x), moved.carried
    return Made(traits, share, contact, image)


def _following(code: float, shown: dict[str, F], rng: np.random.Generator) -> float:
    """Status of the next evening."""
    parts = {name: float(np.sum(shown[name])) for name in ("leaving_rate", "parting_rate", "return_rate")}
    ways = {
        0.0: [(1.0, parts["leaving_rate"])],
        1.0: [(0.0, parts["return_rate"]), (2.0, parts["parting_rate"])],
        2.0: [(0.0, parts["return_rate"])],
    }[code]
    for to, rate in ways:
        if rng.uniform() < -np.expm1(-rate):
            return to
    return code
