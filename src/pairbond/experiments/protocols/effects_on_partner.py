"""F1, F3 to F5: what it does to the partner."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, SEC, C, acts, only
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Pair, Trial

Numbers = dict[str, np.ndarray]


def f1(trial: Trial) -> Numbers:
    days = 365
    doses = [only("a", warmth=0.4, denial=x) for x in (0.0, 0.2, 0.4, 0.6)]
    at = [trial.one(CIRCUIT, days, one, ["boundary"]) for one in doses]
    trust = np.array([x.b("reality_trust")[days] for x in at])
    return {
        "trust": trust,
        "trust_lost": trust[0] - trust[-1],
        "boundary": np.array([mean(x.b("boundary"), days - 60) for x in at]),
        "bond": at[-1].b("bond")[days],
    }


def f3(trial: Trial) -> Numbers:
    giving = acts("b", warmth=0.6)
    at = [trial.one(CIRCUIT, 365, [*giving, *only("a", warmth=0.45, care=x)]) for x in (0.45, 0.2, 0.03)]
    load, need = (np.array([x.b(name)[365] for x in at]) for name in ("load", "unmet_need"))
    return {"load": load, "drained": load[-1] - load[0], "need_spread": need[-1] - need[0]}


def f4(trial: Trial) -> Numbers:
    day = 730
    at = trial.one(CIRCUIT, day, record=["craving"])
    life = at.values["outside_life"]
    restored = life[day].copy()
    restored[1] = life[0][1]
    now = trial.evaluate(CIRCUIT, at, day)["leaving_rate"][1]
    other = trial.evaluate(CIRCUIT, at, day, {"outside_life": restored})["leaving_rate"][1]
    return {
        "life_lost": life[0][1] - life[day][1],
        "leaving_share": now / other,
        "craving": mean(at.b("craving"), 365),
    }


def f5(trial: Trial) -> Numbers:
    at = trial.follow({"N": CIRCUIT, "Sec": Pair(SEC, C)}, 1095, record=["agency"])
    lost = {name: x.b("agency")[0] - mean(x.b("agency"), 1000) for name, x in at.items()}
    worth = {name: x.b("inner_worth")[-1] - x.b("inner_worth")[0] for name, x in at.items()}
    return {
        "agency_lost": lost["N"],
        "agency_lost_secure": lost["Sec"],
        "worth_difference": worth["N"] - worth["Sec"],
        "arousal": mean(at["N"].b("arousal") - at["Sec"].b("arousal"), 365),
    }


PROTOCOLS = {"F1": f1, "F3": f3, "F4": f4, "F5": f5}
