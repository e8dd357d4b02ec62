"""I3 to I7: what calms, what heals, how long it takes."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import ANX, CIRCUIT, PARTING, SEC, SECURE, C, only
from pairbond.experiments.protocols.closed_circuit import answers
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Pair, PersonSpec, Trajectory, Trial
from pairbond.theory import DoseSchedule
from pairbond.theory.interventions import (
    Acceptance,
    Correction,
    HealthyAdult,
    HoldingTherapy,
    Refusal,
    Silence,
)

Numbers = dict[str, np.ndarray]
LONG = 1600
YEAR = 365


def i3(trial: Trial) -> Numbers:
    days = 5 * YEAR

    def held(**how: float) -> np.ndarray:
        return trial.one(CIRCUIT, days, [HoldingTherapy(who="a", **how)]).a("integration")

    none = trial.one(CIRCUIT, days)
    steady, struck, broken = held(), held(retaliation=1.0), held(collapse=1.0)
    over = steady > 0.45
    years = np.where(over.any(axis=0), over.argmax(axis=0) / YEAR, np.inf)
    return {
        "held": steady[days],
        "years": np.where(np.isfinite(years), years, 99.0),  # never, within the run
        "none": none.a("integration")[days],
        "struck_back": struck[days],
        "broken": broken[days],
        "halfway": 0.5 * (steady[0] + steady[days]),
        "gained": steady[days] - none.a("integration")[days],
        "shame": mean(none.a("shame")),
    }


def i4(trial: Trial) -> Numbers:
    pairs = {str(x): Pair(PersonSpec("self-inflating", {"integration": x}), C) for x in (0.15, 0.7)}
    attack = DoseSchedule([(0, 0.0), (60, 0.8), (75, 0.0)])
    at = trial.follow(pairs, 75, only("b", warmth=0.4, hostility=attack), ["mentalization"])

    def lost(x: Trajectory) -> np.ndarray:
        m = x.a("mentalization")
        return 1.0 - m[60:76].min(axis=0) / m[59]

    arousal = at["0.7"].a("arousal")
    return {
        "lost": lost(at["0.15"]),
        "lost_integrated": lost(at["0.7"]),
        "alarm": arousal[60:76].max(axis=0) - arousal[59],
    }


def i5(trial: Trial) -> Numbers:
    days, first = 730, 430
    none = trial.one(CIRCUIT, days)
    accepted, corrected = (trial.one(CIRCUIT, days, [one(who="a")]) for one in (Acceptance, Correction))

    def of(at: Trajectory, name: str) -> np.ndarray:
        return mean(at.a(name), first)

    return {
        "calmed": of(none, "shame") - of(accepted, "shame"),
        "arousal_calmed": of(none, "arousal") - of(accepted, "arousal"),
        "shamed": of(corrected, "shame") - of(none, "shame"),
        "shame": of(none, "shame"),
    }


def i6(trial: Trial) -> Numbers:
    pair, silence = Pair(SEC, ANX), 14
    calm = trial.one(pair, 5 * YEAR)

    def alarm(day: int) -> np.ndarray:
        at = trial.one(pair, day + silence, [Silence(who="a", start=day, end=day + silence)])
        return at.b("arousal")[day:].max(axis=0)

    return {
        "security": calm.two("security")[YEAR],
        "worth_gained": calm.b("inner_worth")[-1] - calm.b("inner_worth")[0],
        "arousal_in_silence": np.array([alarm(day) for day in (0, YEAR, 5 * YEAR)]),
        "bond": calm.b("bond")[YEAR],
    }


def i7(trial: Trial) -> Numbers:
    first, days = 1400, [1400 + 25 * i for i in range(8)]
    none = trial.one(CIRCUIT, LONG)
    limited = trial.one(
        CIRCUIT, LONG, [Refusal(who="b", start=PARTING), HealthyAdult(who="b", dose=0.5, start=PARTING)]
    )

    def change(name: str) -> np.ndarray:
        return mean(limited.b(name) - none.b(name), first)

    before, after = (answers(trial, CIRCUIT, x, days)[0] for x in (none, limited))
    secure = trial.one(SECURE, LONG)
    return {
        "calmer": -change("arousal"),
        "rested": -change("load"),
        "trust": change("reality_trust"),
        "answer_change": np.abs(after - before),
        "answers_secure": answers(trial, SECURE, secure, days)[0],
    }


PROTOCOLS = {"I3": i3, "I4": i4, "I5": i5, "I6": i6, "I7": i7}
