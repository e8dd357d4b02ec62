"""I15, I18: what is worked on, and how earnestly."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, PARTING, acts
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Trajectory, Trial
from pairbond.theory import DoseSchedule, Intervention
from pairbond.theory.interventions import HealthyAdult, HoldingTherapy, NoContact, SupportNetwork

Numbers = dict[str, np.ndarray]
BEGINS, ENDS, YEAR, WEEK = 300, 1395, 365, 7


def i15(trial: Trial) -> Numbers:
    therapy = HoldingTherapy(who="a", start=BEGINS, end=ENDS)

    def after(*done: Intervention) -> Trajectory:
        return trial.one(CIRCUIT, ENDS + YEAR, done, ["hostility"])

    def gained(at: Trajectory) -> np.ndarray:
        return at.a("integration")[ENDS] - at.a("integration")[BEGINS]

    manners = after(*acts("a", start=BEGINS, end=ENDS, hostility=0.0, warmth=0.6))
    wound, apart = after(therapy), after(therapy, NoContact(start=BEGINS))
    return {
        "relapse_more": mean(manners.a("hostility") - wound.a("hostility"), ENDS),
        "gained_before_more": gained(apart) - gained(wound),
        "gained": gained(wound),
    }


def i18(trial: Trial) -> Numbers:
    days = PARTING + YEAR - 1

    def kept_up(weeks: int) -> Trajectory:
        if weeks == 0:
            return trial.one(CIRCUIT, days, record=["pull", "craving"])

        def at(dose: float) -> DoseSchedule:
            return (
                DoseSchedule.pulses(every=4 * WEEK, days=weeks * WEEK, dose=dose)
                if weeks < 4
                else DoseSchedule([(0, dose)])
            )

        done = [
            NoContact(dose=at(1.0), start=PARTING),
            SupportNetwork(who="b", dose=at(0.7), start=PARTING),
            HealthyAdult(who="b", dose=at(0.5), start=PARTING),
        ]
        return trial.one(CIRCUIT, days, done, ["pull", "craving"])

    def left(at: Trajectory) -> np.ndarray:
        month = days + 1 - 4 * WEEK
        bad = [mean(at.b(name), month) for name in ("pull", "craving", "arousal", "load", "critic")]
        return np.sum(bad, axis=0) - mean(at.b("reality_trust"), month)

    runs = [kept_up(weeks) for weeks in range(5)]
    over = np.array([left(x) for x in runs])
    return {"left_over": over, "better": over[0] - over[-1], "bond": runs[0].b("bond")[PARTING]}


PROTOCOLS = {"I15": i15, "I18": i18}
