"""The models that can be compared, each as a way to predict the held-out responses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from pairbond.diary import Diary
from pairbond.diary.faults import listing, nearest_name
from pairbond.errors import PairbondError
from pairbond.inference import Fit, LinearModel, fit_many
from pairbond.inference.filtered import fit_model
from pairbond.model import CoupleModel
from pairbond.predict import baselines
from pairbond.predict.split import Split
from pairbond.rivals import RIVALS

Progress = Callable[..., Any]
DRAWS = 50  # draws of the parameters behind a prediction; those of the real and the shuffled couples are as many
SETTINGS: dict[str, Any] = {"method": "normal", "starts": 1, "draws": DRAWS}  # of every linear fit


@dataclass(frozen=True)
class Predictions:
    """Mean and log density of each cell of a split (NaN: none), and the fit behind them, if one is."""

    table: pd.DataFrame
    fit: Fit | None = None


@dataclass(frozen=True)
class Baseline:
    """A rule for one person and one item at a time."""

    name: str
    label: str
    rule: Callable[[baselines.Series], baselines.Table]

    def predict(self, data: Split, seed: int, progress: Progress | None) -> Predictions:
        return Predictions(baselines.predict(data, self.rule))


@dataclass(frozen=True)
class Linear:
    """A linear model of everybody at once, parameters from the training rows only."""

    name: str
    label: str
    model: LinearModel

    def predict(self, data: Split, seed: int, progress: Progress | None) -> Predictions:
        fitted = fit_many([data.training], self.model, seed=seed, progress=progress, **SETTINGS)[0]
        return Predictions(aligned(data.cells, predicted(fitted, data.diary)), fitted)


@dataclass(frozen=True)
class CoupleByCouple:
    """A model of a few equations, fitted to the training rows of one couple after the other.

    ``readings`` say which readout an item observes. A couple to whom it cannot be fitted is not predicted.
    """

    model: CoupleModel
    readings: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.model.name

    @property
    def label(self) -> str:
        return self.model.label

    def predict(self, data: Split, seed: int, progress: Progress | None) -> Predictions:
        tables: list[pd.DataFrame] = []
        refused: PairbondError | None = None
        for number, couple in enumerate(data.diary.couples):
            if progress is not None:
                progress(f"{self.label}: couple {number + 1} of {len(data.diary.couples)}")
            try:
                fitted = fit_model(data.training, self.model, couple, readings=self.readings, starts=4, seed=seed)
                tables.append(fitted.predict(data.diary))
            except PairbondError as error:
                refused = error
        if not tables and refused is not None:
            raise refused
        return Predictions(aligned(data.cells, pd.concat(tables, ignore_index=True)))


Model = Baseline | Linear | CoupleByCouple
MODELS: dict[str, Model] = {
    model.name: model
    for model in (
        Baseline("own-mean", "own mean", baselines.own_mean),
        Baseline("ar1", "yesterday's rating", baselines.yesterday),
        Linear("pooled", "linear model without carry-over", LinearModel(dynamics=False)),
        *(Linear(one.name, one.label, one) for one in (LinearModel("var"), LinearModel("ct-var"))),
    )
}


def chosen(
    names: Sequence[str | LinearModel | CoupleModel],
    auto: Literal["ct-var", "var"],
    readings: Mapping[str, str] | None = None,
) -> list[Model]:
    """The models of these names, "auto" being the one called ``auto``; one that is given itself as it is.

    Raises ``PairbondError`` for another name, a repeated one or none.
    """
    if not names:
        raise PairbondError(f"models names none; there are {listing([*MODELS, *RIVALS])}.")
    found: list[Model] = []
    for given in names:
        name = auto if isinstance(given, str) and given == "auto" else given
        if isinstance(name, LinearModel):
            one = replace(name, kind=auto) if name.kind == "auto" else name
            found.append(Linear(one.name, one.label, one))
        elif isinstance(name, CoupleModel) or name in RIVALS:
            one = name if isinstance(name, CoupleModel) else RIVALS[name]
            found.append(CoupleByCouple(one, readings or {}))
        elif name in MODELS:
            found.append(MODELS[name])
        else:
            near = nearest_name(str(name), [*MODELS, *RIVALS])
            hint = f"the nearest is {near}" if near else f"there are {listing([*MODELS, *RIVALS])}"
            raise PairbondError(f"There is no model {name} among the models to compare; {hint}.")
    if len({one.name for one in found}) < len(found):
        raise PairbondError("models names one model twice; name each once.")
    return found


def predicted(fitted: Fit, diary: Diary) -> pd.DataFrame:
    """One-step-ahead predictions of all ratings of ``diary`` with the parameters of ``fitted``."""
    return fitted.predict(diary)


def aligned(cells: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Bring predictions of a fit into the order of ``cells``.

    A rating is known by its person, its item and its number in time, because a discrete-time model moves
    times to whole days.
    """
    key = ["couple", "partner", "item"]
    left = cells[[*key, "value"]].assign(number=cells.groupby(key, sort=False).cumcount())
    right = table.sort_values([*key, "time"], kind="stable")
    right = right.assign(number=right.groupby(key, sort=False).cumcount())
    both = left.merge(right[[*key, "number", "value", "mean", "logdensity"]], "left", [*key, "number"])
    none = both["value_y"].isna()  # somebody whose ratings never change has no predictions, the others have all
    mine = both.groupby(key, sort=False)["value_y"].transform("count") > 0
    if (
        len(both) != len(cells)
        or (none & mine).any()
        or not np.allclose(both["value_x"][~none], both["value_y"][~none])
    ):
        raise RuntimeError("predictions and ratings do not belong together")
    return both[["mean", "logdensity"]]
