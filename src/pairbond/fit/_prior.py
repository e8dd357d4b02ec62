"""The prior, drawn as a posterior is, and as a table: what was thought possible before the data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.fit._layout import CORRELATION_SCALE
from pairbond.fit._posterior import stable
from pairbond.fit._spread import prior_of

if TYPE_CHECKING:
    from pairbond.fit.result import Fit

F = NDArray[np.float64]
DRAWS, TRIES = 400, 20
Z90 = 1.6448536269514722


def before(fit: Fit) -> Fit | None:
    """The fit with draws of the prior of what all couples share; None under a flat prior.

    Draws that do not return to a mean are drawn anew, as in the posterior.
    """
    if fit.spec.prior == "flat":
        return None
    layout, prior = fit.layout, prior_of(fit.layout)
    rng, kept = np.random.default_rng(fit.spec.seed), 0
    shared: list[F] = []
    for _ in range(TRIES):
        made = prior.loc + prior.scale * rng.normal(size=(DRAWS, len(prior.loc)))
        shared.append(made[stable(layout, made @ layout.tie.T)])
        kept += len(shared[-1])
        if kept >= DRAWS:
            break
    if kept < DRAWS // 4:
        return None
    draws = np.concatenate(shared)[:DRAWS]
    spread = prior.spread_loc + prior.spread_scale * rng.normal(size=(len(draws), len(prior.spread_loc)))
    return replace(fit, draws={**fit.draws, "shared": draws, "spread": spread})


def priors(fit: Fit) -> pd.DataFrame:
    """One row a kind of parameter: kind, level ("average couple" or "between couples"), scale, distribution, q05, q95.

    ``scale`` is that on which the prior is normal; ``q05`` and ``q95`` are on the natural scale.
    """
    rows: dict[tuple[str, ...], dict[str, object]] = {}
    for p in fit.layout.parameters:
        log = p.name.startswith("log_")
        ends = [p.loc - Z90 * p.scale, p.loc + Z90 * p.scale]
        q05, q95 = np.exp(ends) if log else (np.tanh(ends) if p.unit == "raw" else ends)
        row = {
            "kind": p.kind, "level": "average couple", "scale": "log" if log else "Fisher z" if p.unit == "raw" else "",
            "unit": p.unit.removeprefix("log ").replace("raw", "correlation"),
            "distribution": f"normal({p.loc:.2f}, {p.scale:.2f})", "q05": float(q05), "q95": float(q95),
        }  # fmt: skip
        rows.setdefault(tuple(str(v) for v in row.values()), row)
    for pair in fit.layout.pairs:
        ends = np.exp([pair.sd_loc - Z90 * pair.sd_scale, pair.sd_loc + Z90 * pair.sd_scale])
        row = {
            "kind": pair.kind, "level": "between couples", "scale": "log", "unit": "standard deviation",
            "distribution": f"normal({pair.sd_loc:.2f}, {pair.sd_scale:.2f})", "q05": ends[0], "q95": ends[1],
        }  # fmt: skip
        rows.setdefault(tuple(str(v) for v in row.values()), row)
    if any(len(pair.members) > 1 for pair in fit.layout.pairs):
        reach = float(np.tanh(Z90 * CORRELATION_SCALE))
        rows[("correlation",)] = {
            "kind": "correlation", "level": "between couples", "scale": "Fisher z", "unit": "correlation",
            "distribution": f"normal(0.00, {CORRELATION_SCALE:.2f})", "q05": -reach, "q95": reach,
        }  # fmt: skip
    return pd.DataFrame(list(rows.values()))
