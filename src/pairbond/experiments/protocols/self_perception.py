"""F10, I19: seeing again with one's own eyes, and feeling without acting at once."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, PARTING, TWO_TURNS, acts
from pairbond.experiments.starting_points import begin_from
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Trial
from pairbond.theory.interventions import HealthyAdult

Numbers = dict[str, np.ndarray]
YEAR, SETTLED = 365, 300


def f10(trial: Trial) -> Numbers:
    at = trial.one(CIRCUIT, PARTING, record=["craving"])
    begin = begin_from(trial, at, PARTING)
    same = acts("a", warmth=0.4, care=0.2, hostility=0.2, denial=0.3)
    stance = HealthyAdult(who="b", dose=0.7)
    outward, inward = (
        trial.one(CIRCUIT, YEAR, [*same, *done], ["healthy_adult"], begin=begin) for done in ([], [stance])
    )

    def rise(name: str) -> np.ndarray:
        return mean(at.b(name), SETTLED, SETTLED + TWO_TURNS) - at.b(name)[0]

    return {
        "trust_lost": -rise("reality_trust"),
        "preoccupied": rise("craving") + rise("arousal"),
        "trust_gained": inward.b("reality_trust")[YEAR] - outward.b("reality_trust")[YEAR],
        "stance": mean(inward.b("healthy_adult") - outward.b("healthy_adult"), 1),
    }


def i19(trial: Trial) -> Numbers:
    last, names = PARTING + YEAR, ("craving", "pursuit")
    none = trial.one(CIRCUIT, last, record=names)
    stance = trial.one(CIRCUIT, last, [HealthyAdult(who="b", start=PARTING)], names)
    before, after = slice(PARTING - TWO_TURNS, PARTING), slice(PARTING + 1, PARTING + TWO_TURNS + 1)

    def left(name: str) -> np.ndarray:
        return stance.b(name)[after].mean(axis=0) / stance.b(name)[before].mean(axis=0)

    craving = left("craving")
    coupling = left("pursuit") / craving
    return {
        "coupling_left": coupling,
        "craving_left": craving,
        "freed": craving - coupling,
        "trust_gained": stance.b("reality_trust")[last] - none.b("reality_trust")[last],
        "craving": none.b("craving")[before].mean(axis=0),
    }


PROTOCOLS = {"F10": f10, "I19": i19}
