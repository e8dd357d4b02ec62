"""The models that can be compared, each as a way to foresee the held-out answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pairbond.compare import _baselines
from pairbond.compare._split import Split
from pairbond.data import Diary
from pairbond.data.faults import listing, nearest_name
from pairbond.errors import PairbondError
from pairbond.fit import Fit, fit_many

Progress = Callable[..., Any]
DRAWS = 50  # draws of the parameters behind a prediction; those of the real and the shuffled couples are as many


@dataclass(frozen=True)
class Foresight:
    """Mean and log density of each cell of a split (NaN: none), and the fit behind them, if one is."""

    table: pd.DataFrame
    fit: Fit | None = None


@dataclass(frozen=True)
class Baseline:
    """A rule for one person and one item at a time."""

    name: str
    label: str
    rule: Callable[[_baselines.Series], _baselines.Table]

    def foresee(self, data: Split, seed: int, progress: Progress | None) -> Foresight:
        return Foresight(_baselines.predict(data, self.rule))


@dataclass(frozen=True)
class Linear:
    """A linear model of everybody at once, parameters from the training rows only."""

    name: str
    label: str

    def foresee(self, data: Split, seed: int, progress: Progress | None) -> Foresight:
        fitted = fit_many(
            [data.training], model=self.name, method="normal", starts=1, draws=DRAWS, seed=seed, progress=progress
        )[0]
        return Foresight(aligned(data.cells, predicted(fitted, data.diary)), fitted)


Model = Baseline | Linear
MODELS: dict[str, Model] = {
    model.name: model
    for model in (
        Baseline("own-mean", "own mean", _baselines.own_mean),
        Baseline("ar1", "yesterday's answer", _baselines.yesterday),
        Linear("var", "linear model, day by day"),
        Linear("ct-var", "linear model, continuous time"),
    )
}


def chosen(names: tuple[str, ...] | list[str]) -> list[Model]:
    """The models of these names. Raises ``PairbondError`` for another, a repeated one or none."""
    if not names:
        raise PairbondError(f"models names none; there are {listing(MODELS)}.")
    for name in names:
        if name not in MODELS:
            near = nearest_name(str(name), MODELS)
            hint = f"the nearest is {near}" if near else f"there are {listing(MODELS)}"
            raise PairbondError(f"There is no model {name} among the models to compare; {hint}.")
    if len(set(names)) < len(names):
        raise PairbondError("models names one model twice; name each once.")
    return [MODELS[name] for name in names]


def predicted(fitted: Fit, diary: Diary) -> pd.DataFrame:
    """One-step-ahead predictions of all answers of ``diary`` with the parameters of ``fitted``."""
    return fitted.predict(diary)


def aligned(cells: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Bring predictions of a fit into the order of ``cells``.

    An answer is known by its person, its item and its number in time, because a discrete-time model moves
    times to whole days.
    """
    key = ["couple", "partner", "item"]
    left = cells[[*key, "value"]].assign(number=cells.groupby(key, sort=False).cumcount())
    right = table.sort_values([*key, "time"], kind="stable")
    right = right.assign(number=right.groupby(key, sort=False).cumcount())
    both = left.merge(right[[*key, "number", "value", "mean", "logdensity"]], "left", [*key, "number"])
    if len(both) != len(cells) or not np.allclose(both["value_x"], both["value_y"], equal_nan=False):
        raise RuntimeError("predictions and answers do not belong together")
    return both[["mean", "logdensity"]]
