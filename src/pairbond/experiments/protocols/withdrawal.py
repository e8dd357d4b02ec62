"""E7, E8, F6: what follows when contact ends."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, PARTING, SECURE, TWO_TURNS
from pairbond.experiments.summaries import first_day, mean
from pairbond.experiments.trial import Trial
from pairbond.theory import DoseSchedule, Intervention
from pairbond.theory.interventions import GriefSuppressed, NoContact, ReducedContact

Numbers = dict[str, np.ndarray]
LATER, FOLLOWED = 180, 240


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
    """Eight partings spread over a turn, each beside the same couple that stays in contact."""
    partings, soon = [PARTING + round(6.5 * i) for i in range(8)], 14
    together = trial.one(CIRCUIT, partings[-1] + soon, record=["craving"]).b("craving")
    rises, beyond, peaks, halves, left, calm = [], [], [], [], [], []
    for day in partings:
        at = trial.one(CIRCUIT, day + FOLLOWED, [NoContact(start=day)], ["craving"])
        craving, arousal = at.b("craving")[day:], at.b("arousal")[day:]
        early = craving[1 : soon + 1]
        rises.append(early.max(axis=0) - mean(together, day - TWO_TURNS, day))
        beyond.append(early.mean(axis=0) - mean(together, day + 1, day + soon + 1))
        peaks.append(craving.argmax(axis=0).astype(float))
        half = first_day(craving, 0.5 * craving.max(axis=0))
        halves.append(np.where(np.isnan(half), FOLLOWED + 1.0, half))
        left.append(craving[LATER] / craving.max(axis=0))
        calm.append(arousal[LATER] / arousal.max(axis=0))
    secure = trial.one(SECURE, PARTING + soon, [NoContact(start=PARTING)], ["craving"])
    return {
        "rise": np.mean(rises, axis=0),
        "share_of_partings": np.mean(np.array(rises) > 0.0, axis=0),
        "beyond_contact": np.mean(beyond, axis=0),
        "day_of_peak": np.mean(peaks, axis=0),
        "half_life": np.mean(halves, axis=0),
        "craving_share": np.mean(left, axis=0),
        "craving_lost": 1.0 - np.mean(left, axis=0),
        "arousal_share": np.mean(calm, axis=0),
        "before": mean(together, PARTING - TWO_TURNS, PARTING),
        "secure": mean(secure.b("craving"), PARTING + 1),
        "secure_bond": secure.b("bond")[PARTING],
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
