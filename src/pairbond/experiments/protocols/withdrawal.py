"""E7, E8, F6: what follows when contact ends."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, PARTING
from pairbond.experiments.summaries import first_day
from pairbond.experiments.trial import Trial
from pairbond.theory import DoseSchedule, Intervention
from pairbond.theory.interventions import GriefSuppressed, NoContact, ReducedContact

Numbers = dict[str, np.ndarray]
LATER = 180


def e7(trial: Trial) -> Numbers:
    days, names = PARTING + LATER, ["craving"]

    def craving(*acts: Intervention) -> np.ndarray:
        return trial.one(CIRCUIT, days, acts, names).b("craving")[PARTING:]

    none = craving(NoContact(start=PARTING))
    reduced = craving(ReducedContact(start=PARTING))
    occasional = craving(NoContact(start=PARTING, dose=DoseSchedule.pulses(every=21, days=18)))
    once = craving(NoContact(start=PARTING, dose=DoseSchedule([(0, 1.0), (90, 0.0), (93, 1.0)])))
    return {
        "start": none[0],
        "none": none[LATER],
        "reduced": reduced[LATER],
        "occasional": occasional[LATER],
        "craving_kept": np.minimum(reduced[LATER], occasional[LATER]) - none[LATER],
        "rekindled": once[100] - none[100],
    }


def e8(trial: Trial) -> Numbers:
    at = trial.one(CIRCUIT, PARTING + LATER, [NoContact(start=PARTING)], ["craving"])
    craving, arousal = at.b("craving")[PARTING:], at.b("arousal")[PARTING:]
    return {
        "peak": craving.max(axis=0),
        "day_of_peak": craving.argmax(axis=0).astype(float),
        "craving_share": craving[LATER] / craving.max(axis=0),
        "arousal_share": arousal[LATER] / arousal.max(axis=0),
        "craving_lost": 1.0 - craving[LATER] / craving.max(axis=0),
    }


def f6(trial: Trial) -> Numbers:
    days = 2400
    free = trial.one(CIRCUIT, days, [NoContact(start=PARTING)])
    held = trial.one(CIRCUIT, days, [NoContact(start=PARTING), GriefSuppressed(who="b", start=PARTING)])

    def half_life(critic: np.ndarray) -> np.ndarray:
        day = first_day(critic, 0.5 * critic[0])
        return np.where(np.isnan(day), float(days - PARTING + 1), day)

    critic = free.b("critic")[PARTING:]
    return {
        "critic": critic[0],
        "half_life": half_life(critic),
        "half_life_suppressed": half_life(held.b("critic")[PARTING:]),
        "bond_let_go": held.b("bond")[PARTING + 365] - free.b("bond")[PARTING + 365],
    }


PROTOCOLS = {"E7": e7, "E8": e8, "F6": f6}
