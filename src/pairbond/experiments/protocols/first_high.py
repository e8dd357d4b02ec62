"""E9, E10, E13: the first high, the grey world, and what exactly is abstained from."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.next_relationship import meeting
from pairbond.experiments.participants import CIRCUIT, NEXT, PARTING, only
from pairbond.experiments.starting_points import begin_from
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Trajectory, Trial
from pairbond.theory import DoseSchedule, Intervention
from pairbond.theory.interventions import BusinessOnly, HealthyAdult, HonestAssessment, NoContact, SupportNetwork

Numbers = dict[str, np.ndarray]
BLOOM, STOP, LATER, TWO_YEARS = 60, 425, 180, 730
LONG = 800  # days without warmth: craving has to come below half


def e9(trial: Trial) -> Numbers:
    def chased(first: float) -> Trajectory:
        warmth = DoseSchedule([(0, first), (BLOOM, 0.4), (STOP, 0.0)])
        return trial.one(CIRCUIT, STOP + LONG, only("a", warmth=warmth), ["craving"])

    high, low = chased(0.9), chased(0.3)
    level = 0.5 * low.b("craving")[STOP]

    def days(at: Trajectory) -> np.ndarray:
        under = at.b("craving")[STOP:] < level
        return np.where(under.any(axis=0), under.argmax(axis=0), under.shape[0]).astype(float)

    return {
        "craving_more": mean(high.b("craving") - low.b("craving"), STOP - 30, STOP),
        "days_more": days(high) - days(low),
        "bond": low.b("bond")[STOP],
    }


def e10(trial: Trial) -> Numbers:
    at = trial.one(CIRCUIT, TWO_YEARS)
    extent = at.values["outside_life"][0]

    def outside(run: Trajectory, day: int) -> np.ndarray:
        return trial.evaluate(CIRCUIT, run, day, {"outside_life": extent})["outside_nourishment"][1]

    def kind(run: Trajectory, day: int) -> np.ndarray:
        """Of somebody new: who is kind is not the one who hurt."""
        met = meeting(trial, NEXT, run, day)
        return trial.one(NEXT, 1, only("a", warmth=0.7, care=0.6), ["reward"], begin=met).b("reward")[1]

    begin = begin_from(trial, at, TWO_YEARS)
    alone = trial.one(CIRCUIT, LATER, [NoContact()], begin=begin)
    on = trial.one(CIRCUIT, LATER, begin=begin)
    share = outside(at, TWO_YEARS) / outside(at, 0)
    return {
        "outside_share": share,
        "kind_share": kind(at, TWO_YEARS) / kind(at, 0),
        "recovered": outside(alone, LATER) / outside(at, 0) - share,
        "recovered_in_contact": outside(on, LATER) / outside(at, 0) - share,
        "load": at.b("load")[TWO_YEARS],
    }


def e13(trial: Trial) -> Numbers:
    day = PARTING + LATER
    programme = [
        SupportNetwork(who="b", dose=0.7, start=PARTING),
        HonestAssessment(who="b", start=PARTING),
        HealthyAdult(who="b", dose=0.5, start=PARTING),
    ]

    def after(*acts: Intervention) -> Trajectory:
        return trial.one(CIRCUIT, day, acts, ["craving", "pull"])

    none, business, before = after(NoContact(start=PARTING)), after(BusinessOnly(start=PARTING)), after()
    helped = after(BusinessOnly(start=PARTING), *programme)
    craving = {name: x.b("craving")[day] for name, x in (("none", none), ("business", business), ("before", before))}
    apart = craving["before"] - craving["none"]
    return {
        "nearness": (craving["before"] - craving["business"]) / apart,
        "apart": apart,
        "pull_less": business.b("pull")[day] - helped.b("pull")[day],
    }


PROTOCOLS = {"E9": e9, "E10": e10, "E13": e13}
