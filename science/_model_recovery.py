"""Recovery of a model's parameters: couples from the priors of its fit, truth beside intervals, and a summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from pairbond.inference.filtered import FilteredFit
from pairbond.model import BOTH, CoupleModel, ModelCouple, Parameter, partner_names

FAR = 3.0


def on_wide_scales(model: CoupleModel) -> CoupleModel:
    """The model with its readouts on a scale from -FAR to FAR."""
    return replace(model, readouts=tuple(replace(x, zero=0.5, one=0.5 + 0.5 / FAR) for x in model.readouts))


def drawn_couple(model: CoupleModel, rng: np.random.Generator) -> ModelCouple:
    """A couple whose parameters are drawn from the priors of the fit."""
    return model.couple(**{one.name: _drawn(one, rng) for one in model.parameters})


def _drawn(one: Parameter, rng: np.random.Generator) -> tuple[float, ...] | float:
    """A pair of values of a parameter from its prior, one of a parameter of the couple."""
    count = 1 if one.couple else 2
    if one.log:
        drawn = np.clip(np.exp(rng.uniform(np.log(one.low), np.log(one.high), count)), one.low, one.high)
    else:
        drawn = rng.uniform(one.low, one.high, count)
    return float(drawn[0]) if one.couple else tuple(map(float, drawn))


def truth_and_intervals(couple: ModelCouple, fitted: FilteredFit) -> pd.DataFrame:
    """The fit's table of the model's parameters with ``truth``, and whether the fit is ``trusted``."""
    table = fitted.parameters[fitted.parameters["item"] == ""]
    values: Mapping[str, Any] = couple.values
    place = {**{name: at for at, name in enumerate(partner_names(fitted.diary.partners))}, BOTH: 0}
    truth = [np.atleast_1d(values[name])[place[p]] for name, p in zip(table["name"], table["partner"], strict=True)]
    return table.assign(truth=truth, trusted=fitted.diagnostics["trusted"])


def summary(
    table: pd.DataFrame, parts: Mapping[str, pd.Series] | None = None, contraction: Literal["mean", "median"] = "median"
) -> pd.DataFrame:
    """Coverage, bias, correlation of truth and median, and mean or median contraction: over all and by parameter.

    ``parts`` adds rows over the estimates for which a mask is true, by label; bias and correlation only where they are
    of one parameter.
    """
    ranges = table.assign(inside=table["truth"].between(table["q05"], table["q95"]), off=table["q50"] - table["truth"])
    rows = [("all", ranges), *ranges.groupby("name", sort=False)]
    rows += [(label, ranges[mask]) for label, mask in (parts or {}).items() if mask.any()]
    return pd.DataFrame([_summed(str(label), part, contraction) for label, part in rows])


def _summed(label: str, part: pd.DataFrame, contraction: str) -> dict[str, Any]:
    by_couple = part.groupby("replication")["inside"].mean()
    alike = part["name"].nunique() == 1
    return {
        "parameter": label,
        "estimates": len(part),
        "coverage90": part["inside"].mean(),
        "coverage90_se": by_couple.std() / len(by_couple) ** 0.5,
        "bias": part["off"].mean() if alike else np.nan,
        "correlation": part["truth"].corr(part["q50"]) if alike and len(part) > 2 else np.nan,
        "contraction": part["contraction"].agg(contraction),
    }
