"""I11, I14: help that is sought only when supply is short, and from whom acceptance heals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from pairbond.experiments.participants import CIRCUIT, PARTING
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Trial
from pairbond.theory import Intervention
from pairbond.theory.interventions import Acceptance, HealthyAdult, HoldingTherapy, PartnerAcceptance

Numbers = dict[str, np.ndarray]
FIVE, ENOUGH, HEALED = 1825, 0.8, 0.5
FIRST, LAST = 970, 1074


def _short_of_supply(seen: Mapping[str, Any]) -> Any:
    """Of each partner: whether too little warmth and appeasing arrives."""
    return seen["received_warmth"] + seen["received_appeasing"] < ENOUGH


def i11(trial: Trial) -> Numbers:
    sought = HoldingTherapy(who="a", when=_short_of_supply)
    names = ["integration", "received_warmth", "received_appeasing"]

    def completed(paths: Numbers) -> np.ndarray:
        return (paths["integration"][-1, 0] > HEALED).mean(axis=-1)

    asked = trial.with_noise(CIRCUIT, FIVE, [sought], record=names)
    kept = trial.with_noise(CIRCUIT, FIVE, [HoldingTherapy(who="a")], record=["integration"])
    short = asked["received_warmth"][:, 0] + asked["received_appeasing"][:, 0] < ENOUGH
    return {
        "completed_sought": completed(asked),
        "completed_kept": completed(kept),
        "lost_by_dropping": completed(kept) - completed(asked),
        "days_sought": short.mean(axis=(0, -1)),
    }


def i14(trial: Trial) -> Numbers:
    def shame(*acts: Intervention) -> np.ndarray:
        return mean(trial.one(CIRCUIT, LAST, acts).a("shame"), FIRST)

    stance = HealthyAdult(who="b", start=PARTING)
    given = PartnerAcceptance(who="b", start=PARTING)
    plain = shame()
    return {
        "shame": plain,
        "therapist": plain - shame(Acceptance(who="a", start=PARTING)),
        "dependent": plain - shame(given),
        "healthy_adult": shame(stance) - shame(stance, given),
    }


PROTOCOLS = {"I11": i11, "I14": i14}
