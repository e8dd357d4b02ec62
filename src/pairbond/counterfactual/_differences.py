"""From two sets of trajectories to paired differences: quantiles, and aleatoric and epistemic spread."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.counterfactual.course import Course
from pairbond.counterfactual.outcomes import OUTCOMES, at_horizon
from pairbond.inference import quantiles as _quantiles

F = NDArray[np.float64]


def differences(
    course: Course, paths: dict[str, F], before: dict[str, F], days: tuple[int, ...], shape: tuple[int, int]
) -> pd.DataFrame:
    """Rows outcome × partner × day of ``course`` minus going on as before; ``shape``: draws, replicates."""
    rows: list[dict[str, object]] = []
    for one in OUTCOMES:
        for day in days:
            away = at_horizon(one, paths[one.name], day) - at_horizon(one, before[one.name], day)
            for partner, values in enumerate(np.atleast_2d(away)):
                who = -1 if one.couple else partner
                row = {"course": course.name, "actor": course.actor, "outcome": one.name, "partner": who, "day": day}
                rows.append(row | summary(values.reshape(shape)))
    return pd.DataFrame(rows)


def summary(away: F) -> dict[str, float]:
    """Of differences [draws, replicates]: quantiles over all, and the two parts of their spread.

    Aleatoric: the spread over noise realisations within a draw. Epistemic: the spread over draws of the mean over all
    noise realisations, as in a one-way analysis of variance: what few replicates add to the spread of means is taken
    off.
    """
    replicates = away.shape[1]
    within = float(away.var(1, ddof=1).mean())
    means = away.mean(1)
    between = max(float(means.var(ddof=1)) - within / replicates, 0.0) if len(means) > 1 else 0.0
    quantiles = dict(zip(_quantiles.NAMES, np.quantile(away, _quantiles.LEVELS).tolist(), strict=True))
    return {
        "mean": float(away.mean()),
        **quantiles,
        "sd_aleatoric": float(np.sqrt(within)),
        "sd_epistemic": float(np.sqrt(between)),
        "above": float((away > 0).mean()),
        "below": float((away < 0).mean()),
    }


def bands(paths: dict[str, F]) -> pd.DataFrame:
    """Quantiles of every outcome, day by day, over all trajectories."""
    tables: list[pd.DataFrame] = []
    for one in OUTCOMES:
        path = paths[one.name]
        for partner in (-1,) if one.couple else (0, 1):
            values = path if one.couple else path[:, partner]
            frame = {"outcome": one.name, "partner": partner, "day": np.arange(len(path))}
            quantiles = zip(_quantiles.NAMES, np.quantile(values, _quantiles.LEVELS, axis=1), strict=True)
            tables.append(pd.DataFrame({**frame, **dict(quantiles)}))
    return pd.concat(tables, ignore_index=True)
