"""P: what cannot be predicted binds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from pairbond.engine.run import run_task
from pairbond.experiments.participants import only
from pairbond.theory import DoseSchedule

from ._batch import started
from ._gate import Criterion, Estimate, Gate, Setting, average
from .populations import couples

ORDERS = 24
WARM, COLD = 0.8, 0.0
DAYS, ODD_DAYS = 144, 145  # whole rounds of 2/2, 4/4 and 6/6; of 3/2
READ, ODD_READ = 24, 25  # the last whole rounds, over which the bond is read
RHYTHMS = {"2": (2, 2, DAYS, READ), "4": (4, 4, DAYS, READ), "6": (6, 6, DAYS, READ), "3_2": (3, 2, ODD_DAYS, ODD_READ)}


def composition(total: int, parts: int, chance: np.random.Generator) -> np.ndarray:
    """``parts`` whole numbers of at least 1 that add up to ``total``; every such row is equally likely."""
    cuts = np.sort(chance.choice(np.arange(1, total), size=parts - 1, replace=False))
    return np.diff(np.concatenate([[0], cuts, [total]]))


def irregular_starts(on: int, off: int, days: int, chance: np.random.Generator) -> np.ndarray:
    """First day of each spell, warm and cold in turn, in an order with no period.

    As many spells, of the same mean length, and as many warm days as ``on`` warm and ``off`` cold in turn.
    """
    count = days // (on + off)
    warm, cold = composition(on * count, count, chance), composition(off * count, count, chance)
    lengths = np.stack([warm, cold], axis=1).ravel()
    return np.concatenate([[0], np.cumsum(lengths)[:-1]])


def regular_starts(on: int, off: int, days: int) -> np.ndarray:
    """First day of each spell of a rhythm."""
    return np.array([start + part for start in range(0, days, on + off) for part in (0, on)])


def bonds(setting: Setting, starts: np.ndarray, days: int, read: int) -> np.ndarray:
    """C's mean bond in the last ``read`` days, ``[couples, orders]``, for the spells of each order ``[orders, k]``."""
    pairs = couples("self-inflating", "self-sacrificing", setting.count, setting.seed)
    points = [(float(k), WARM if k % 2 == 0 else COLD) for k in range(starts.shape[1])]
    given = only("a", warmth=DoseSchedule(points))
    run = started(setting, pairs, days, ["bond"], given, draws=len(starts))
    place = next(i for i, one in enumerate(given) if one.conduct == "warmth")
    step = {
        f"act.{place}.to_warmth.{k}.step": np.tile(4.0 * starts[:, k], len(pairs)) for k in range(1, starts.shape[1])
    }
    shown = run_task(replace(run.task, given={**run.task.given, **step})).shown
    return np.asarray(shown["bond"])[-read - 1 : -1, 1].mean(axis=0).reshape(len(pairs), len(starts))


def steady(setting: Setting, level: float) -> np.ndarray:
    """C's mean bond in the last days under steady warmth: [couples]."""
    pairs = couples("self-inflating", "self-sacrificing", setting.count, setting.seed)
    run = started(setting, pairs, DAYS, ["bond"], only("a", warmth=level))
    return run.arrays()["bond"][-READ - 1 : -1, 1].mean(axis=0)


def measure(setting: Setting) -> Mapping[str, Estimate]:
    """Bond under an irregular order minus that under the rhythm: mean over couples, spread over orders."""
    found: dict[str, Estimate] = {}
    for name, (on, off, days, read) in RHYTHMS.items():
        chance = np.random.default_rng([setting.seed, on, off])
        orders = np.array([irregular_starts(on, off, days, chance) for _ in range(ORDERS)])
        rhythm = bonds(setting, regular_starts(on, off, days)[None], days, read)
        irregular = bonds(setting, orders, days, read)
        found[f"lead_{name}"] = average((irregular - rhythm).mean(axis=0))
        if name == "2":
            without = steady(setting, WARM * on / (on + off))
            found["steady_lowest"] = average(np.minimum(irregular.mean(axis=1), rhythm[:, 0]) - without)
    return found


GATE = Gate(
    "P",
    "What cannot be predicted binds.",
    ("S3", "S1"),
    "self-sacrificing beside somebody whose warmth is set, to .8 or 0",
    f"{DAYS} days; {ORDERS} irregular orders, the same for all couples; the bond of the last {READ} days",
    (
        Criterion("lead_2", "bond, irregular minus 2 on 2 off", ">=", 0.02, interval=True),
        Criterion("lead_4", "bond, irregular minus 4 on 4 off", ">=", 0.02, interval=True),
        Criterion("lead_6", "bond, irregular minus 6 on 6 off", ">", 0.0),
        Criterion("lead_3_2", "bond, irregular minus 3 on 2 off", ">=", 0.02, interval=True),
        Criterion("steady_lowest", "bond, lower of the two minus steady warmth", ">", 0.0, control=True),
    ),
    measure,
)
