"""A4, A5: from one relationship to the next, from parents to children."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import ANX, AV, CIRCUIT, SEC, C, N
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Pair, PersonSpec, Trial
from pairbond.theory import PEOPLE as NAMED
from pairbond.theory import Childhood
from pairbond.theory.childhood import CARE, NEEDED, childhood_with

Numbers = dict[str, np.ndarray]
PEOPLE = {"N": N, "C": C, "Sec": SEC, "Anx": ANX, "Av": AV}
SLOPE = 8.0  # of the odds on euphoria, as in the specification's sketch
FAMILIES = 120
WOUNDED = NAMED[C.like]
INHERITED = ("inner_worth", "integration", "coping", "anxiety", "avoidance")


def _together(parts: list[Numbers]) -> Numbers:
    return {name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]}


def _chance(trial: Trial, chooser: PersonSpec) -> np.ndarray:
    """That the chooser's next partner is the self-inflating one."""
    at = trial.follow({name: Pair(chooser, one) for name, one in PEOPLE.items()}, 21, record=["reward"])
    glad = {name: mean(x.a("reward") * np.maximum(x.a("image"), 0.0)) for name, x in at.items()}
    odds = {name: np.exp(SLOPE * x) for name, x in glad.items()}
    return odds["N"] / np.sum(list(odds.values()), axis=0)


def a4(trial: Trial) -> Numbers:
    return _together([_a4(one) for one in trial.each()])


def _a4(trial: Trial) -> Numbers:
    home = trial.one(CIRCUIT, 700)
    # traits of a person are multiplied by the draw: what has been lived is told as a multiple of how it began
    changed = {}
    for name in ("inner_worth", "integration"):
        course = home.b(name)[:, 0]
        changed[name] = float(getattr(WOUNDED, name) * course[-1] / course[0])
    before, after = _chance(trial, C), _chance(trial, PersonSpec("self-sacrificing", changed))
    worked = _chance(trial, PersonSpec("self-sacrificing", {"inner_worth": 0.6, "integration": 0.6}))
    return {
        "chance_before": before,
        "change_by_relationship": np.abs(after - before),
        "chance_lost_by_work": after - worked,
    }


def a5(trial: Trial) -> Numbers:
    return _together([_a5(one) for one in trial.each()])


def _a5(trial: Trial) -> Numbers:
    chance = np.random.default_rng(11)
    drawn = chance.uniform(size=(FAMILIES, 2, len(CARE)))
    [mechanisms] = trial.mechanisms  # a draw at a time
    parents = [
        [Childhood(**dict(zip(CARE, one, strict=True))).person(mechanisms) for one in two] for two in drawn.tolist()
    ]
    grown = [[PersonSpec("secure", {name: getattr(x, name) for name in INHERITED}) for x in two] for two in parents]
    at = trial.follow(
        {str(i): Pair(*two) for i, two in enumerate(grown)}, 1095, record=[x for x in NEEDED if x != "arousal"]
    )
    worth, integration = [], []
    for two, home in zip(parents, at.values(), strict=True):
        seen = {name: home.values[name][..., 0].T for name in NEEDED}
        child = childhood_with(seen, chance.standard_normal(len(CARE)).tolist(), mechanisms=mechanisms).person(
            mechanisms
        )
        worth.append((np.mean([x.inner_worth for x in two]), child.inner_worth))
        integration.append((np.mean([x.integration for x in two]), child.integration))
    pairs = np.array(worth), np.array(integration)
    found = [np.array([np.corrcoef(x.T)[0, 1]]) for x in pairs]
    return {
        "correlation_worth": found[0],
        "correlation_integration": found[1],
        "spread_of_parents": np.array([pairs[0][:, 0].std()]),
    }


PROTOCOLS = {"A4": a4, "A5": a5}
