"""Which other stories would fit these days as well?

A story is a plain model that knows nothing of the theory. All are fitted to the same days and scored on the same
held-out ratings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.assess import _forecast_skill
from pairbond.diary import least_sd
from pairbond.predict import baselines, paired
from pairbond.predict.split import Split

F = NDArray[np.float64]
VERDICTS = ("fits less well", "fits as well", "fits better", "not compared")


@dataclass(frozen=True)
class Story:
    """Another account of the same days.

    Attributes
    ----------
    key : "misfit" (every day like the others: two between whom nothing much changes, or two who do not fit), "strain"
        (something from outside presses on both: one hidden course behind all responses), "low" (one person's
        responses go up and down on their own, as in low mood, the other is as always) or "thin" (too little to
        tell anything from every day like the others).
    verdict : of `VERDICTS`, at 90 %; of "thin" only the second and the first.
    difference : theory minus story, log points a rating: ``difference q05 … q95``; of "thin" the best of all minus
        "misfit"; empty if not compared.
    partner : of "low", whose mood it is; else "".
    """

    key: str
    verdict: str
    difference: dict[str, float]
    partner: str = ""


@dataclass(frozen=True, eq=False)
class Scores:
    """Log scores [cells] of all accounts, and the cells of the split they belong to."""

    cells: pd.DataFrame
    by: dict[str, F]

    def table(self) -> pd.DataFrame:
        """account ratings mean_logscore, on the held-out ratings that all accounts score."""
        at = self.scored
        rows = [
            {"account": k, "ratings": int(at.sum()), "mean_logscore": float(v[at].mean())} for k, v in self.by.items()
        ]
        return pd.DataFrame(rows)

    @property
    def scored(self) -> NDArray[np.bool_]:
        """Held-out ratings that all accounts score."""
        return self.cells["held"].to_numpy(bool) & np.all([np.isfinite(v) for v in self.by.values()], axis=0)

    def difference(self, one: str, other: str, seed: int) -> dict[str, float]:
        """One minus other, log points a rating; intervals by blocks of days."""
        at = self.scored
        if not at.any():
            return {}
        return paired.interval(self.cells[at], (self.by[one] - self.by[other])[at], seed)


def scores(data: Split, theory: F | None) -> tuple[Scores, str]:
    """Every account's log scores, and whose mood "low" is about.

    Of the two persons it is the one whose own course makes more of the days that were learnt from.
    """
    writers = tuple(data.cells["partner"].unique())  # in the order of the diary
    steady, yesterday = (_forecast_skill.baseline(data, rule) for rule in (baselines.steady, baselines.carried))
    shared, _ = _forecast_skill.factor(data, writers)
    whose, low, best = "", steady, -np.inf
    learnt = ~data.cells["held"].to_numpy(bool)
    for partner in writers:
        own, gained = _forecast_skill.factor(data, (partner,))
        mine = data.cells["partner"].to_numpy() == partner
        gained -= _constant_level(data, mine & learnt)
        if gained > best:
            whose, best, low = partner, gained, np.where(mine, own, steady)
    by = {"yesterday": yesterday, "misfit": steady, "strain": shared, "low": low}
    return Scores(data.cells, ({"theory": theory} if theory is not None else {}) | by), whose


def _constant_level(data: Split, here: NDArray[np.bool_]) -> float:
    """Log score of the days learnt from, if each person were as always."""
    items = {item.name: item for item in data.diary.items}
    total = 0.0
    for (_, name), rows in data.cells[here].groupby(["partner", "item"], sort=False):
        y = rows["value"].to_numpy(float)
        if len(y) < 5:
            continue
        spread = max(float(y.std(ddof=1)), least_sd(data.training, items[str(name)]))
        total += float(
            _forecast_skill.graded(
                items[str(name)], y, np.full(len(y), y.mean()), np.full(len(y), spread), len(y) - 1
            ).sum()
        )
    return total


def stories(found: Scores, whose: str, seed: int) -> tuple[Story, ...]:
    """The verdicts."""
    writers = found.cells["partner"].nunique()
    verdicts: list[Story] = []
    for key in ("misfit", "strain", "low"):
        if key == "strain" and writers < 2:
            verdicts.append(
                Story(key, "not compared", {})
            )  # of one person's days it cannot be distinguished from "low"
            continue
        difference = found.difference("theory", key, seed)
        verdicts.append(Story(key, _verdict(difference), difference, whose if key == "low" else ""))
    best = max((k for k in found.by if k != "misfit"), key=lambda k: float(np.mean(found.by[k][found.scored])))
    gain = found.difference(best, "misfit", seed)
    verdicts.append(Story("thin", "fits less well" if gain and gain["q05"] > 0 else "fits as well", gain))
    return tuple(verdicts)


def _verdict(difference: dict[str, float]) -> str:
    if not difference:
        return "not compared"
    if difference["q05"] > 0:
        return "fits less well"
    return "fits better" if difference["q95"] < 0 else "fits as well"
