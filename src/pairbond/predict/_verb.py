"""The verb `compare`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from pairbond._cache import enable_compile_cache
from pairbond.diary import Diary
from pairbond.errors import PairbondError
from pairbond.inference import LinearModel, clock_of, one_a_step
from pairbond.inference.timer import stage
from pairbond.model import CoupleModel
from pairbond.predict import _strangers
from pairbond.predict._models import CoupleByCouple, Linear, Model, Predictions, chosen
from pairbond.predict._tables import STRANGERS, Scored, tables_of
from pairbond.predict._unseen import unseen
from pairbond.predict.paired import drawn
from pairbond.predict.result import Comparison
from pairbond.predict.split import Split, split

ALL = ("own-mean", "ar1", "pooled", "auto")


def compare(
    diary: Diary,
    models: Sequence[str | LinearModel | CoupleModel] = ALL,
    *,
    readings: Mapping[str, str] | None = None,
    holdout: float = 7,
    pseudo: int = 20,
    couples_out: bool = False,
    seed: int = 0,
    progress: Callable[..., Any] | None = None,
) -> Comparison:
    """Which model predicts held-out days best?

    Parameters see only the days before each couple's cut; every later rating is then predicted from the
    ratings before it. All models are scored on the same ratings.

    Parameters
    ----------
    models : any of "own-mean" (each person's mean), "ar1" (each person's rating the day before), "pooled" (the linear
        model without carry-over: levels, trends and same-occasion covariance, pooled over couples), "var" and
        "ct-var" (see :func:`pairbond.fit`); "auto" is the one of the two that fits the diary's design. Whether
        knowing the days before helps is the difference between "auto" and "pooled". One that these days do not
        allow (``var`` with several entries a day) is left out and named in ``Comparison.settings["left_out"]``. Also
        published models by name (:data:`pairbond.rivals.RIVALS`) and models of one's own
        (:class:`pairbond.model.CoupleModel`), fitted couple by couple, and any
        :class:`pairbond.inference.LinearModel`, in the tables under its name, like ``var(trend=False)``.
    readings : which readout of such a model an item observes, like ``{"closeness": "feeling"}``; ratings of other items
        are then scored for no model, so that all are scored on the same ones.
    holdout : last days of each couple to predict (1 or more), or a share of each couple's diary (below 1).
    pseudo : number of times partners are shuffled between couples and the linear model is fitted again;
        none with fewer than five couples who both write, or with a covariate that is one for both partners.
    couples_out : also leave couples out, a tenth at a time: how likely is the whole diary of a couple under the
        population fitted without it? Takes as long as ten more fits; needs four couples.
    seed : of shuffles, draws and intervals.
    progress : called with a sentence now and then.

    Raises
    ------
    PairbondError : a model that does not exist, a diary too short, a holdout that leaves too little.

    Sources: Bürkner, Gabry & Vehtari (2020) for leave-future-out; Vehtari & Lampinen (2002) for comparing by
    expected log predictive density; Künsch (1989) for the bootstrap by blocks of days.
    """
    clock = clock_of(diary)
    wanted = chosen(tuple(models), clock.model, readings)
    if clock.model == "var":
        diary = one_a_step(diary, int(clock.unit))
    if isinstance(pseudo, bool) or int(pseudo) != pseudo or pseudo < 0:
        raise PairbondError(f"pseudo is a number of pairings, 0 or more, not {pseudo}.")
    data = split(diary, holdout)
    enable_compile_cache()
    timing: dict[str, float] = {"compile": 0.0}
    found, left_out = _predict(data, wanted, seed, progress, timing)
    scored = _scored(data, found)
    shuffled = None
    last = next((m for m in reversed(wanted) if isinstance(m, Linear) and m.model.dynamics and m.name in found), None)
    fitted = None if last is None else found[last.name].fit
    if fitted is not None and pseudo and _strangers.enough(data, fitted):
        with stage(timing, STRANGERS):
            shuffled = _strangers.shuffle(data, fitted, int(pseudo), seed, progress)
    with stage(timing, "intervals"):
        ways = [] if shuffled is None else [t[scored] for t in shuffled]
        held = [
            Scored.of(m.name, m.label, data.cells[scored], found[m.name].table[scored])
            for m in wanted
            if m.name in found
        ]
        tables = tables_of(held, ways, None if last is None else last.name, seed)
    left = {}
    if couples_out:
        with stage(timing, "couples-out"):
            able = [m for m in wanted if m.name in found and not isinstance(m, CoupleByCouple)]
            left = dict(zip(("unseen", "unseen_paired"), unseen(diary, able, seed, progress), strict=True))
    days = data.cells[scored].groupby("couple")["day"].nunique()
    settings: dict[str, Any] = {
        "holdout": data.holdout,
        "seed": seed,
        "pseudo": 0 if shuffled is None else len(shuffled),
        "pseudo_model": None if shuffled is None or last is None else last.name,
        "couples": len(days),
        "days": int(days.sum()),
        "cells": int(scored.sum()),
        "drawn": drawn(len(days)),
        "left_out": left_out,
        "unpredicted": _not_predicted(data, found),
        "dynamic": None if last is None else last.name,
        "problems": {name: f.fit.problem for name, f in found.items() if f.fit is not None and f.fit.problem},
    }
    if shuffled is not None:
        settings["real_above"] = int((tables["pseudo"]["difference"] > 0).sum())
    return Comparison(**tables, **left, settings=settings, timing=timing)


def _predict(
    data: Split,
    wanted: list[Model],
    seed: int,
    progress: Callable[..., Any] | None,
    timing: dict[str, float],
) -> tuple[dict[str, Predictions], dict[str, str]]:
    found: dict[str, Predictions] = {}
    left_out: dict[str, str] = {}
    for model in wanted:
        if progress is not None:
            progress(f"predicting the held-out days: {model.label}")
        try:
            with stage(timing, model.name):
                found[model.name] = model.predict(data, seed, progress)
        except PairbondError as error:
            left_out[model.name] = str(error)
    if not found:
        raise PairbondError(next(iter(left_out.values())))
    return found, left_out


def _scored(data: Split, found: dict[str, Predictions]) -> np.ndarray:
    """Held-out ratings for which every model has a prediction."""
    ok = data.cells["held"].to_numpy(bool).copy()
    for predictions in found.values():
        ok &= np.isfinite(predictions.table["logdensity"].to_numpy(float))
    if not ok.any():
        raise PairbondError("Nobody has both ratings to learn from and held-out ratings to predict.")
    return ok


def _not_predicted(data: Split, found: dict[str, Predictions]) -> dict[str, int]:
    """Held-out responses that a model could not predict, which are scored for none; models without such left out."""
    held = data.cells["held"].to_numpy(bool)
    lost = {name: int((~np.isfinite(f.table["logdensity"].to_numpy(float)) & held).sum()) for name, f in found.items()}
    return {name: count for name, count in lost.items() if count}
