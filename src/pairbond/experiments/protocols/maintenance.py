"""J9, J11: a good bond is spoken for, and earned again each day."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import ANX, SEC, SECURE, acts
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Pair, Trial
from pairbond.theory.interventions import PromptRepair

Numbers = dict[str, np.ndarray]
YEAR, DAY, PAUSE = 365, 730, 60


def j9(trial: Trial) -> Numbers:
    days = 2 * YEAR
    voiced, unsaid = (
        trial.one(Pair(SEC, ANX), days, [PromptRepair(), *more], ["demand"]) for more in ((), acts("b", demand=0.0))
    )
    return {
        "security_more": voiced.two("security")[days] - unsaid.two("security")[days],
        "need_less": mean(unsaid.b("unmet_need") - voiced.b("unmet_need"), YEAR),
        "demand": mean(voiced.b("demand"), YEAR),
    }


def j11(trial: Trial) -> Numbers:
    stop = DAY + PAUSE
    plain, paused = (
        trial.one(SECURE, stop + YEAR, more, ["care"]) for more in ((), acts("both", start=DAY, end=stop, warmth=0.1))
    )
    fall = plain.two("security") - paused.two("security")
    return {
        "security_fall": fall[stop],
        "image_fall": (np.tanh(plain.a("image")) - np.tanh(paused.a("image")))[stop],
        "share_back": 1.0 - fall[-1] / fall[stop],
        "care": mean(plain.a("care"), DAY, stop),
    }


PROTOCOLS = {"J9": j9, "J11": j11}
