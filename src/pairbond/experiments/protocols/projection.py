"""G11, G12: what the two put into each other, and what becomes normal between them."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, only
from pairbond.experiments.summaries import mean, turns
from pairbond.experiments.trial import Trajectory, Trial
from pairbond.theory import DoseSchedule

Numbers = dict[str, np.ndarray]


def g11(trial: Trial) -> Numbers:
    pressed = {"warmth": 0.4, "demand": 0.3, "withdrawal": 0.2}
    swallowed = [trial.one(CIRCUIT, 60, only("b", **pressed, swallowed_anger=x), ["hostility"]) for x in (0.0, 0.4)]
    hostile = {"warmth": 0.3, "hostility": 0.4, "denial": 0.2}
    projected = [trial.one(CIRCUIT, 60, only("a", **hostile, projection=x)) for x in (0.0, 0.3)]
    free = trial.one(CIRCUIT, 2000, record=["hostility"])
    return {
        "acted_out": mean(swallowed[1].a("hostility") - swallowed[0].a("hostility"), 30),
        "taken_on": mean(projected[1].b("shame") - projected[0].b("shame"), 30),
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
