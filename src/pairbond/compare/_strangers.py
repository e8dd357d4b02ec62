"""The linear model once more, with partners shuffled between couples."""

from __future__ import annotations

import pandas as pd

from pairbond.compare._models import DRAWS, Progress, aligned, predicted
from pairbond.compare._pseudo import back_home, pairings, repaired
from pairbond.compare._split import Split
from pairbond.data import allowed
from pairbond.fit import Fit, fit_many


def enough(data: Split) -> bool:
    """Whether there are couples enough of whom both write."""
    return allowed(data.diary, "pseudo")[0] and len(_both(data)) > 4


def shuffle(data: Split, begin: Fit, count: int, seed: int, progress: Progress | None) -> list[pd.DataFrame]:
    """Predictions (aligned with ``data.cells``) of the model under ``count`` pairings with strangers.

    begin : the fit of the real couples; every search begins at its mode.
    """
    ways = pairings(_both(data), count, seed)
    diaries = [repaired(data, way, begin.spec.weekday) for way in ways]
    if progress is not None:
        progress(f"shuffling partners between couples, {count} times")
    fits = fit_many([known for _, known in diaries], begin=begin, draws=DRAWS, progress=progress)
    tables = []
    for at, (fitted, (whole, _), way) in enumerate(zip(fits, diaries, ways, strict=True)):
        if progress is not None:
            progress("foreseeing with strangers", at + 1)
        tables.append(aligned(data.cells, back_home(predicted(fitted, whole), way)))
    return tables


def _both(data: Split) -> tuple[str, ...]:
    """Couples of whom both have days to learn from."""
    return tuple(c for c in data.training.couples if len(data.training.writers(c)) == 2)
