"""Why a fit must not be used as a result, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pairbond.inference.result import Fit

GAIN = 1.0  # nats that the next step of the search may still gain
APART = 0.5  # posterior sds between two starts that count as the same end
RHAT = 1.05
WIDTH = 1e-3  # of an interval that says more than any diary can


def problem(fit: Fit) -> str:
    """Empty where nothing speaks against the fit."""
    about, effects = fit.diagnostics, fit.effects
    gain = float(about.get("next_step_gain", 0.0))
    if not np.isfinite(gain) or gain > GAIN:
        return f"The search has not arrived: its next step would gain {gain:.1f} nats."
    close = fit.optima[fit.optima["gap"] <= 2.0]
    apart = float(close["distance"].max()) if len(close) > 1 else 0.0
    if not bool(about.get("converged", True)):
        return "The search has not arrived: it ended before its steps became small."
    if apart > APART and about.get("posterior") == "normal":
        return f"Starts that fit about as well end {apart:.1f} posterior standard deviations apart."
    limit = RHAT if about.get("posterior") == "sampled" else np.inf
    if float(about.get("rhat_max", 1.0)) > limit:
        return f"The sampler has not converged: R-hat is {about['rhat_max']:.2f}, above {RHAT}."
    first = effects[effects["days"] == fit.lags[0]]  # over long lags every effect is near zero, and rightly so
    some = len(first) > 0 and fit.spec.model.dynamics  # without dynamics every effect is zero by construction
    width = (first["q95"] - first["q05"]).min() if some else 1.0
    if not np.isfinite(width) or width < WIDTH:
        return "The interval of an effect has no width, which no diary can give: the likelihood has no top."
    return ""
