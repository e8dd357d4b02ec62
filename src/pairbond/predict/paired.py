"""Is a difference in scores more than sampling variation of these couples and days?"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

F = NDArray[np.float64]
RESAMPLES = 4_000
FEW_COUPLES = 5  # below, couples say too little about other couples, and days are drawn instead
QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}


def drawn(couples: int) -> str:
    """What the bootstrap draws: "couples", or "days" (blocks of days within each couple)."""
    return "couples" if couples >= FEW_COUPLES else "days"


def interval(cells: pd.DataFrame, difference: F, seed: int) -> dict[str, float]:
    """Mean difference per rating and quantiles of its bootstrap distribution.

    cells : couple and calendar day of each rating; difference : one number each, same order.
    """
    sums, counts, groups = _units(cells, difference)
    rng = np.random.default_rng(seed)
    total, number = np.zeros(RESAMPLES), np.zeros(RESAMPLES)
    if groups is None:
        n = len(sums)
        weight = rng.multinomial(n, np.full(n, 1 / n), RESAMPLES)
        total, number = weight @ sums, weight @ counts
    else:
        for group in np.unique(groups):  # every couple keeps its number of days
            here = np.flatnonzero(groups == group)
            pick = here[_blocks(len(here), rng)]
            total += sums[pick].sum(1)
            number += counts[pick].sum(1)
    means = total / number
    return {"difference": float(difference.mean())} | {k: float(np.quantile(means, q)) for k, q in QUANTILES.items()}


def _units(cells: pd.DataFrame, difference: F) -> tuple[F, F, F | None]:
    """Sum and number of the differences of each unit that is drawn, and the couple it belongs to."""
    table = pd.DataFrame({"couple": cells["couple"].to_numpy(), "d": difference})
    if drawn(table["couple"].nunique()) == "couples":
        by = table.groupby("couple", sort=False)["d"]
        return np.asarray(by.sum(), float), np.asarray(by.size(), float), None
    table["day"] = cells["day"].to_numpy()
    by = table.groupby(["couple", "day"], sort=True)["d"]
    owner = np.asarray(pd.factorize(by.sum().index.get_level_values("couple"))[0], dtype=float)
    return np.asarray(by.sum(), float), np.asarray(by.size(), float), owner


def _blocks(days: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Moving blocks of about the cube root of the number of days (Künsch 1989), [RESAMPLES, days]."""
    length = max(1, min(days, round(days ** (1 / 3))))
    starts = rng.integers(0, days - length + 1, (RESAMPLES, -(-days // length)))
    return (starts[:, :, None] + np.arange(length)).reshape(RESAMPLES, -1)[:, :days]
