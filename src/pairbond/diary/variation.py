"""Who (nearly) always gives the same answer: how small a spread a diary can show at all.

An answer given in steps of ``h`` hides ``h / √12``, the standard deviation of what rounding takes away. A person
whose answers to an item spread less than that, most of them the same, has a mean and nothing that could carry
over; a model that gives everybody a variability of their own would run to zero with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pairbond.diary.faults import listing

if TYPE_CHECKING:
    from pairbond.diary.schema import Diary, Item

LEAST = 0.005  # of the scale's length: nobody answers more finely
SAME = 1e-9  # spread of a covariate below which it never changes
FEWEST = 7  # answers below which nobody counts as never changing: the same three times is no habit


def least_sd(diary: Diary, item: Item) -> float:
    """Standard deviation below which nobody's is taken, in the unit of the answers, from the steps they come in."""
    values = np.unique(diary.frame[item.name].dropna().to_numpy(float))
    known = np.isfinite([item.low, item.high]).all()
    length = float(item.high - item.low if known else np.ptp(values)) or 1.0
    gaps = np.diff(values)
    gaps = gaps[gaps > 1e-9 * length]
    return max(float(gaps.min()) / np.sqrt(12) if len(gaps) else 0.0, LEAST * length)


def unvarying(diary: Diary) -> pd.DataFrame:
    """People whose answers to an item of the analysis (nearly) never change.

    Returns one row a person and item: couple, person, partner, item, ratings (how many), sd (of the ratings), usual
    (the most frequent answer) and others (how many differ from it).
    """
    rows = []
    for item in diary.items:
        least = least_sd(diary, item)
        answered = diary.frame[["couple", "person", "partner", item.name]].dropna(subset=[item.name])
        for (couple, partner), mine in answered.groupby(["couple", "partner"], sort=False):
            values = mine[item.name].to_numpy(float)
            if len(values) < FEWEST or values.std(ddof=1) >= least:
                continue
            each, count = np.unique(values, return_counts=True)
            rows.append(
                {
                    "couple": couple, "person": mine["person"].iloc[0], "partner": str(partner), "item": item.name,
                    "ratings": len(values), "sd": float(values.std(ddof=1)), "usual": float(each[count.argmax()]),
                    "others": int(len(values) - count.max()),
                }
            )  # fmt: skip
    columns = ["couple", "person", "partner", "item", "ratings", "sd", "usual", "others"]
    return pd.DataFrame(rows, columns=columns)


def unvarying_covariates(diary: Diary) -> tuple[str, ...]:
    """Covariates that are known and never change within a person, so that they say nothing about days."""
    by = [diary.frame["couple"], diary.frame["partner"]]
    known = {name: diary.frame[name].dropna() for name in diary.covariates}
    return tuple(
        name for name, values in known.items()
        if len(values) and values.groupby(by).agg(np.ptp).max() <= SAME
    )  # fmt: skip


def said_of_unvarying(names: Sequence[str]) -> str:
    """The sentence about covariates that never change; "" if there are none."""
    never, left = ("never changes", "is") if len(names) == 1 else ("never change", "are")
    return f"{listing(names)} {never} within a person and {left} left out of the model." if names else ""
