"""C14, C15, C21, C22: closeness that frightens, dependence that is denied, and a loss of whose making."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, PARTING, SEC, SECURE, TWO_TURNS, C, N, acts, only
from pairbond.experiments.starting_points import begin_from
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Pair, Trajectory, Trial
from pairbond.theory.interventions import Evocation, NoContact

Numbers = dict[str, np.ndarray]
CLOSE = ((0.3, 0.7), (0.6, 0.4), (0.9, 0.1))  # warmth and appeasing: their sum is the supply


def c14(trial: Trial) -> Numbers:
    pairs, names = {"N": Pair(N, C), "Sec": Pair(SEC, C)}, ["hostility", "withdrawal"]
    runs = [trial.follow(pairs, 80, only("b", warmth=x, appeasing=y), names) for x, y in CLOSE]

    def of(who: str, *names: str) -> np.ndarray:
        return np.array([mean(np.sum([at[who].a(name) for name in names], axis=0), 20) for at in runs])

    distance, image = of("N", *names), of("N", "image")
    secure, image_secure = of("Sec", *names), of("Sec", "image")
    return {
        "distance": distance,
        "distance_more": distance[-1] - distance[0],
        "image_fall": image[0] - image[-1],
        "distance_more_secure": secure[-1] - secure[0],
        "image_gain_secure": image_secure[-1] - image_secure[0],
    }


def c15(trial: Trial) -> Numbers:
    day, names = 300, ["supply"]
    found: dict[str, dict[str, np.ndarray]] = {}
    for who, pair in {"N": CIRCUIT, "Sec": SECURE}.items():
        before = trial.one(pair, day, record=names)
        for leaver in ("a", "b"):
            at = trial.one(pair, 21, record=names, begin=begin_from(trial, before, day, left_by=leaver))
            found[who + leaver] = {
                "worth": before.a("felt_worth")[day] - mean(at.a("felt_worth"), 3),
                "shame": mean(at.a("shame"), 3),
                "supply": before.a("supply")[day] - mean(at.a("supply"), 3),
            }
    left, own = found["Nb"], found["Na"]
    return {
        "worth_fall_left": left["worth"],
        "worth_fall_authored": own["worth"],
        "worth_spared": left["worth"] - own["worth"],
        "shame_spared": left["shame"] - own["shame"],
        "worth_spared_secure": found["Secb"]["worth"] - found["Seca"]["worth"],
        "supply_lost": np.minimum(left["supply"], own["supply"]),
    }


def c21(trial: Trial) -> Numbers:
    begin, last = 20, 34
    pairs, names = {"N": CIRCUIT, "Sec": Pair(SEC, C)}, ["warmth", "vulnerable_child"]
    quiet = acts("b", begin, demand=0.0)
    plain = trial.follow(pairs, last, quiet, names)
    called = [*quiet, Evocation(who="b", mode="vulnerable_child", start=begin, end=begin + 7)]
    tender = trial.follow(pairs, last, called, names)

    def change(who: str, name: str) -> np.ndarray:
        return mean(tender[who].a(name) - plain[who].a(name), begin + 1)

    child = [mean(tender[x].b(names[1]) - plain[x].b(names[1]), begin + 1, begin + 8) for x in pairs]
    return {
        "image_fall": -change("N", "image"),
        "warmer_secure": change("Sec", "warmth"),
        "child": np.min(child, axis=0),
    }


def c22(trial: Trial) -> Numbers:
    pairs, names = {"N": CIRCUIT, "Sec": Pair(SEC, C)}, ["pursuit", "supply"]
    at = trial.follow(pairs, PARTING + 30, [NoContact(start=PARTING)], names)

    def fall(x: Trajectory) -> np.ndarray:
        return x.a("felt_worth")[PARTING] - x.a("felt_worth")[PARTING + 30]

    def before(x: Trajectory, name: str) -> np.ndarray:
        return mean(x.a(name), PARTING - TWO_TURNS, PARTING)

    return {
        "worth_fall_more": fall(at["N"]) - fall(at["Sec"]),
        "pursuit": before(at["N"], "pursuit"),
        "pursuit_secure": before(at["Sec"], "pursuit"),
        "supply_lost": before(at["N"], "supply") - mean(at["N"].a("supply"), PARTING + 1),
    }


PROTOCOLS = {"C14": c14, "C15": c15, "C21": c21, "C22": c22}
