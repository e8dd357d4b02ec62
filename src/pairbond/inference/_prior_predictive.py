"""What the priors predict of a diary before it is read, on the scale of its ratings."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.diary import Diary
from pairbond.errors import PairbondError
from pairbond.inference import quantiles
from pairbond.inference._effects import between_occasions
from pairbond.inference._panel import responses
from pairbond.inference._posterior import stable
from pairbond.inference._prior import DRAWS, couples_of, shared_draws
from pairbond.inference._random_effects_covariance import prior_of
from pairbond.inference._spec import complete
from pairbond.inference.linear_model import LinearModel, linear_model

F = NDArray[np.float64]
BLOCKS = 10  # of DRAWS couples each


def prior_predictive(diary: Diary, model: LinearModel | str = "auto", *, seed: int = 0) -> pd.DataFrame:
    """What couples would look like by the priors that :func:`fit` would use for a linear model.

    One couple is drawn from each of 4,000 populations. Returns one row a quantity and item: ``quantity``, ``item``
    ("" for all), ``unit``, quantiles ``q05 q25 q50 q75 q95`` over couples, and ``impossible``, the share of couples for
    which it lies beyond what the ends of the item's scale allow (NaN without ends). Quantities: person mean, change
    over the diary and within-person SD, in points of the scale; autocorrelation from one entry to the next, and
    correlation of the two partners on one occasion. The last two rows say, under ``impossible``, how many average
    couples, and how many couples of the others, do not return to a mean; the fit rules these out, and the other rows
    leave them out.

    Raises
    ------
    PairbondError : a model that :func:`fit` refuses, and ``prior="flat"``, which predicts nothing.
    """
    diary, spec = complete(diary, linear_model(model), seed=seed)
    if spec.model.prior == "flat":
        raise PairbondError('prior="flat" prefers no value, and predicts nothing.')
    layout, data = spec.layout(diary), responses(diary, spec)
    s, prior, rng = layout.settings, prior_of(layout), np.random.default_rng(spec.seed)
    made, averages = [], []
    for _ in range(BLOCKS):
        shared = shared_draws(layout, rng, DRAWS)
        spread = prior.spread_loc + prior.spread_scale * rng.normal(size=(DRAWS, len(prior.spread_loc)))
        made.append(couples_of(layout, rng, shared, spread, 1)[:, 0])
        averages.append(stable(layout, shared @ layout.tie.T))
    returns, one = np.concatenate(averages), np.concatenate([stable(layout, phi) for phi in made])
    keep = returns & one
    phi = np.where(keep[:, None], np.concatenate(made), layout.loc)
    moments = [between_occasions(layout, part, 1.0) for part in np.split(phi, BLOCKS)]
    now, later = (np.concatenate(x)[keep] for x in zip(*moments, strict=True))
    phi = phi[keep]
    sd = np.sqrt(np.diagonal(now, axis1=1, axis2=2))
    carried = np.diagonal(later, axis1=1, axis2=2) / sd**2
    centre, scale = data.center.mean(1), data.scale.mean(1)
    rows = []
    for k, item in enumerate(diary.items):
        at = [p * s.items + k for p in range(s.partners)]
        length = item.high - item.low
        table = {
            ("within-person SD", "points", length / 2): sd[:, at] * scale[at],
            ("autocorrelation", "correlation", np.inf): carried[:, at],
        }
        if s.partners == 2:
            both = now[:, at[0], at[1]] / (sd[:, at[0]] * sd[:, at[1]])
            table["correlation of partners", "correlation", np.inf] = both[:, None]
        if "mean" in layout.slices:
            points = centre[at] + scale[at] * phi[:, layout.slices["mean"]][:, at]
            table["person mean", "points", np.nan] = points
        if "trend" in layout.slices:
            table["change over the diary", "points", length] = scale[at] * phi[:, layout.slices["trend"]][:, at]
        for (quantity, unit, most), values in table.items():
            flat = values.ravel()
            beyond = (flat < item.low) | (flat > item.high) if np.isnan(most) else np.abs(flat) > most
            known = np.isfinite(length) and unit == "points"
            rows.append(
                {
                    "quantity": quantity,
                    "item": item.name,
                    "unit": unit,
                    **dict(zip(quantiles.NAMES, np.quantile(flat, quantiles.LEVELS), strict=True)),
                }
                | {"impossible": float(beyond.mean()) if known else np.nan}
            )
    shares = (("average couple without return to a mean", ~returns), ("couple without return to a mean", ~one[returns]))
    rows += [{"quantity": name, "item": "", "unit": "", "impossible": float(which.mean())} for name, which in shares]
    return pd.DataFrame(rows)
