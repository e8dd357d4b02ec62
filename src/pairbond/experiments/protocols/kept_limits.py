"""I2, I8: what somebody can do beside the other, where a limit that is set is also kept."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, PARTING, acts
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Trajectory, Trial
from pairbond.theory import Intervention
from pairbond.theory.interventions import Confrontation, HealthyAdult, Limits, PartnerAcceptance, Persuasion
from pairbond.theory.interventions.set_conduct import CONDUCT

Numbers = dict[str, np.ndarray]
FIRST, LONG = 1270, 1600


def _kept(*done: Intervention) -> list[Intervention]:
    """What is said is kept to: no appeasing with it."""
    return [*done, *acts("b", PARTING, appeasing=0.0)]


def i2(trial: Trial) -> Numbers:
    parts = [_i2(one) for one in trial.each()]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _i2(trial: Trial) -> Numbers:
    names = [*CONDUCT, "healthy_adult"]

    def with_(*done: Intervention) -> Trajectory:
        return trial.one(CIRCUIT, LONG, done, names)

    none, stance = with_(), with_(HealthyAdult(who="b", start=PARTING))
    own = {name: float(none.values[name][PARTING - 500 : PARTING, 1, 0].mean()) for name in CONDUCT}
    still = with_(*acts("b", PARTING, **{name: min(max(x, 0.0), 1.0) for name, x in own.items()}))
    harsh = [with_(*_kept(one(who="b", start=PARTING))) for one in (Confrontation, Persuasion, Limits)]

    def of(at: Trajectory, who: int, name: str) -> np.ndarray:
        return mean(at.values[name][:, who], FIRST)

    return {
        "swing_share": stance.b("arousal")[FIRST:].std(axis=0) / none.b("arousal")[FIRST:].std(axis=0),
        "calmer": np.min([of(x, 1, "arousal") for x in (none, *harsh)], axis=0) - of(stance, 1, "arousal"),
        "calmer_than_still": of(still, 1, "arousal") - of(stance, 1, "arousal"),
        "hostility_lead": np.min([of(x, 0, "hostility") for x in harsh], axis=0) - of(stance, 0, "hostility"),
        "stance": of(stance, 1, "healthy_adult") - of(none, 1, "healthy_adult"),
    }


def i8(trial: Trial) -> Numbers:
    names = ["hostility", "withdrawal"]
    limits, kind = _kept(Limits(who="b", start=PARTING)), PartnerAcceptance(who="b", start=PARTING)

    def index(*done: Intervention) -> np.ndarray:
        at = trial.one(CIRCUIT, LONG, done, names)
        own = at.b("reality_trust") - at.b("arousal") - at.b("load") - at.b("critic")
        return mean(own - at.a("hostility") - 0.5 * at.a("withdrawal"), FIRST)

    nothing, alone, accepting, both = index(), index(*limits), index(kind), index(*limits, kind)
    every = np.array([nothing, alone, accepting, both])
    return {
        "lead": both - np.max([nothing, alone, accepting], axis=0),
        "beyond_limits": both - alone,
        "spread": every.max(axis=0) - every.min(axis=0),
    }


PROTOCOLS = {"I2": i2, "I8": i8}
