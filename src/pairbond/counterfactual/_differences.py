"""From two sets of trajectories to paired differences: quantiles, and aleatoric and epistemic spread."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.counterfactual.course import Course
from pairbond.counterfactual.outcomes import OUTCOMES, at_horizon
from pairbond.inference import quantiles as _quantiles
from pairbond.model import BOTH

F = NDArray[np.float64]


def differences(
    course: Course,
    paths: dict[str, F],
    before: dict[str, F],
    days: tuple[int, ...],
    shape: tuple[int, int],
    partners: tuple[str, str],
) -> pd.DataFrame:
    """Rows outcome × partner × day of ``course`` minus going on as before.

    ``shape``: draws, replicates; ``partners``: their names.
    """
    rows: list[dict[str, object]] = []
    actor = course.actor(partners)
    for one in OUTCOMES:
        for day in days:
            away = at_horizon(one, paths[one.name], day) - at_horizon(one, before[one.name], day)
            for partner, values in zip((BOTH,) if one.couple else partners, np.atleast_2d(away), strict=True):
                row = {"course": course.name, "actor": actor, "outcome": one.name, "partner": partner, "day": day}
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


def bands(paths: dict[str, F], partners: tuple[str, str]) -> pd.DataFrame:
    """Quantiles of every outcome, day by day, over all trajectories."""
    tables: list[pd.DataFrame] = []
    for one in OUTCOMES:
        path = paths[one.name]
        for at, partner in enumerate((BOTH,) if one.couple else partners):
            values = path if one.couple else path[:, at]
            frame = {"outcome": one.name, "partner": partner, "day": np.arange(len(path))}
            quantiles = zip(_quantiles.NAMES, np.quantile(values, _quantiles.LEVELS, axis=1), strict=True)
            tables.append(pd.DataFrame({**frame, **dict(quantiles)}))
    return pd.concat(tables, ignore_index=True)
