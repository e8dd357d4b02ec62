"""What goes together on the same occasion, within a person and between partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.inference import quantiles
from pairbond.inference._effects import asked, average, covariances, lags, processes

if TYPE_CHECKING:
    from pairbond.inference.result import Fit

F = NDArray[np.float64]


def residual(now: F, later: F) -> F:
    """Covariance [B, D, D] of ratings that the ratings of one lag before do not explain."""
    explained = later @ np.linalg.solve(now, np.swapaxes(later, 1, 2))
    return now - 0.5 * (explained + np.swapaxes(explained, 1, 2))


def _pairs(fit: Fit) -> tuple[list[tuple[int, int]], pd.DataFrame]:
    places, there = processes(fit), asked(fit)
    at = [(a, b) for a in range(len(places)) for b in range(a) if there[a] and there[b]]
    rows = []
    for a, b in at:
        (p, item), (other, thing) = places[a], places[b]
        same = "same item" if item == thing else "other item"
        rows.append(
            {
                "partner": p, "item": item, "other_partner": other, "other_item": thing,
                "kind": "within person" if p == other else f"between partners, {same}",
            }
        )  # fmt: skip
    return at, pd.DataFrame(rows, columns=["partner", "item", "other_partner", "other_item", "kind"])


def same_day(fit: Fit) -> pd.DataFrame:
    """Correlations of two ratings of one occasion in the average couple.

    ``measure`` is "total" (of deviations from the person's level: what goes together) or "residual" (of what the
    ratings of one lag before leave unexplained: shocks and errors together).
    """
    now, later = covariances(fit, average(fit), lags(fit)[0])
    at, rows = _pairs(fit)
    tables = []
    for measure, cov in (("residual", residual(now, later)), ("total", now)):
        sd = np.sqrt(np.diagonal(cov, axis1=1, axis2=2))
        values = np.stack([cov[:, a, b] / (sd[:, a] * sd[:, b]) for a, b in at], 1) if at else np.zeros((len(now), 0))
        tables.append(rows.assign(measure=measure, **quantiles.of_draws(values)))
    return pd.concat(tables, ignore_index=True)


def explained(fit: Fit) -> pd.DataFrame:
    """Share of within-person variance of each rating that the ratings of one lag before explain (R² within)."""
    now, later = covariances(fit, average(fit), lags(fit)[0])
    left = np.diagonal(residual(now, later), axis1=1, axis2=2) / np.diagonal(now, axis1=1, axis2=2)
    places = processes(fit)
    table = pd.DataFrame({"partner": [p for p, _ in places], "item": [i for _, i in places]})
    return table.assign(**quantiles.of_draws(1 - left))[asked(fit)].reset_index(drop=True)


def shared(fit: Fit) -> pd.DataFrame | None:
    """Residual correlation of the two partners' ratings of the same item; None with one writer."""
    if len(fit.diary.partners) < 2:
        return None
    table = same_day(fit)
    table = table[(table["measure"] == "residual") & (table["kind"] == "between partners, same item")]
    return table[["item", *quantiles.NAMES]].reset_index(drop=True)


def shocks(fit: Fit) -> pd.DataFrame:
    """Covariances of what one lag before leaves unexplained, on the (squared) rating scale."""
    now, later = covariances(fit, average(fit), lags(fit)[0])
    scale = fit.responses.scale.mean(1)
    cov = residual(now, later) * scale[:, None] * scale
    places = processes(fit)
    at = [(a, b) for a in range(len(places)) for b in range(a + 1)]
    table = pd.DataFrame(
        [
            {
                "partner": places[a][0], "item": places[a][1], "other_partner": places[b][0],
                "other_item": places[b][1],
            }
            for a, b in at
        ]
    )  # fmt: skip
    return table.assign(**quantiles.of_draws(np.stack([cov[:, a, b] for a, b in at], 1)))
