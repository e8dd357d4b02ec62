"""One function a dispute: a trial in, the numbers of both sides out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from pairbond.experiments.participants import CIRCUIT, PARTING, SEC, SECURE, C, only
from pairbond.experiments.protocols.therapy import i11
from pairbond.experiments.summaries import mean, turns
from pairbond.experiments.trial import Pair, PersonSpec, Trajectory, Trial
from pairbond.theory import Intervention
from pairbond.theory.interventions import (
    Acceptance,
    ForgivenessWithheld,
    GoToPerson,
    GriefSuppressed,
    HealthyAdult,
    HoldingTherapy,
    HonestAssessment,
    NoContact,
    PartnerFirst,
    Reconnection,
    Refusal,
    Sanction,
)

Numbers = dict[str, np.ndarray]
YEAR = 365


def well(at: Trajectory, day: int) -> np.ndarray:
    """Own state of the self-sacrificing partner: reality trust - arousal - exhaustion - critic."""
    return at.b("reality_trust")[day] - at.b("arousal")[day] - at.b("load")[day] - at.b("critic")[day]


def l1(trial: Trial) -> Numbers:
    first, last = 300, 404

    def hostility(*acts: Intervention) -> np.ndarray:
        return mean(trial.one(CIRCUIT, last, acts, ["hostility"]).a("hostility"), first)

    plain = hostility()
    adored = Pair(PersonSpec("self-inflating", {"glory": 1.0}), C)
    at_ease = trial.one(adored, 200, only("b", warmth=0.8, appeasing=0.6), ["hostility"])
    return {
        "share_accepted": hostility(Acceptance(who="a", start=200)) / plain,
        "share_sanctioned": hostility(Sanction(who="a", start=first)) / plain,
        "at_ease": mean(at_ease.a("hostility"), 100),
    }


def l2(trial: Trial) -> Numbers:
    last = PARTING + 720

    def damage(*acts: Intervention) -> np.ndarray:
        at = trial.one(CIRCUIT, last, [NoContact(start=PARTING), *acts])
        return at.b("bond")[last] - well(at, last)

    whole = damage()
    excused = damage(GriefSuppressed(who="b", start=PARTING), Acceptance(who="b", start=PARTING))
    return {
        "anger_worse": damage(ForgivenessWithheld(who="b", start=PARTING)) - whole,
        "understanding_worse": excused - whole,
    }


def l3(trial: Trial) -> Numbers:
    last = PARTING + 2 * YEAR

    def after(*acts: Intervention) -> Trajectory:
        return trial.one(CIRCUIT, last, acts)

    plain, insight = after(), after(HonestAssessment(who="b", start=PARTING))
    stance, away = after(HealthyAdult(who="b", start=PARTING)), after(NoContact(start=PARTING))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = turns(insight.a("image"), PARTING) / turns(plain.a("image"), PARTING)
    return {"stance_behind_distance": well(away, last) - well(stance, last), "turns_share_insight": share}


def l4(trial: Trial) -> Numbers:
    days, work = 2 * YEAR, [HoldingTherapy(who="b"), Reconnection(who="b")]
    ahead = []
    for worth in (0.2, 0.4):
        pair = Pair(SEC, PersonSpec("self-sacrificing", {"inner_worth": worth, "integration": 0.5}))

        def gain(*acts: Intervention, pair: Pair = pair) -> np.ndarray:
            at = trial.one(pair, days, acts)
            return at.b("inner_worth")[days] - at.b("inner_worth")[0]

        ahead.append(gain(NoContact(), *work) - gain())
    found = np.array(ahead)
    return {"work_ahead": found.min(axis=0), "relationship_ahead": (-found).min(axis=0)}


def l5(trial: Trial) -> Numbers:
    paths = i11(trial)
    return {"healed_kept": paths["completed_kept"], "healed_sought": paths["completed_sought"]}


def l6(trial: Trial) -> Numbers:
    last, behind = PARTING + 5 * YEAR, {}
    for coping in (0.5, 0.7, 0.9):
        pair = Pair(PersonSpec("self-inflating", {"coping": coping}), C)
        own = [HealthyAdult(who="b", start=PARTING), Refusal(who="b", start=PARTING)]
        arranged = trial.one(pair, last, own)
        behind[coping] = well(trial.one(pair, last, [NoContact(start=PARTING)]), last) - well(arranged, last)
    return {"behind_mild": behind[0.5], "behind_middling": behind[0.7], "behind_extreme": behind[0.9]}


def l7(trial: Trial) -> Numbers:
    last = 3 * YEAR

    def lost(pair: Pair, who: str) -> np.ndarray:
        plain, practised = trial.one(pair, last), trial.one(pair, last, [PartnerFirst(who=who), GoToPerson(who=who)])
        return plain.b("outside_life")[last] - practised.b("outside_life")[last]

    return {"lost_secure": lost(SECURE, "both"), "lost_circuit": lost(CIRCUIT, "b")}


PROTOCOLS: Mapping[str, Callable[[Trial], Numbers]] = {
    "L1": l1, "L2": l2, "L3": l3, "L4": l4, "L5": l5, "L6": l6, "L7": l7
}  # fmt: skip
