"""G15, I10: whom a healthy partner heals, and whom help does."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import ANX, CIRCUIT, PARTING, SEC, SECURE, N
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Pair, Trajectory, Trial
from pairbond.theory.interventions import HoldingTherapy, NoContact, SupportNetwork

Numbers = dict[str, np.ndarray]
FIVE, YEAR, HELP = 1825, 365, 730


def _worse(at: Trajectory) -> np.ndarray:
    """Of the secure one, who is b."""
    return mean(at.b("arousal") + at.b("load") + at.b("unmet_need"), FIVE - YEAR)


def g15(trial: Trial) -> Numbers:
    at = trial.follow({"N": Pair(N, SEC), "Anx": Pair(ANX, SEC)}, FIVE)
    alone = trial.one(Pair(N, SEC), FIVE, [NoContact()])

    def changed(who: str, name: str) -> np.ndarray:
        return at[who].a(name)[FIVE] - at[who].a(name)[0]

    return {
        "worth_change": changed("N", "inner_worth"),
        "integration_change": changed("N", "integration"),
        "worse_than_alone": _worse(at["N"]) - _worse(alone),
        "worth_of_an_anxious_receiver": changed("Anx", "inner_worth"),
    }


def i10(trial: Trial) -> Numbers:
    end = PARTING + HELP
    helped = [
        NoContact(start=PARTING),
        SupportNetwork(dose=0.7, start=PARTING),
        HoldingTherapy(start=PARTING),
    ]
    at, secure = trial.one(CIRCUIT, end, helped), trial.one(SECURE, 1)

    def well(run: Trajectory, day: int) -> np.ndarray:
        """How well each is, [partner, draw]."""
        good, bad = ("inner_worth", "integration", "reality_trust"), ("arousal", "load", "shame")
        return np.sum([run.values[x][day] for x in good], axis=0) - np.sum([run.values[x][day] for x in bad], axis=0)

    before = well(at, PARTING)
    inflating, used = (well(at, end) - before) / (well(secure, 0) - before)
    return {"share_more": used - inflating, "share_used": used, "share_inflating": inflating}


PROTOCOLS = {"G15": g15, "I10": i10}
