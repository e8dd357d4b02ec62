"""E11, F11: where the hurt turn to, and how it begins."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, acts
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Trial
from pairbond.theory import Intervention
from pairbond.theory.interventions import SupportNetwork

Numbers = dict[str, np.ndarray]
DAY, LASTS, AFTER = 300, 5, 10


def e11(trial: Trial) -> Numbers:
    hurt = acts("a", start=DAY, end=DAY + LASTS, hostility=0.4)

    def driven(*elsewhere: Intervention) -> tuple[np.ndarray, np.ndarray]:
        after, plain = (trial.one(CIRCUIT, DAY + AFTER, [*elsewhere, *more], ["pursuit"]) for more in (hurt, ()))
        pursued, aroused = (mean(after.b(x) - plain.b(x), DAY + 1) for x in ("pursuit", "arousal"))
        return pursued, aroused

    alone, alarm = driven()
    return {
        "pursuit_more": alone,
        "pursuit_more_supported": driven(SupportNetwork(who="b", dose=0.8))[0],
        "alarm": alarm,
    }


def f11(trial: Trial) -> Numbers:
    day = 60
    at = trial.one(CIRCUIT, day, record=["agency", "warmth"])
    return {
        "agency_lost": at.b("agency")[0] - at.b("agency")[day],
        "image_rise": np.tanh(at.b("image")[day]) - np.tanh(at.b("image")[0]),
        "warmth": mean(at.b("warmth")),
    }


PROTOCOLS = {"E11": e11, "F11": f11}
