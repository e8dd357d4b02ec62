"""J7, J8, J10, K3: relying on each other, practising, saying no, and simply not fitting."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, SEC, SECURE, N, only
from pairbond.experiments.summaries import mean, turns
from pairbond.experiments.trial import Pair, PersonSpec, Trajectory, Trial
from pairbond.theory.interventions import Limits, SixPractices

Numbers = dict[str, np.ndarray]
THREE, LONG = 1095, 1000


def _worn(at: Trajectory, day: int) -> np.ndarray:
    return at.b("load")[day] + at.b("arousal")[day]


def j7(trial: Trial) -> Numbers:
    relying = {str(x): Pair(SEC, SEC, {"reliance_base": x}) for x in (0.3, 0.5, 0.7)}
    both = trial.follow(relying, THREE, record=["care"])
    by_reliance = np.array([_worn(x, THREE) for x in both.values()])
    one_sided = [trial.one(SECURE, THREE, only("a", warmth=0.6, care=x)) for x in (0.5, 0.25, 0.0)]
    by_care = np.array([_worn(x, THREE) for x in one_sided])
    return {
        "by_reliance": by_reliance.max(axis=0) - by_reliance.min(axis=0),
        "by_one_sidedness": by_care[-1] - by_care[0],
        "care": mean(both["0.5"].a("care"), THREE - 365),
    }


def j8(trial: Trial) -> Numbers:
    plain = trial.follow({"SS": SECURE, "NC": CIRCUIT}, LONG)
    both = trial.follow({"SS": SECURE, "NC": CIRCUIT}, LONG, [SixPractices()])
    alone = trial.one(CIRCUIT, LONG, [SixPractices(who="b")])

    def security(at: Trajectory) -> np.ndarray:
        return at.two("security")[LONG]

    return {
        "base": security(plain["SS"]),
        "secure_gain": security(both["SS"]) - security(plain["SS"]),
        "alone_gain": security(alone) - security(plain["NC"]),
        "alone_load": alone.b("load")[LONG] - plain["NC"].b("load")[LONG],
        "circuit_security": security(both["NC"]),
        "circuit_turns": turns(both["NC"].a("image"), 200),
    }


def j10(trial: Trial) -> Numbers:
    day, last = 120, 127
    people = {"C": "self-sacrificing", "Rec": "recovering-self-sacrificing", "Sec": "secure"}
    pairs = {name: Pair(N, PersonSpec(who)) for name, who in people.items()}
    held = only("a", warmth=0.4)
    plain = trial.follow(pairs, last, held, ["boundary"])
    limited = trial.follow(pairs, last, [*held, Limits(who="b", start=day)], ["boundary"])

    def rise(name: str) -> np.ndarray:
        shame, arousal = (mean(limited[name].b(x) - plain[name].b(x), day + 1) for x in ("shame", "arousal"))
        return shame + arousal

    return {
        "guilt": rise("C"),
        "guilt_recovering": rise("Rec"),
        "guilt_secure": rise("Sec"),
        "limit": mean(limited["C"].b("boundary") - plain["C"].b("boundary"), day, last),
    }


def k3(trial: Trial) -> Numbers:
    needier = PersonSpec("secure", scaled={"need_growth": 2.5})
    pairs = {"apart": Pair(SEC, needier), "alike": SECURE}
    at = trial.follow(pairs, THREE, record=["hostility"])
    apart, last = at["apart"], THREE - 365
    return {
        "need": mean(apart.b("unmet_need"), last),
        "need_more": mean(apart.b("unmet_need") - at["alike"].b("unmet_need"), last),
        "turns": turns(apart.a("image"), 200) + turns(apart.b("image"), 200),
        "trust": np.minimum(mean(apart.a("reality_trust"), last), mean(apart.b("reality_trust"), last)),
        "hostility": mean(apart.a("hostility") + apart.b("hostility"), last),
    }


PROTOCOLS = {"J7": j7, "J8": j8, "J10": j10, "K3": k3}
