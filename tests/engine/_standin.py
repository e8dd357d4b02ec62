"""A small model with the signature of the theory: two partners, six states, a softmax, a status that jumps."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairbond.engine.random_numbers import couple_keys
from pairbond.engine.task import Channels, Task

PERSON = {"mood": 0.4, "hope": 0.3, "image": 0.2}
TAUS = {"mood": 3.0, "hope": 20.0, "image": 4.0}
CHANNELS = Channels({"mood": False, "image": False, "weather": True}, {"leave": False, "return": True})


def advance(m: Any, carry: Any, given: Any, normal: Any, uniform: Any, step: Any) -> tuple[Any, Any]:
    dt = given["dt"]
    mood, hope, image, tie, away = (carry[k] for k in ("mood", "hope", "image", "tie", "away"))
    contact = m.where(away > 0.5, 0.2, 1.0)
    drives = [given["sharp"] * mood, given["sharp"] * hope * (1.0 + 0.0 * mood), -image]
    weights = [m.exp(d) for d in drives]
    total = weights[0] + weights[1] + weights[2]
    warm, cold = weights[0] / total, weights[2] / total
    got = contact * m.swap(warm * m.sigmoid(3.0 * image))
    hurt = contact * m.swap(cold)
    joint = m.sqrt(m.product(warm))
    pulse = m.where(step < 100.0, 0.1, 0.0)
    root = given["root_dt"]
    drift = {
        "mood": (got - mood - hurt * given["frail"] + pulse) / TAUS["mood"],
        "hope": (m.tanh(2.0 * got) - hope) / TAUS["hope"],
        "image": (0.6 * image - image * image * image + 2.0 * (got - hope) + 0.5 * m.both(tie)) / TAUS["image"],
    }
    shaken = {"mood": 0.03 * normal["mood"], "image": 0.08 * normal["image"]}
    new = {k: carry[k] + dt * drift[k] + root * shaken.get(k, 0.0) for k in PERSON}
    new["mood"] = m.minimum(m.maximum(new["mood"], 0.0), 1.0)
    new["tie"] = m.maximum(tie + dt * (joint - tie + 0.1 * m.absolute(m.total(image))) / 50.0
                           + 0.001 * root * normal["weather"], 0.0)  # fmt: skip
    leaves = m.where(uniform["leave"] < 1.0 - m.exp(-given["rate"] * m.both(1.0 - away) * dt * (1.0 - mood)), 1.0, 0.0)
    left = 1.0 - m.product(1.0 - leaves)
    back = m.where((uniform["return"] < 0.02 * dt) & (away > 0.5), 1.0, 0.0)
    new["away"] = (away + left) * (1.0 - back)
    new["left"] = carry["left"] + leaves
    shown = {"mood": mood, "image": image, "tie": tie, "away": away, "warm": warm, "joint": joint, "hope": hope}
    return new, shown


def task(size: int = 6, days: int = 60, every: int = 4, noise: bool = True, seed: int = 3) -> Task:
    rng = np.random.default_rng(size)
    carry = {k: np.full((2, size), v) for k, v in PERSON.items()}
    carry |= {"tie": np.full(size, 0.2), "away": np.zeros(size), "left": np.zeros((2, size))}
    given = {"frail": np.linspace(0.2, 1.5, 2 * size).reshape(2, size), "rate": np.full((2, size), 0.01)}
    given["frail"] = given["frail"] * rng.uniform(0.5, 1.5, (2, size))
    fixed = {"sharp": 2.5, "dt": 1 / every, "root_dt": (1 / every) ** 0.5}
    keys = couple_keys(seed, range(size), [0] * size)
    return Task(advance if noise else _quiet, carry, given, fixed, CHANNELS, keys, days, every)


def _quiet(m: Any, carry: Any, given: Any, normal: Any, uniform: Any, step: Any) -> tuple[Any, Any]:
    return advance(m, carry, given, dict.fromkeys(normal, 0.0), dict.fromkeys(uniform, 1.0), step)
