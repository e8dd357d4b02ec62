"""From predictions of the same ratings by several models to the tables of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.predict import paired as _paired

F = NDArray[np.float64]
STRANGERS = "pseudo-couples"


@dataclass(frozen=True)
class Scored:
    """One model on the scored ratings: couple partner item time day value mean logdensity, one row a rating."""

    model: str
    label: str
    cells: pd.DataFrame

    @staticmethod
    def of(model: str, label: str, cells: pd.DataFrame, predicted: pd.DataFrame) -> Scored:
        both = cells[["couple", "partner", "item", "time", "day", "value"]].assign(
            mean=predicted["mean"].to_numpy(float), logdensity=predicted["logdensity"].to_numpy(float)
        )
        return Scored(model, label, both.reset_index(drop=True))

    @property
    def density(self) -> F:
        return self.cells["logdensity"].to_numpy(float)


def tables_of(models: list[Scored], strangers: list[pd.DataFrame], shuffled: str | None, seed: int) -> dict[str, Any]:
    """Tables ``scores paired pseudo by_couple cells`` of a `Comparison`.

    strangers : for each pairing mean and log density of the same ratings by the model called ``shuffled``.
    """
    cells = models[0].cells
    scores = [{"model": m.model, "label": m.label} | score(m.cells) for m in models]
    paired = [_against(b, a.model, a.density, seed) for i, b in enumerate(models) for a in models[:i]]
    pseudo = None
    if strangers and shuffled is not None:
        real = next(m for m in models if m.model == shuffled)
        ways = [Scored.of(STRANGERS, "", cells, each) for each in strangers]
        pseudo = pd.DataFrame([{"derangement": k} | score(way.cells) for k, way in enumerate(ways)])
        pseudo["difference"] = real.density.mean() - pseudo["mean_logscore"]
        pseudo = pseudo[["derangement", "mean_logscore", "rmse", "difference"]]
        average = np.mean([way.density for way in ways], 0)
        label = f"strangers for partners ({shuffled})"
        row = {"cells": len(cells), "elpd": float(average.sum()), "mean_logscore": float(average.mean())}
        scores.append({"model": STRANGERS, "label": label} | row | {"rmse": float(pseudo["rmse"].mean())})
        paired.append(_against(real, STRANGERS, average, seed))
    by_couple = [
        {"model": m.model, "couple": couple} | score(rows)
        for m in models
        for couple, rows in m.cells.groupby("couple", sort=False)
    ]
    each = pd.concat([m.cells.assign(model=m.model) for m in models], ignore_index=True)
    return {
        "scores": pd.DataFrame(scores),
        "paired": pd.DataFrame(paired, columns=["model", "against", "difference", *_paired.QUANTILES]),
        "pseudo": pseudo,
        "by_couple": pd.DataFrame(by_couple).drop(columns="elpd"),
        "cells": each[["model", *cells.columns]],
    }


def score(cells: pd.DataFrame) -> dict[str, Any]:
    """Number of ratings, sum and mean of their log densities, root mean squared error (rating scale)."""
    return {
        "cells": len(cells),
        "elpd": float(cells["logdensity"].sum()),
        "mean_logscore": float(cells["logdensity"].mean()),
        "rmse": float(np.sqrt(((cells["value"] - cells["mean"]) ** 2).mean())),
    }


def _against(model: Scored, against: str, density: F, seed: int) -> dict[str, Any]:
    difference = model.density - density
    return {"model": model.model, "against": against} | _paired.interval(model.cells, difference, seed)
