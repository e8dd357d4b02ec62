"""D: it deepens over the years."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ._batch import started
from ._courses import cycling
from ._gate import Criterion, Estimate, Gate, Setting, average, ratio
from .populations import couples

YEAR, YEARS = 365, 5
RECORD = ("image", "inner_worth")
N, C = 0, 1


def by_year(x: np.ndarray) -> np.ndarray:
    """Mean of each year of a course [days, n]: [years, n]."""
    return np.stack([x[i * YEAR : (i + 1) * YEAR].mean(axis=0) for i in range(YEARS)])


def measure(setting: Setting) -> Mapping[str, Estimate]:
    """Share of days in rupture, and c's inner worth, in the first and in the fifth year."""
    pairs = couples("self-inflating", "self-sacrificing", setting.count, setting.seed)
    paths = started(setting, pairs, YEARS * YEAR, RECORD).arrays()
    does = cycling(paths["image"][:, N])
    bad = by_year((paths["image"][:, N] < 0)[:, does].astype(float))
    worth = by_year(paths["inner_worth"][:, C][:, does])
    secure = started(setting, couples("secure", "secure", setting.count, setting.seed), YEARS * YEAR, RECORD).arrays()
    calm, own = by_year((secure["image"] < 0).mean(axis=1)), by_year(secure["inner_worth"].mean(axis=1))
    return {
        "rupture_grows": ratio(bad[-1], bad[0]),
        "worth_falls": average(worth[0] - worth[-1]),
        "secure_rupture": average(calm[-1] - calm[0]),
        "secure_worth": average(own[-1] - own[0]),
    }


GATE = Gate(
    "D",
    "It deepens over the years.",
    ("S1", "S3"),
    "self-inflating × self-sacrificing couples that cycle",
    f"{YEARS} years; the fifth beside the first",
    (
        Criterion("rupture_grows", "share of days with n's image below 0, fifth year over first", ">=", 1.5),
        Criterion("worth_falls", "inner worth of c, first year minus fifth", ">=", 0.08, interval=True),
        Criterion("secure_rupture", "secure couple: change in the share of days below 0", "<=", 0.0, control=True),
        Criterion("secure_worth", "secure couple: change in inner worth", ">=", 0.0, control=True),
    ),
    measure,
)
