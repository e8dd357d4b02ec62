"""Leave couples out: how well do other couples predict a couple that was not seen?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pairbond.diary import Design, Diary, design, lag_times, least_sd
from pairbond.errors import PairbondError
from pairbond.inference import fit_many
from pairbond.predict import paired as _paired
from pairbond.predict._models import DRAWS, SETTINGS, Linear, Model, Progress
from pairbond.predict._population import Person, estimate, log_density

FOLDS = 10
FEWEST = 4  # couples: fewer are no population


def folds(couples: tuple[str, ...], seed: int) -> list[list[str]]:
    """Up to `FOLDS` parts of about equal size, drawn at random; each couple is in one."""
    order = np.random.default_rng(seed).permutation(len(couples))
    return [[couples[i] for i in sorted(part)] for part in np.array_split(order, min(FOLDS, len(couples)))]


def unseen(
    diary: Diary, models: Sequence[Model], seed: int, progress: Progress | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Log density of every couple's whole diary under the population fitted without it.

    Returns ``model couple cells log_density`` and ``model against difference q05 … q95`` (log points an
    rating, bootstrap over couples).

    Raises
    ------
    PairbondError : with fewer than four couples.
    """
    couples = diary.couples
    if len(couples) < FEWEST:
        raise PairbondError(
            f"leaving couples out needs {FEWEST} couples, so that the others can predict one; there are {len(couples)}."
        )
    parts = folds(couples, seed)
    others = [diary.select([c for c in couples if c not in set(part)]) for part in parts]
    tables = []
    for model in models:
        if progress is not None:
            progress(f"leaving couples out: {model.label}")
        if isinstance(model, Linear):
            begin = fit_many([diary], model.model, seed=seed, progress=progress, **SETTINGS)[0]
            fits = [fit_many([other], begin=begin, draws=DRAWS)[0] for other in others]
            each = [fitted.marginal(diary.select(part)) for fitted, part in zip(fits, parts, strict=True)]
        else:
            carried = model.name == "ar1"
            each = [baseline(other, diary.select(part), carried) for other, part in zip(others, parts, strict=True)]
        tables.append(pd.concat(each).set_index("couple").loc[list(couples)].reset_index().assign(model=model.name))
    paired = [
        {"model": b["model"].iloc[0], "against": a["model"].iloc[0]} | _difference(b, a, seed)
        for i, b in enumerate(tables)
        for a in tables[:i]
    ]
    columns = ["model", "against", "difference", *_paired.QUANTILES]
    table = pd.concat(tables, ignore_index=True)[["model", "couple", "cells", "log_density"]]
    return table, pd.DataFrame(paired, columns=columns)


def baseline(others: Diary, left_out: Diary, carried: bool) -> pd.DataFrame:
    """Couple, cells and log density under the populations of the persons of ``others``."""
    found = {couple: [0, 0.0] for couple in left_out.couples}
    how = design(others)
    for item in others.items:
        least = least_sd(others, item)
        for partner in others.partners:
            known = people(others, partner, item.name, how)
            if not known:
                continue
            at = estimate(list(known.values()), carried, least)
            for couple, person in people(left_out, partner, item.name, how).items():
                found[couple][0] += len(person.value)
                found[couple][1] += log_density(person, at)
    rows = [{"couple": couple, "cells": n, "log_density": value} for couple, (n, value) in found.items()]
    return pd.DataFrame(rows)


def people(diary: Diary, partner: str, item: str, how: Design) -> dict[str, Person]:
    """Couple -> its partner's ratings of an item."""
    frame = diary.frame.assign(lag=lag_times(diary.frame, how))
    rows = frame[frame["partner"] == partner].dropna(subset=[item])
    return {
        str(couple): Person(
            one[item].to_numpy(float),
            np.concatenate([[0.0], np.maximum(np.rint(np.diff(one["lag"].to_numpy(float)) / how.interval), 1.0)]),
        )
        for couple, one in rows.groupby("couple", sort=False)
    }


def _difference(model: pd.DataFrame, against: pd.DataFrame, seed: int) -> dict[str, float]:
    """Per rating; a couple's ratings are drawn together."""
    count = model["cells"].to_numpy(int)
    each = ((model["log_density"] - against["log_density"]) / model["cells"]).to_numpy(float)
    rows = pd.DataFrame({"couple": np.repeat(model["couple"].to_numpy(), count), "day": 0})
    return _paired.interval(rows, np.repeat(each, count), seed)
