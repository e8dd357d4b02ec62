"""B: hand and glove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

import numpy as np

from pairbond.theory import Couple, Person

from ._batch import started
from ._gate import Criterion, Estimate, Gate, Setting, average, ratio_of_groups
from .populations import people

DAYS = 21
SLOPE = 8.0  # of the choice, as in claim A4
WORKED = 0.6
KINDS = {"N": "self-inflating", "C": "self-sacrificing", "O": "ordinary"}


def measure(setting: Setting) -> Mapping[str, Estimate]:
    """Early attraction of all pairs of persons of each kind, and whom one would choose."""
    size = persons_for(setting.count)
    each = {name: people(kind, size, setting.seed) for name, kind in KINDS.items()}
    worked = [replace(one, inner_worth=WORKED, integration=WORKED) for one in each["C"]]
    same = {f"{k}{k}": joint(*euphoria(setting, list(combinations(each[k], 2)))) for k in ("N", "C")}
    mixed = {
        f"{i}{j}": euphoria(setting, list(product(one, each[j])))
        for i, one, j in (
            ("N", each["N"], "C"),
            ("C", each["C"], "O"),
            ("O", each["O"], "N"),
            ("O", each["O"], "C"),
            ("W", worked, "N"),
            ("W", worked, "O"),
        )
    }
    ordinary = euphoria(setting, [(x, y) for x in each["O"] for y in each["O"] if x is not y])
    best = own_mean(ordinary[0], size, size - 1)
    others = [own_mean(mixed[name][0], size, size) for name in ("ON", "OC")]
    pair = joint(*mixed["NC"])
    by_c = own_mean(mixed["NC"][1].reshape(size, size).T.ravel(), size, size)
    return {
        "over_two_self_inflating": ratio_of_groups(pair, same["NN"]),
        "over_two_self_sacrificing": ratio_of_groups(pair, same["CC"]),
        "ordinary_prefer_ordinary": average(best - np.maximum(*others)),
        "choice_after_work": average(
            choice(own_mean(mixed["WN"][0], size, size), own_mean(mixed["WO"][0], size, size))
        ),
        "choice_before_work": average(choice(by_c, own_mean(mixed["CO"][0], size, size))),
    }


def persons_for(count: int) -> int:
    """How many persons of a kind make at least ``count`` pairs with one another."""
    return int(np.ceil(0.5 + np.sqrt(0.25 + 2 * count)))


def euphoria(setting: Setting, pairs: Sequence[tuple[Person, Person]]) -> np.ndarray:
    """Reward times image of both partners over the first 21 days: [2, pairs]."""
    paths = started(setting, [Couple(*two) for two in pairs], DAYS, ["reward", "image"]).arrays()
    return (paths["reward"] * np.maximum(paths["image"], 0.0)).mean(axis=0)


def joint(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Geometric mean of both partners' euphoria."""
    return np.sqrt(one * other)


def own_mean(x: np.ndarray, size: int, others: int) -> np.ndarray:
    """Mean over ``others`` partners for each of ``size`` persons; the partners of one person follow each other."""
    return x.reshape(size, others).mean(axis=1)


def choice(self_inflating: np.ndarray, ordinary: np.ndarray) -> np.ndarray:
    """Probability of choosing the self-inflating one of two, by one's own euphoria."""
    return 1.0 / (1.0 + np.exp(SLOPE * (ordinary - self_inflating)))


GATE = Gate(
    "B",
    "Hand and glove: the two ways of coping attract each other.",
    ("S0", "S3"),
    "all pairs of persons of two kinds; for self-sacrificing choosers one self-inflating or one ordinary partner",
    f"{DAYS} days from the meeting",
    (
        Criterion("over_two_self_inflating", "early attraction, n × c over n × n", ">=", 1.2),
        Criterion("over_two_self_sacrificing", "early attraction, n × c over c × c", ">=", 1.2),
        Criterion(
            "ordinary_prefer_ordinary",
            "ordinary people: euphoria with one another, minus the best of the others",
            ">",
            0.0,
            interval=True,
        ),
        Criterion("choice_after_work", "probability of choosing n, worth and integration at .6", "<", 0.8),
        Criterion(
            "choice_before_work",
            "probability of choosing n before own work",
            ">=",
            0.8,
            control=True,
            ours="what work has to take away has to be there",
        ),
    ),
    measure,
)
