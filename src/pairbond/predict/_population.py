"""The baselines for people who were never seen: what a person is like is drawn from a population.

A person's ratings of one item are ``level + AR(1)``, where ``level ~ N(m, t²)`` differs between persons
and so does the size of their swings, ``log s ~ N(l, w²)``. ``phi = 0`` gives the analogue of a person's
own mean. The level is integrated out exactly, the size of swings by Gauss–Hermite quadrature; the
population's values are those of largest likelihood. Each partner and each item has a population of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F = NDArray[np.float64]
NODES = 15


@dataclass(frozen=True)
class Person:
    """Answers of one person to one item, and the number of usual steps before each (0 at the first)."""

    value: F
    steps: F


def log_density(person: Person, at: F) -> float:
    """Log density of a person's ratings; ``at`` is m, log t, l, log w, and, if it has a fifth entry, atanh phi."""
    m, t, phi = at[0], np.exp(at[1]), np.tanh(at[4]) if len(at) > 4 else 0.0
    x, weight = np.polynomial.hermite_e.hermegauss(NODES)
    s = np.exp(at[2] + np.exp(at[3]) * x)
    power = np.where(person.steps > 0, phi**person.steps, 0.0)
    left = 1 - power**2  # share of the stationary variance that is new
    # whitening y and the constant: differences from what the response before predicts, in units of s
    before = np.concatenate([[0.0], person.value[:-1] - m])
    e = (person.value - m - power * before) / np.sqrt(left)
    one = (1 - power) / np.sqrt(left)
    n = len(e)
    information = (one**2).sum() / s**2
    squares = (e**2).sum() / s**2 - ((e * one).sum() / s**2) ** 2 / (information + 1 / t**2)
    value = -0.5 * (squares + n * np.log(2 * np.pi) + np.log(left).sum())
    value = value - n * np.log(s) - 0.5 * np.log1p(t**2 * information)
    top = value.max()
    return float(top + np.log((np.exp(value - top) * weight).sum() / weight.sum()))


def estimate(people: list[Person], carried: bool, least_sd: float) -> F:
    """The population of these people, of largest likelihood; nobody's swings below ``least_sd`` at the start."""
    from scipy.optimize import minimize

    means = np.array([p.value.mean() for p in people])
    sds = np.log(np.maximum([p.value.std() for p in people], least_sd))
    start = [means.mean(), np.log(max(means.std(), least_sd)), sds.mean(), np.log(max(sds.std(), 0.1))]
    if carried:
        start.append(0.3)

    def cost(at: F) -> float:
        # a population without any spread is a limit, not a place: weak pulls keep the search finite
        pull = 0.5 * ((at[1] - start[1]) ** 2 + (at[3] - start[3]) ** 2) / 4
        return float(pull - sum(log_density(p, at) for p in people))

    return np.asarray(minimize(cost, np.array(start), method="L-BFGS-B").x)
