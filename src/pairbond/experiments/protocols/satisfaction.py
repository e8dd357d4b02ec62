"""G14, I9: whom it satisfies, and what it takes to bear it."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, NEXT, N
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Pair, PersonSpec, Trial

Numbers = dict[str, np.ndarray]
YEAR, THREE = 365, 1095
DISILLUSIONED = PersonSpec("self-sacrificing", off=("need_idealisation", "expectation_adaptation"))


def g14(trial: Trial) -> Numbers:
    pairs = {
        "circuit": CIRCUIT,
        "recovering": Pair(N, PersonSpec("recovering-self-sacrificing")),
        "compliant": Pair(N, PersonSpec("fully-compliant")),
        "secure": NEXT,
    }
    at = trial.follow(pairs, THREE, record=["agency", "leaving_rate"])
    last = 2 * YEAR
    spent = {name: mean(x.a("arousal") + x.a("load"), last) for name, x in at.items()}
    return {
        "inflating_worse": spent["circuit"] - spent["recovering"],
        "agency_less": mean(at["secure"].b("agency") - at["compliant"].b("agency"), last),
        "load_more": mean(at["compliant"].b("load") - at["secure"].b("load"), last),
        "leaving_share": mean(at["compliant"].b("leaving_rate"), last) / mean(at["circuit"].b("leaving_rate"), last),
        "bond": mean(at["circuit"].b("bond"), last),
    }


def i9(trial: Trial) -> Numbers:
    at = trial.follow({"as is": CIRCUIT, "free": Pair(N, DISILLUSIONED)}, THREE, record=["care", "leaving_rate"])
    plain, free = at["as is"], at["free"]

    def swing(x: np.ndarray) -> np.ndarray:
        return np.tanh(x[YEAR:]).std(axis=0)

    return {
        "calmer": mean(plain.b("arousal") - free.b("arousal"), YEAR),
        "swing_less": swing(plain.b("image")) - swing(free.b("image")),
        "leaving_share": mean(free.b("leaving_rate"), YEAR) / mean(plain.b("leaving_rate"), YEAR),
        "care_change": np.abs(mean(free.a("care") - plain.a("care"), YEAR)),
        "arousal": mean(plain.b("arousal"), YEAR),
    }


PROTOCOLS = {"G14": g14, "I9": i9}
