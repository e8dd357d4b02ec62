"""Facts about years: satisfaction, charm that wears off, families, therapy."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from pairbond.experiments.protocols.families import PROTOCOLS as FAMILIES
from pairbond.experiments.samples import community, correlation, follow, simulated
from pairbond.experiments.trial import Trial
from pairbond.theory import PEOPLE, Childhood, Couple, Theory
from pairbond.theory.interventions import SixPractices

YEAR = 365


@cache
def _images(theory: Theory, seed: int) -> np.ndarray:
    """Images of the partner over ten years in the community sample, [days + 1, 2, n]; nobody leaves."""
    return np.tanh(follow(Trial(theory, seed=seed), community(seed, stays=True), 10 * YEAR, ["image"])["image"])


def satisfaction_falls(trial: Trial) -> float:
    image = _images(trial.theory, trial.seed)
    return float(image[:YEAR].mean() - image[4 * YEAR :].mean())


def slope_not_level(trial: Trial) -> float:
    image, couples = _images(trial.theory, trial.seed), community(trial.seed, stays=True)
    fell = image[3 * YEAR - 30 : 3 * YEAR].mean(0) - image[60:90].mean(0)
    strength = [[(1 - x.inner_worth) * max(x.coping, 0.0) for x in people] for people in
                ([c.b for c in couples], [c.a for c in couples])]  # fmt: skip
    return correlation(np.array(strength).ravel(), fell.ravel())


def charm_then_trouble(trial: Trial) -> float:
    secure = PEOPLE["secure"]
    couples = [Couple(PEOPLE["self-inflating"], secure), Couple(secure, secure)]
    paths = follow(trial, couples, 2 * YEAR, ["image"], noise=False)
    seen = np.tanh(paths["image"][:, 1])
    ahead = seen[:, 0] - seen[:, 1]
    return float(ahead[:30].mean() - ahead[YEAR:].mean())


def attachment_runs_in_families(trial: Trial) -> float:
    return float(FAMILIES["A5"](replace(trial, seed=trial.seed + 1))["correlation_worth"][0])


def overvaluation(trial: Trial) -> float:
    plain, praised = (Childhood(mirroring=0.7, praise=x).person().coping for x in (0.0, 0.8))
    return praised - plain


def couple_therapy(trial: Trial) -> float:
    """Half a year of practices by both, in the less satisfied half; standard deviations of the couples before."""
    couples = community(trial.seed, stays=True)
    first = np.tanh(follow(trial, couples, YEAR, ["image"])["image"])[-30:].mean(axis=(0, 1))
    chosen = [couples[i] for i in np.flatnonzero(first < np.median(first))]
    last = YEAR + 183
    after = []
    for acts in ([], [SixPractices(start=YEAR)]):
        paths = np.tanh(follow(trial, chosen, last, ["image"], interventions=acts)["image"])
        after.append(paths[-30:].mean(axis=(0, 1)))
    return float((after[1] - after[0]).mean() / first[first < np.median(first)].std())


PROTOCOLS = simulated(
    satisfaction_falls,
    slope_not_level,
    charm_then_trouble,
    attachment_runs_in_families,
    overvaluation,
    couple_therapy,
)
