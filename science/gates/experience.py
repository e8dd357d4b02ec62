"""C: the one who stays lives the ups and downs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pairbond.dynamics import idealised

from ._batch import started
from ._courses import SETTLED, SETTLED_LAST, cycling, masked_mean, peak_day
from ._gate import Criterion, Estimate, Gate, Setting, average, middle, share
from .populations import couples

RECORD = ("image", "arousal", "hostility", "demand")
ANGRY, ANGRY_DAYS = 0.1, 0.05
N, C = 0, 1


def measure(setting: Setting) -> Mapping[str, Estimate]:
    """C's image, hostility, arousal and demands by what n's image is like."""
    pairs = couples("self-inflating", "self-sacrificing", setting.count, setting.seed)
    paths = started(setting, pairs, SETTLED_LAST, RECORD).arrays()
    does = cycling(paths["image"][:, N])
    later = {name: x[SETTLED:][..., does] for name, x in paths.items()}
    good = idealised(later["image"][:, N])
    calm = couples("secure", "self-sacrificing", setting.count, setting.seed)
    beside = {name: x[SETTLED:] for name, x in started(setting, calm, SETTLED_LAST, RECORD).arrays().items()}
    demand = paths["demand"][:, C]
    halves = [peak_day(demand[:, which].mean(axis=1)) for which in split(demand.shape[1])]
    whole = peak_day(demand.mean(axis=1))
    return {
        "image_below_0": share(((later["image"][:, C] < 0) & ~good).any(axis=0)),
        "angry": share(angry(later["hostility"][:, C])),
        "arousal_fusion": middle(known(masked_mean(later["arousal"][:, C], good))),
        "arousal_rupture": middle(known(masked_mean(later["arousal"][:, C], ~good))),
        "demand_peak": (float(whole), float(np.std(halves) / np.sqrt(len(halves)))),
        "secure_image_below_0": share((beside["image"][:, C] < 0).any(axis=0)),
        "secure_angry": share(angry(beside["hostility"][:, C])),
        "secure_swing": average(beside["arousal"][:, C].std(axis=0) / later["arousal"][:, C].std(axis=0).mean()),
    }


def angry(hostility: np.ndarray) -> np.ndarray:
    """Whether hostility [days, n] is above .1 on at least 5 % of days."""
    return (hostility > ANGRY).mean(axis=0) >= ANGRY_DAYS


def known(x: np.ndarray) -> np.ndarray:
    """What is a number."""
    return x[np.isfinite(x)]


def split(count: int, parts: int = 10) -> list[np.ndarray]:
    """Couples in ten parts, to see how far a peak of their mean course moves by chance."""
    return np.array_split(np.arange(count), min(parts, count))


GATE = Gate(
    "C",
    "The one who stays lives the ups and downs.",
    ("S0", "S2", "S3"),
    "self-inflating × self-sacrificing couples that cycle; of the latter image, hostility, arousal, demands",
    f"days {SETTLED} to {SETTLED_LAST}; demands of all couples from day 0",
    (
        Criterion("image_below_0", "image below 0 on some days of a rupture: share", ">=", 0.8),
        Criterion("angry", "hostility above .1 on at least 5 % of days: share", ">=", 0.4),
        Criterion("arousal_fusion", "mean arousal while the other's image is good: median", "<=", 0.52),
        Criterion("arousal_rupture", "mean arousal while it is not: median", ">=", 0.75),
        Criterion("demand_peak", "day on which 30-day demands, averaged over couples, peak", ">", 100),
        Criterion(
            "secure_image_below_0",
            "beside a secure partner: image below 0 on some day, share",
            "<=",
            0.05,
            control=True,
            ours="one in twenty counts as none",
        ),
        Criterion(
            "secure_angry",
            "beside a secure partner: hostility above .1 on at least 5 % of days, share",
            "<=",
            0.05,
            control=True,
            ours="one in twenty counts as none",
        ),
        Criterion(
            "secure_swing",
            "beside a secure partner: SD of arousal as share of that in the circuit",
            "<=",
            0.5,
            control=True,
            ours="at most half counts as calm",
        ),
    ),
    measure,
)
