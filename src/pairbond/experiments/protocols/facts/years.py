"""Facts about years: satisfaction, charm that wears off, families, therapy."""

from __future__ import annotations

from functools import cache

import numpy as np

from pairbond.experiments.protocols.facts._samples import community, correlation, follow
from pairbond.experiments.protocols.families import EXPERIMENTS as FAMILIES
from pairbond.experiments.world import World
from pairbond.theory import PEOPLE, Childhood, Couple, Theory
from pairbond.theory.interventions import SixPractices

YEAR = 365


@cache
def _images(theory: Theory, seed: int) -> np.ndarray:
    """Images of the partner over ten years in the community sample, [days + 1, 2, n]; nobody leaves."""
    return np.tanh(follow(theory, community(seed, stays=True), 10 * YEAR, ["image"], seed)["image"])


def satisfaction_falls(theory: Theory, seed: int) -> float:
    image = _images(theory, seed)
    return float(image[:YEAR].mean() - image[4 * YEAR :].mean())


def slope_not_level(theory: Theory, seed: int) -> float:
    image, couples = _images(theory, seed), community(seed, stays=True)
    fell = image[3 * YEAR - 30 : 3 * YEAR].mean(0) - image[60:90].mean(0)
    strength = [[(1 - x.inner_worth) * max(x.answer, 0.0) for x in people] for people in
                ([c.b for c in couples], [c.a for c in couples])]  # fmt: skip
    return correlation(np.array(strength).ravel(), fell.ravel())


def charm_then_trouble(theory: Theory, seed: int) -> float:
    secure = PEOPLE["secure"]
    told = follow(
        theory, [Couple(PEOPLE["self-inflating"], secure), Couple(secure, secure)], 2 * YEAR, ["image"], noise=False
    )
    seen = np.tanh(told["image"][:, 1])
    ahead = seen[:, 0] - seen[:, 1]
    return float(ahead[:30].mean() - ahead[YEAR:].mean())


def attachment_runs_in_families(theory: Theory, seed: int) -> float:
    return float(FAMILIES["A5"](World(theory, seed=seed + 1))["correlation_worth"][0])


def overvaluation(theory: Theory, seed: int) -> float:
    plain, praised = (Childhood(mirroring=0.7, praise=x).person().answer for x in (0.0, 0.8))
    return praised - plain


def couple_therapy(theory: Theory, seed: int) -> float:
    """Half a year of practices by both, in the less satisfied half; standard deviations of the couples before."""
    couples = community(seed, stays=True)
    first = np.tanh(follow(theory, couples, YEAR, ["image"], seed)["image"])[-30:].mean(axis=(0, 1))
    chosen = [couples[i] for i in np.flatnonzero(first < np.median(first))]
    last = YEAR + 183
    after = []
    for acts in ([], [SixPractices(start=YEAR)]):
        told = np.tanh(follow(theory, chosen, last, ["image"], seed, interventions=acts)["image"])
        after.append(told[-30:].mean(axis=(0, 1)))
    return float((after[1] - after[0]).mean() / first[first < np.median(first)].std())


SIMULATIONS = {
    "satisfaction_falls": satisfaction_falls,
    "slope_not_level": slope_not_level,
    "charm_then_trouble": charm_then_trouble,
    "attachment_runs_in_families": attachment_runs_in_families,
    "overvaluation": overvaluation,
    "couple_therapy": couple_therapy,
}
