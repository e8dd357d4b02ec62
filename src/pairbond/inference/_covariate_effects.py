"""Effects of covariates on the ratings of the same occasion, in the units of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from pairbond.inference import quantiles
from pairbond.inference._effects import asked, average, processes
from pairbond.inference._inputs import parts

if TYPE_CHECKING:
    from pairbond.inference.result import Fit


def covariate_effects(fit: Fit) -> pd.DataFrame | None:
    """One row a covariate (``of``: whose it is, a partner or "both") and rating: points for one unit more.

    ``sd_per_sd``: the same in standard deviations of both; the model is linear, so it is a median as well.
    """
    if not fit.spec.inputs:
        return None
    entries = fit.layout.parameters[fit.layout.slices["input"]]
    draws = average(fit)[:, fit.layout.slices["input"]]
    points, known, places = fit.responses.scale.mean(1), asked(fit), processes(fit)
    unit = [points[one.effect] / fit.responses.input_scale[one.cause] for one in entries]
    rows = []
    for one in entries:
        name, of = parts(fit.spec.inputs[one.cause])
        partner, item = places[one.effect]
        rows.append({"covariate": name, "of": of, "partner": partner, "item": item})
    table = pd.DataFrame(rows).assign(**quantiles.of_draws(draws * unit))
    table["sd_per_sd"] = table["q50"] / unit
    return table[[bool(known[one.effect]) for one in entries]].reset_index(drop=True)
