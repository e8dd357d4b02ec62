"""A6, A9, C24: forms and gradations of the self-inflating answer, and what it costs its owner."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, C, N, acts, only
from pairbond.experiments.summaries import mean, turns
from pairbond.experiments.trial import Pair, PersonSpec, Trajectory, Trial
from pairbond.theory import Intervention

Numbers = dict[str, np.ndarray]
FIRST, LAST = 300, 1500
HIDDEN = PersonSpec("self-inflating", {"inhibition": 1.0})
GRADES = ((0.5, 0.4), (0.4, 0.6), (0.3, 0.75), (0.2, 0.9))  # inner worth, answer
PULSE = 20


def a6(trial: Trial) -> Numbers:
    pairs = {"open": CIRCUIT, "hidden": Pair(HIDDEN, C)}
    at = trial.follow(pairs, LAST, record=["hostility", "withdrawal"])
    hostile = {name: mean(x.a("hostility"), FIRST) for name, x in at.items()}
    distant = {name: mean(x.a("withdrawal"), FIRST) for name, x in at.items()}
    covert = {name: distant[name] / (distant[name] + hostile[name]) for name in pairs}

    def worth(given: float) -> dict[str, np.ndarray]:
        own = only("b", warmth=0.3, care=0.6 * given, appeasing=0.4 * given)
        return {name: x.a("felt_worth")[60] for name, x in trial.follow(pairs, 60, own).items()}

    fed, hungry = worth(1.0), worth(0.0)
    return {
        "cycles": turns(at["hidden"].a("image"), FIRST),
        "open_hostility_share": hostile["hidden"] / hostile["open"],
        "more_covert": covert["hidden"] - covert["open"],
        "lift_by_pity": fed["hidden"] - hungry["hidden"],
        "lift_of_open_form": fed["open"] - hungry["open"],
        "need": mean(at["hidden"].a("unmet_need"), FIRST),
    }


def a9(trial: Trial) -> Numbers:
    grades = [PersonSpec("self-inflating", {"inner_worth": q, "coping": x}) for q, x in GRADES]
    pairs = {str(i): Pair(one, C) for i, one in enumerate(grades)}
    names = ["hostility", "withdrawal"]
    long = trial.follow(pairs, LAST, record=names)
    limit: list[Intervention] = list(acts("b", PULSE, PULSE + 5, boundary=0.6, demand=0.8))
    hurt = trial.follow(pairs, PULSE + 15, limit, names)

    def conduct(at: Trajectory) -> np.ndarray:
        return at.a("hostility")[PULSE : PULSE + 16] + at.a("withdrawal")[PULSE : PULSE + 16]

    response = np.array([(conduct(hurt[x]) - conduct(long[x])).max(axis=0) for x in pairs])
    cycles = [turns(long[x].a("image"), FIRST) for x in pairs]
    tension = [(hurt[x].two("tension")[PULSE:] - long[x].two("tension")[PULSE : PULSE + 16]).max(axis=0) for x in pairs]
    return {
        "response": response,
        "response_mild": response[0],
        "response_extreme": response[-1],
        "response_apart": response[-1] - response[0],
        "cycles_by_grade": np.array(cycles),
        "cycles_mild": cycles[0],
        "cycles_extreme": cycles[-1],
        "tension": np.min(tension, axis=0),
    }


def c24(trial: Trial) -> Numbers:
    pairs = {str(q): Pair(N, PersonSpec("self-sacrificing", {"inner_worth": q})) for q in (0.2, 0.5, 0.9)}
    given = only("b", warmth=0.5, appeasing=0.4, pursuit=0.3)
    at = trial.follow(pairs, 90, given, ["supply"])
    shame = np.array([mean(x.a("shame"), 30) for x in at.values()])
    supply = np.min([mean(x.a("supply"), 30) for x in at.values()], axis=0)
    return {"shame": shame, "shame_more": shame[0] - shame[-1], "supply": supply}


PROTOCOLS = {"A6": a6, "A9": a9, "C24": c24}
