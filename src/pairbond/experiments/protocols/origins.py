"""A: where the wound and its answers come from."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.trial import Trial
from pairbond.theory import Childhood

DEPRIVED, MIRRORED = (
    {"mirroring": 0.2, "inconsistency": 0.5, "containment": 0.4},
    {"mirroring": 0.9, "containment": 0.8},
)
DOSES = (0.0, 0.3, 0.6, 0.9)
Numbers = dict[str, np.ndarray]


def _of(people: list[dict[str, np.ndarray]], trait: str) -> np.ndarray:
    """[childhoods, draws]: the map has no free parameter, so draws differ only by the mechanisms that hold."""
    return np.array([one[trait] for one in people])


def a1(trial: Trial) -> Numbers:
    praised, caring = trial.grown(Childhood(**DEPRIVED, praise=0.7), Childhood(**DEPRIVED, parentification=0.7))
    good = trial.grown(Childhood(**MIRRORED, praise=0.7), Childhood(**MIRRORED, parentification=0.7))
    return {
        "worth_difference": abs(praised["inner_worth"] - caring["inner_worth"]),
        "answer_praised": praised["coping"],
        "answer_caring": caring["coping"],
        "answer_mirrored": abs(_of(good, "coping")).max(axis=0),
        "spread": praised["coping"] - caring["coping"],
        "worth_lost": good[0]["inner_worth"] - praised["inner_worth"],
    }


def a2(trial: Trial) -> Numbers:
    praised = trial.grown(*(Childhood(**DEPRIVED, praise=x) for x in DOSES))
    caring = trial.grown(*(Childhood(**DEPRIVED, parentification=x) for x in DOSES))
    good = trial.grown(*(Childhood(**MIRRORED, **{kind: 0.9}) for kind in ("praise", "parentification")))
    return {
        "answer_by_praise": _of(praised, "coping"),
        "answer_by_parentification": _of(caring, "coping"),
        "answer_mirrored": abs(_of(good, "coping")).max(axis=0),
        "spread": praised[-1]["coping"] - caring[-1]["coping"],
        "worth_lost": good[0]["inner_worth"] - praised[0]["inner_worth"],
    }


def a3(trial: Trial) -> Numbers:
    grown = trial.grown(*(Childhood(mirroring=0.5, inconsistency=x, containment=0.6) for x in (0.1, 0.5, 0.9)))
    return {
        "anxiety": _of(grown, "anxiety"),
        "avoidance": _of(grown, "avoidance"),
        "anxiety_gained": grown[-1]["anxiety"] - grown[0]["anxiety"],
        "integration_lost": grown[0]["integration"] - grown[-1]["integration"],
    }


PROTOCOLS = {"A1": a1, "A2": a2, "A3": a3}
