"""Numbers that a change of structure must not move: trajectories, likelihoods and estimates, as arrays by name.

``python -m tests.golden`` writes them anew beside this file. That is right only after a change that is meant to alter
numbers, and is said in the changelog.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tests.inference._problems import Problem

import pairbond
from pairbond.diary import example_diary
from pairbond.inference._kernel import log_likelihood
from pairbond.inference._layout import Settings
from pairbond.simulate import prepare
from pairbond.theory import COUPLES, Couple, Person
from pairbond.theory.interventions import INTERVENTIONS, Intervention

F = NDArray[np.float64]
HERE = Path(__file__).resolve().parent
DAYS, EVERY, POINTS = 400, 50, 20
MORE: dict[str, dict[str, Any]] = {
    "set_conduct": {"conduct": "warmth", "value": 0.2},
    "evocation": {"mode": "vulnerable_child"},
}
CYCLING = Couple(Person(0.2, 0.15, 0.9, 0.4, 0.5), Person(0.3, 0.35, -0.8, 0.75, 0.1))


def trajectories() -> dict[str, F]:
    """All that is recorded daily of every named couple, with chance and leaving, every fiftieth of 400 days."""
    found = prepare(dict(COUPLES), DAYS, draws=2, seed=11).arrays()
    return {name: value[::EVERY].astype(float) for name, value in found.items()} | {
        "status of every day": found["code"].astype(float)
    }


def interventions() -> dict[str, F]:
    """What each intervention, from day 20 on with its defaults, makes of a couple by day 60."""
    found = {}
    for kind in INTERVENTIONS:
        arrays = prepare(CYCLING, 60, seed=12, interventions=[made(kind)]).arrays()
        found[kind.name] = np.concatenate([value[-1].astype(float).ravel() for value in arrays.values()])
    return found


def made(kind: type[Intervention]) -> Intervention:
    """One intervention from day 20 on; what it has to be told besides, for those that have to be."""
    return kind(start=20.0, **MORE.get(kind.name, {}))


SETTINGS = {
    "map": Settings(clock="map", measurement_error=False),
    "map, two items": Settings(clock="map", items=2, measurement_error=False),
    "flow": Settings(),
    "flow, two items, weekdays": Settings(items=2, weekday=True),
    "flow, second order": Settings(order=2),
    "flow, inputs": Settings(covariates=2),
    "one writer": Settings(partners=1, items=2),
    "exchangeable": Settings(items=2, exchangeable=True),
}


def likelihoods() -> dict[str, F]:
    """Log-likelihood of two couples under each kind of linear model at twenty fixed points."""
    found = {}
    for name, settings in SETTINGS.items():
        problem = Problem(settings, seed=3, couples=POINTS, regular=settings.clock == "map")
        phi = np.random.default_rng(4).normal(0, 0.25, (problem.layout.size, POINTS))  # whatever the priors are
        found[name] = np.asarray(log_likelihood(problem.layout, phi, problem.panel), float)
    return found


def estimates() -> dict[str, F]:
    """Mode, and standard deviations of the draws, of a fit of each linear model to ten couples of the bundled diary."""
    diary = example_diary("barkalifa_sample1")
    diary = diary.select(diary.couples[:10])
    found = {}
    for model in ("var", "ct-var"):
        fit = pairbond.fit(diary.with_items([diary.items[0].name]), model, method="normal", starts=1)
        found[f"{model}, mode"] = np.concatenate([fit.posterior.mode["shared"], fit.posterior.mode["spread"]])
        found[f"{model}, sd"] = fit.effects["sd"].to_numpy(float)
        found[f"{model}, effects"] = fit.effects["q50"].to_numpy(float)
    return found


GOLDEN: dict[str, Callable[[], dict[str, F]]] = {
    "trajectories": trajectories, "interventions": interventions, "likelihoods": likelihoods, "estimates": estimates,
}  # fmt: skip
