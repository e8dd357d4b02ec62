"""The prior beside a posterior: what a sentence says of it is read from the table of priors of the same page."""

from __future__ import annotations

import pandas as pd

PRIORS = {  # kind of effect -> quantity in the table of priors
    "inertia": "inertia",
    "cross": "cross-lagged effect within a person",
    "reciprocal": "partner effect",
    "partner cross": "cross-lagged effect of the partner",
}
WITHIN, BETWEEN = "residual correlation within a person", "residual correlation between partners"


def prior_ranges(priors: pd.DataFrame | None) -> dict[str, tuple[float, float]]:
    """Quantity -> 5 % and 95 % quantile of its prior in the average couple; empty under a flat prior."""
    if priors is None:
        return {}
    shared = priors[priors["level"] == "average couple"]
    return {str(r["quantity"]): (float(r["q05"]), float(r["q95"])) for r in shared.to_dict("records")}
