"""What a comparison found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """How well each model predicted held-out days, one step ahead.

    Log scores are log densities of the ratings on their own scale (natural logarithm, each rating by
    itself); higher is better. All models are scored on the same ratings. Intervals hold 90 % (``q05`` to
    ``q95``) and 50 % (``q25`` to ``q75``) of a bootstrap over couples; with fewer than five couples, over
    blocks of days within each couple.

    Attributes
    ----------
    scores : model label cells elpd mean_logscore rmse, in the order asked for; ``pseudo-couples`` last, if
        there are any, as the mean over pairings. ``elpd`` is the sum of the log scores, ``rmse`` on the
        rating scale.
    paired : model against difference q05 q25 q50 q75 q95; log points a rating, above zero if ``model``
        is better than ``against``.
    pseudo : derangement mean_logscore rmse difference (real couples minus this pairing, log points an
        rating), or None where there are no pseudo-couples.
    by_couple : model couple cells mean_logscore rmse.
    cells : model couple partner item time day value mean logdensity, one row a rating and model; day is
        the calendar day of the couple.
    unseen : if asked for (``couples_out=True``), else None: model couple cells log_density; how likely the
        whole diary of each couple is under the population of the others, parameters of which see none of it.
    unseen_paired : the same as ``paired`` for ``unseen``.
    settings : holdout, seed, pseudo, couples, days, cells, drawn ("couples" or "days"), pseudo_model,
        real_above (number of pairings the real one scores better than), left_out (model -> why),
        unpredicted (model -> held-out ratings it has no prediction for; they are scored for none).
    timing : seconds: compile, and one entry a model (compilation apart), pseudo-couples, intervals.
    """

    scores: pd.DataFrame
    paired: pd.DataFrame
    pseudo: pd.DataFrame | None
    by_couple: pd.DataFrame
    cells: pd.DataFrame
    settings: dict[str, Any]
    timing: dict[str, float]
    unseen: pd.DataFrame | None = None
    unseen_paired: pd.DataFrame | None = None

    def __repr__(self) -> str:
        best = self.scores.sort_values("mean_logscore").iloc[-1]
        return (
            f"<Comparison of {', '.join(self.scores['model'])} on {int(best['cells'])} held-out ratings: "
            f"{best['model']} highest, {best['mean_logscore']:.3f} a rating>"
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name; without pseudo-couples, theirs is left out."""
        named = ("scores", "paired", "pseudo", "by_couple", "cells")
        return {name: table for name in named if (table := getattr(self, name)) is not None}
