"""B5, B6: borrowed splendour, and how far an ideal can fall."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import C, N, only
from pairbond.experiments.protocols.attraction import EARLY, STRONG
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Pair, PersonSpec, Trajectory, Trial
from pairbond.theory import DoseSchedule
from pairbond.theory.interventions import NoContact

Numbers = dict[str, np.ndarray]
END, REALITY, LAST = 90, 5, 35


def b5(trial: Trial) -> Numbers:
    pairs = {"dull": Pair(N, C), "dazzling": Pair(PersonSpec("self-inflating", {"glory": 1.0}), C)}

    def met(warmth: float) -> dict[str, Trajectory]:
        return trial.follow(pairs, END + 30, [*only("a", end=END, warmth=warmth), NoContact(start=END)])

    warm, cold = met(0.4), met(0.0)
    fall = {name: x.b("felt_worth")[END] - x.b("felt_worth")[END + 30] for name, x in cold.items()}
    return {
        "lift": mean(warm["dazzling"].b("felt_worth") - warm["dull"].b("felt_worth"), 60, END + 1),
        "fall_more": fall["dazzling"] - fall["dull"],
        "glory_felt": mean(warm["dazzling"].a("felt_worth") - warm["dull"].a("felt_worth"), 60, END + 1),
    }


def b6(trial: Trial) -> Numbers:
    heights = {str(x): Pair(PersonSpec("self-inflating", params={"start_image": x}), C) for x in (0.3, 0.9, 1.5)}
    limit, need = DoseSchedule([(0, 0.0), (REALITY, 0.3)]), DoseSchedule([(0, 0.0), (REALITY, 0.4)])
    own = only("b", warmth=0.5, pursuit=0.3, appeasing=0.3, boundary=limit, demand=need)
    at = trial.follow(heights, LAST, own, ["hostility", "withdrawal"])
    image = np.array([x.a("image")[REALITY:] for x in at.values()])
    hurtful = np.array([(x.a("hostility") + x.a("withdrawal"))[REALITY:].max(axis=0) for x in at.values()])
    tension = [x.two("tension")[LAST] - x.two("tension")[REALITY] for x in at.values()]
    depth = image[:, 0] - image.min(axis=1)

    suitors = {
        "plain": Pair(N, C),
        "shining": Pair(N, PersonSpec("self-sacrificing", {"glory": 1.0})),
        "strong": Pair(N, STRONG),
    }
    early = trial.follow(suitors, EARLY - 1, record=["reward"])
    drawn = {name: mean(x.a("reward") * np.maximum(x.a("image"), 0.0)) for name, x in early.items()}
    return {
        "depth": depth,
        "deeper": depth[-1] - depth[0],
        "speed": (image[:, :-3] - image[:, 3:]).max(axis=1),
        "hurtful": hurtful,
        "drawn_by_display": drawn["shining"] - drawn["plain"],
        "repelled_by_strength": drawn["plain"] - drawn["strong"],
        "tension": np.min(tension, axis=0),
    }


PROTOCOLS = {"B5": b5, "B6": b6}
