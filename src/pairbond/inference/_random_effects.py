"""How couples differ: standard deviations and correlations of random effects, each on its own scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.inference import quantiles
from pairbond.inference._effects import average, between_occasions, floor, lags, processes, regression
from pairbond.inference._layout import Layout
from pairbond.inference._posterior import stable
from pairbond.inference._prior import couples_of
from pairbond.inference._random_effects_covariance import RandomEffectsCovariance
from pairbond.inference.levels import INFORMED

if TYPE_CHECKING:
    from pairbond.inference.result import Fit

F = NDArray[np.float64]
DRAWS, COUPLES = 60, 60  # posterior draws, and couples made for each, where an effect is no parameter of its own
NAMES = {
    "mean": "mean", "inertia": "inertia", "influence": "partner effect", "variability": "residual SD", "trend": "trend",
}  # fmt: skip


def random_effects(fit: Fit) -> pd.DataFrame:
    """SDs between couples: kind, partner, item (of the effect), cause_partner, cause_item, unit, quantiles.

    Means and residual SDs are in points of the rating scale, trends in points a week, lagged effects in within-person
    SDs over the study's interval.
    """
    sds = _sds(fit)
    places, scale = processes(fit), fit.responses.scale.mean(1)
    s = fit.layout.settings
    rows, columns = [], []
    made: F | None = None
    for at, index in enumerate(fit.layout.random_index):
        p = fit.layout.parameters[index]
        value, unit = sds[:, at], "points"
        cause = p.cause if p.cause >= 0 else p.effect
        if p.kind == "mean":
            value = value * scale[p.effect]
        elif p.kind == "trend":
            value, unit = value * scale[p.effect] * 7 / fit.responses.span, "points a week"
        elif p.kind == "variability":
            centre = np.exp(average(fit)[:, index]) * scale[p.effect]  # of a log-normal variable
            value = centre * np.exp(0.5 * value**2) * np.sqrt(np.expm1(value**2))
        else:
            unit = "SD"
            if s.clock == "flow":
                made = _made(fit) if made is None else made
                value = made[:, p.effect, cause]
        rows.append(
            {
                "kind": NAMES[p.kind], "partner": places[p.effect][0], "item": places[p.effect][1],
                "cause_partner": places[cause][0], "cause_item": places[cause][1], "unit": unit,
            }
        )  # fmt: skip
        columns.append(quantiles.of_one(value))
    return pd.DataFrame([r | c for r, c in zip(rows, columns, strict=True)])


def random_correlations(fit: Fit) -> pd.DataFrame:
    """Correlation between partners of what is each one's own: kind, item, cause_item, quantiles, informed."""
    spread, places = RandomEffectsCovariance(fit.layout), processes(fit)
    rows = []
    for pair, (_, w, form) in zip(fit.layout.pairs, spread.blocks, strict=True):
        if form == "one":
            continue
        draws = fit.draws["spread"][:, w]
        if form == "sum":
            a, b = np.exp(2 * draws[:, 0]), np.exp(2 * draws[:, 1])
            value, informed = (a - b) / (a + b), bool((draws.std(0) <= INFORMED * spread.scale[w]).all())
        else:
            value = np.tanh(draws[:, 2])
            informed = bool(draws[:, 2].std() <= INFORMED * spread.scale[w][2])
        p = fit.layout.parameters[pair.members[0]]
        cause = p.cause if p.cause >= 0 else p.effect
        rows.append(
            {"kind": NAMES[p.kind], "item": places[p.effect][1], "cause_item": places[cause][1]}
            | quantiles.of_one(value)
            | {"informed": informed}
        )
    return pd.DataFrame(rows)


def _sds(fit: Fit) -> F:
    spread = RandomEffectsCovariance(fit.layout)
    return np.stack([np.sqrt(np.diag(spread.matrices(w)[0])) for w in fit.draws["spread"]])


def _made(fit: Fit) -> F:
    """SD [draws, D, D] over couples of effects at the study's interval, from couples made anew."""
    rng, draws = np.random.default_rng(fit.spec.seed), fit.draws
    couples = couples_of(fit.layout, rng, draws["shared"][:DRAWS], draws["spread"][:DRAWS], COUPLES)
    return sd_of_effects(fit.layout, couples, lags(fit)[0] / fit.spec.unit, floor(fit))


def sd_of_effects(layout: Layout, couples: F, units: float, floor: F | None = None) -> F:
    """SD [draws, D, D] of observed effects over ``units`` typical intervals, of couples [draws, N, P].

    Couples that do not return to a mean have no such effects, and are left out.
    """
    flat = couples.reshape(-1, couples.shape[-1])
    good = stable(layout, flat)
    each = regression(*between_occasions(layout, np.where(good[:, None], flat, layout.loc), units, floor))
    each[~good] = np.nan
    return np.nanstd(each.reshape(*couples.shape[:2], *each.shape[1:]), 1)
