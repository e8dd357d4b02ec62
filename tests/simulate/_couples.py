"""Couples for tests: random ones, and one that is known to cycle."""

from __future__ import annotations

import numpy as np

from pairbond.simulate import Run
from pairbond.theory import Couple, Person

INFLATING = Person(0.2, 0.15, 0.9, 0.4, 0.5)
SACRIFICING = Person(0.3, 0.35, -0.8, 0.75, 0.1)
CYCLING = Couple(INFLATING, SACRIFICING)
SECURE = Couple(Person(), Person())


def random_couples(count: int, seed: int = 0) -> list[Couple]:
    rng = np.random.default_rng(seed)

    def person() -> Person:
        worth, integration, anxiety, avoidance, outside, glory = rng.uniform(0, 1, 6).tolist()
        coping, domain = rng.uniform(-1, 1, 2).tolist()
        return Person(worth, integration, coping, anxiety, avoidance, outside, domain, 0.3 * glory)

    return [Couple(person(), person()) for _ in range(count)]


def largest_difference(one: Run, two: Run) -> float:
    """Over everything that two runs write down, and their ends."""
    a, b = one.arrays(), two.arrays()
    assert set(a) == set(b)
    ends = [(one.result.carry[k], two.result.carry[k]) for k in one.result.carry]
    return max(float(np.abs(x.astype(float) - y).max()) for x, y in [*((a[k], b[k]) for k in a), *ends])


def until_first_change(code: np.ndarray) -> np.ndarray:
    """Of a status [days, n]: the days, [days, n], on which it has not yet changed."""
    return np.cumsum(code != code[0], axis=0) == 0
