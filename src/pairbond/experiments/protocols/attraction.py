"""B: attraction and the honeymoon."""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np

from pairbond.experiments.participants import ANX, AV, CIRCUIT, SEC, SECURE, TWO_TURNS, C, N
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Pair, PersonSpec, Trajectory, Trial
from pairbond.theory.interventions import HonestAssessment

Numbers = dict[str, np.ndarray]
PEOPLE = {"N": N, "C": C, "Sec": SEC, "Anx": ANX, "Av": AV}
EARLY = 22
ORDINARY = PersonSpec("secure", {"inner_worth": 0.7, "integration": 0.7, "anxiety": 0.25, "avoidance": 0.25})
STRONG = PersonSpec("secure", {"inner_worth": 0.95, "integration": 0.95, "anxiety": 0.0, "avoidance": 0.0})


def _euphoria(at: Trajectory) -> tuple[np.ndarray, np.ndarray]:
    """Reward times image of each partner, first 21 days."""
    found = [mean(one("reward") * np.maximum(one("image"), 0.0), 0, EARLY) for one in (at.a, at.b)]
    return found[0], found[1]


def b1(trial: Trial) -> Numbers:
    people = {**PEOPLE, "Ord": ORDINARY}
    pairs = {f"{i} {j}": Pair(people[i], people[j]) for i, j in combinations_with_replacement(people, 2)}
    own = {name: _euphoria(x) for name, x in trial.follow(pairs, 21, record=["reward"]).items()}
    found = {name: np.sqrt(x[0] * x[1]) for name, x in own.items()}
    best = np.max([x for name, x in found.items() if name != "N C"], axis=0)
    return {
        "complementary": found["N C"],
        "best_other": best,
        "lead": found["N C"] - best,
        "two_inflating": found["N N"],
        "two_sacrificing": found["C C"],
        "ordinary_prefer_ordinary": own["Ord Ord"][0] - own["N Ord"][1],
        "secure": found["Sec Sec"],
    }


def b2(trial: Trial) -> Numbers:
    names = ["care", "hostility", "withdrawal"]
    early = trial.follow({"NC": CIRCUIT, "SS": SECURE}, 30, record=names)

    def real(at: Trajectory) -> np.ndarray:
        return mean(at.a("care") - at.a("hostility") - 0.5 * at.a("withdrawal"), 3, 31)

    gap = {name: mean(np.tanh(at.b("image")), 3, 31) - real(at) for name, at in early.items()}
    later = trial.one(CIRCUIT, 600 + 30 + TWO_TURNS, [HonestAssessment(start=600)], names)
    before, after = (600 - TWO_TURNS, 600), (630, 630 + TWO_TURNS)
    return {
        "gap": gap["NC"],
        "gap_secure": gap["SS"],
        "awakening": mean(later.b("image"), *before) - mean(later.b("image"), *after),
        "hostility_change": np.abs(mean(later.a("hostility"), *after) - mean(later.a("hostility"), *before)),
        "conduct_gap": real(early["SS"]) - real(early["NC"]),
    }


def b3(trial: Trial) -> Numbers:
    pairs = {"SS": SECURE, "NC": CIRCUIT, "CC": Pair(C, C), "AA": Pair(ANX, ANX)}
    shares, early = [], []
    for at in trial.follow(pairs, 700, record=["surprise"]).values():
        for glad in (np.maximum(at.a("surprise"), 0.0), np.maximum(at.b("surprise"), 0.0)):
            early.append(mean(glad, 2, 21))
            shares.append(mean(glad, 300, 701) / early[-1])
    most = np.max(shares, axis=0)
    return {"largest_share": most, "faded": 1.0 - most, "least_early": np.min(early, axis=0)}


def b4(trial: Trial) -> Numbers:
    pairs = {"C": Pair(N, C), "Sec": Pair(N, SEC), "strong": Pair(N, STRONG)}
    at = trial.follow(pairs, 200, record=["reward", "inflating", "appeasing", "warmth", "supply"])
    drawn = {name: _euphoria(x)[0] for name, x in at.items()}

    def contempt(x: Trajectory) -> np.ndarray:
        return mean(x.a("inflating") * (1.0 - x.a("unmet_need")) * (x.b("appeasing") + x.b("warmth")))

    return {
        "drawn_to_giving": drawn["C"],
        "drawn_to_secure": drawn["Sec"],
        "drawn_to_strong": drawn["strong"],
        "drawn_lead": drawn["C"] - drawn["Sec"],
        "contempt_giving": contempt(at["C"]),
        "contempt_secure": contempt(at["Sec"]),
        "supply": mean(at["C"].a("supply"), 0, EARLY),
    }


PROTOCOLS = {"B1": b1, "B2": b2, "B3": b3, "B4": b4}
