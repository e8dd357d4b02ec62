"""G11, G12: what the two put into each other, and what becomes normal between them."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, SEC, C, N, acts, only
from pairbond.experiments.summaries import mean, turns
from pairbond.experiments.trial import Pair, PersonSpec, Trajectory, Trial
from pairbond.theory import DoseSchedule
from pairbond.theory.interventions import SetConduct
from pairbond.theory.interventions.set_conduct import CONDUCT

Numbers = dict[str, np.ndarray]


def _seen(but: str, **conduct: float) -> dict[str, float]:
    """All conduct set, what is not named to 0, but for one that is left to the person."""
    return {name: conduct.get(name, 0.3 if name == "agitation" else 0.0) for name in CONDUCT if name != but}


def g11(trial: Trial) -> Numbers:
    """Nothing is injected: what is swallowed and projected is left to the couple, seen conduct is the same."""
    own_of_b = _seen("swallowed_anger", warmth=0.4, care=0.2, demand=0.3, withdrawal=0.2, boundary=0.1, appeasing=0.3)
    own_of_a = _seen("projection", warmth=0.3, care=0.1, hostility=0.4, denial=0.2, withdrawal=0.2)

    def after(pairs: dict[str, Pair], own: list[SetConduct], of: str) -> dict[str, Trajectory]:
        return trial.follow(pairs, 60, own, [of])

    givers = {name: PersonSpec("self-sacrificing", {"coping": x}) for name, x in (("much", -0.9), ("little", -0.3))}
    beside = {"N": N, "Sec": SEC}
    pairs = {f"{who} {name}": Pair(one, giver) for who, one in beside.items() for name, giver in givers.items()}
    acted = after(pairs, acts("b", **own_of_b), "hostility")
    more = {
        who: mean(acted[f"{who} much"].a("hostility") - acted[f"{who} little"].a("hostility"), 30) for who in beside
    }

    wounds = {name: PersonSpec("self-inflating", {"inner_worth": x}) for name, x in (("deep", 0.1), ("mild", 0.5))}
    takers = {"C": C, "Sec": SEC}
    pairs = {f"{name} {who}": Pair(one, taker) for name, one in wounds.items() for who, taker in takers.items()}
    taken = after(pairs, acts("a", **own_of_a), "hostility")
    shame = {who: mean(taken[f"deep {who}"].b("shame") - taken[f"mild {who}"].b("shame"), 30) for who in takers}

    free = trial.one(CIRCUIT, 2000, record=["hostility"])
    return {
        "acted_out": more["N"],
        "acted_out_secure": more["Sec"],
        "taken_on": shame["C"],
        "taken_on_secure": shame["Sec"],
        "turns": turns(free.a("image"), 1200),
        "hostility": mean(free.a("hostility"), 1200),
    }


def g12(trial: Trial) -> Numbers:
    day, last = 600, 610
    limit = DoseSchedule([(0, 0.0), (day, 0.5), (day + 7, 0.0)])

    def limited(appeasing: float) -> Trajectory:
        return trial.one(CIRCUIT, last, only("b", warmth=0.5, appeasing=appeasing, boundary=limit), ["injury"])

    much, little = limited(0.7), limited(0.1)
    hurt = [(x.a("injury")[day:] - x.a("injury")[day - 1]).max(axis=0) for x in (much, little)]
    fall = [x.a("image")[day] - x.a("image")[day:].min(axis=0) for x in (much, little)]
    return {
        "injury": hurt[1],
        "injury_more": hurt[0] / hurt[1] - 1.0,
        "image_fall_more": fall[0] - fall[1],
    }


PROTOCOLS = {"G11": g11, "G12": g12}
