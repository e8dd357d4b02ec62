"""Who is simulated, and a few statistics.

The *community sample* is ours: traits lie around the middle of the scale, as they do in most surveys (inner worth and
integration beta(5, 3), anxiety and avoidance beta(2, 4), outside life beta(6, 4), the answer to the wound normal with
standard deviation .4 within [-1, 1]). Nobody claims that people are so; the mapping of each fact says when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from pairbond.experiments.trial import Trial
from pairbond.simulate import prepare
from pairbond.theory import PEOPLE, Couple, Person, Theory

COUPLES = 240
NOISE = 0.12  # of an answer in a diary, as share of the scale
STAY = {"leave_base": 0.0}
STAYS = {"preemptive_abandonment": 0.0, "alternatives": 0.0}


def somebody(rng: np.random.Generator, stays: bool = False) -> Person:
    """One person of the community sample; ``stays``: who does not leave, whatever chance does."""
    worth, integration = rng.beta(5, 3, 2)
    anxiety, avoidance = rng.beta(2, 4, 2)
    coping = float(np.clip(rng.normal(0.0, 0.4), -1.0, 1.0))
    traits = {"inner_worth": worth, "integration": integration, "anxiety": anxiety, "avoidance": avoidance}
    kept: dict[str, Any] = {"gains": STAYS, "params": STAY} if stays else {}
    return Person(**{k: float(v) for k, v in traits.items()}, coping=coping, outside_life=float(rng.beta(6, 4)), **kept)


def community(seed: int, couples: int = COUPLES, stays: bool = False) -> list[Couple]:
    """Couples of the community sample, paired at random."""
    rng = np.random.default_rng([seed, 1])
    return [Couple(somebody(rng, stays), somebody(rng, stays)) for _ in range(couples)]


def like(seed: int, couples: int, spread: float = 0.2) -> list[Couple]:
    """Couples like the closed circuit: every trait within ``spread`` of it."""
    rng = np.random.default_rng([seed, 2])

    def near(name: str) -> Person:
        one = PEOPLE[name]
        own = {k: float(np.clip(getattr(one, k) * rng.uniform(1 - spread, 1 + spread), -1, 1)) for k in VARIED}
        return Person(**own, gains=STAYS, params=STAY)

    return [Couple(near("self-inflating"), near("self-sacrificing")) for _ in range(couples)]


VARIED = ("inner_worth", "integration", "coping", "anxiety", "avoidance", "outside_life")


def follow(
    trial: Trial, couples: Sequence[Couple], days: int, record: Sequence[str], noise: bool = True, **more: Any
) -> dict[str, np.ndarray]:
    """Day by day: ``[days + 1, 2, n]`` of persons, ``[days + 1, n]`` of couples."""
    run = prepare(list(couples), days, seed=trial.seed, theory=trial.theory, record=tuple(record), noise=noise, **more)
    return run.arrays()


@cache
def _second_year(theory: Theory, seed: int) -> dict[str, np.ndarray]:
    """The first 60 days of the second year of the community sample, [60, 2, n]."""
    paths = follow(Trial(theory, seed=seed), community(seed, stays=True), 425, ["arousal", "image"])
    return {name: x[365:425] for name, x in paths.items()}


def diaries(trial: Trial) -> np.ndarray:
    """Arousal as answered in 60 days of diary, [60, 2, n]; couples a year old, noise of an answer .12."""
    rng = np.random.default_rng([trial.seed, 3])
    return _second_year(trial.theory, trial.seed)["arousal"] + NOISE * rng.normal(size=(60, 2, COUPLES))


def satisfaction(trial: Trial) -> np.ndarray:
    """Mean image of the partner in the days of ``diaries``, [n]."""
    return np.tanh(_second_year(trial.theory, trial.seed)["image"]).mean(axis=(0, 1))


def correlation(x: np.ndarray, y: np.ndarray) -> float:
    """Pearson's; NaN where one of the two does not vary."""
    return float(np.corrcoef(x, y)[0, 1]) if x.std() > 0 and y.std() > 0 else float("nan")


def simulated(*functions: Callable[[Trial], float]) -> Mapping[str, Callable[[Trial], dict[str, np.ndarray]]]:
    """Protocols by the names of functions that give one number each."""

    def protocol(fn: Callable[[Trial], float]) -> Callable[[Trial], dict[str, np.ndarray]]:
        return lambda trial: {"simulated": np.array([fn(trial)])}

    return {fn.__name__: protocol(fn) for fn in functions}
