"""What speaks against single effects: predictive checks, assumed measurement error, another estimator."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from pairbond.diary import Diary
from pairbond.inference import pooled_least_squares
from pairbond.report.findings import lagged_family
from pairbond.report.simultaneous import HypothesisTests, examine
from pairbond.report.view import View

Key = tuple[object, ...]
APART = 2.0  # standard errors of least squares, beyond which a disagreement is said
ENDS = ["cause_partner", "cause_item", "effect_partner", "effect_item"]
PROVISIONAL, FRAGILE, DIFFERENT = "provisional", "fragile", "least squares differ"


def missed(view: View) -> pd.DataFrame:
    """Predictive checks whose statistic of the diary lies outside the 90 % predictive interval."""
    checks = view.checks
    if checks is None or checks.empty:
        return pd.DataFrame(columns=["statistic", "label", "partner", "item", "observed", "q05", "q50", "q95"])
    return checks[(checks["observed"] < checks["q05"]) | (checks["observed"] > checks["q95"])]


def contradicted(view: View) -> set[Key]:
    """Keys of the tests whose estimate rests on a statistic that the model does not reproduce."""
    found: set[Key] = set()
    for row in missed(view).to_dict("records"):
        p, item = str(row["partner"]), row["item"]
        others = [name for name in view.diary.partners if name != p]
        if row["statistic"] == "lag1":
            found.add(("effect", p, item, p, item))
        elif row["statistic"] == "next_day":
            found |= {("effect", other, item, p, item) for other in others}
        elif row["statistic"] == "same_day":
            found |= {
                ("same day", *ends) for other in others for ends in ((p, item, other, item), (other, item, p, item))
            }
    return found


def fragile(view: View, tests: HypothesisTests) -> set[Key]:
    """Keys of effects that are findings, and lose more than half their size or are no finding any more if a share of
    each rating's variance is assumed to be measurement error."""
    found = {a.key: a.hypothesis.middle for a in tests.about("effect") if a.significant}
    if view.fit is None or view.effects is None or not view.voice.research or not found:
        return set()
    shown = view.effects.loc[view.effects["days"] == view.lag, ENDS]
    lost: set[Key] = set()
    for share, table in view.fit.error_sensitivity.groupby("error_share"):
        if not share:
            continue
        part = table[table["days"] == view.lag].merge(shown, on=ENDS)
        assumed = {a.key: a for a in examine(lagged_family(replace(view, effects=part)), tests.share).about("effect")}
        for key, middle in found.items():
            now = assumed.get(key)
            if now is None or not now.significant or now.hypothesis.middle * np.sign(middle) < abs(middle) / 2:
                lost.add(key)
    return lost


def least_squares(view: View) -> pd.DataFrame:
    """Each effect beside pooled least squares: estimate, se, ``apart`` in standard errors, ``differs``."""
    effects = view.effects
    if effects is None or view.fit is None or not view.voice.research:
        return pd.DataFrame(columns=[*ENDS, "q50", "estimate", "se", "apart", "differs"])
    twin = _pooled(_Held(view.fit.diary), tuple(view.fit.spec.items))
    twin = twin[np.isclose(twin["days"], view.lag)]
    both = effects[effects["days"] == view.lag].merge(twin[[*ENDS, "estimate", "se"]], on=ENDS)
    both = both.assign(apart=(both["q50"] - both["estimate"]).abs() / both["se"])
    return both.assign(differs=both["apart"] > APART)[[*ENDS, "q50", "estimate", "se", "apart", "differs"]]


def remarks(view: View, tests: HypothesisTests) -> dict[Key, list[str]]:
    """Key of an effect -> what is to be said against it, in a word each."""
    table = least_squares(view)
    found: dict[Key, list[str]] = {}
    different = {("effect", *k) for k in _keys(table[table["differs"].astype(bool)])}
    for keys, words in ((contradicted(view), PROVISIONAL), (fragile(view, tests), FRAGILE), (different, DIFFERENT)):
        for key in keys:
            found.setdefault(key, []).append(words)
    return found


def _keys(table: pd.DataFrame) -> set[tuple[Hashable, ...]]:
    return {
        (str(r.cause_partner), str(r.cause_item), str(r.effect_partner), str(r.effect_item)) for r in table.itertuples()
    }


class _Held:
    """A diary that can be looked up by identity, so that one page asks for its least squares once."""

    def __init__(self, diary: Diary) -> None:
        self.diary = diary

    def __hash__(self) -> int:
        return id(self.diary)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.diary is self.diary


@lru_cache(maxsize=2)
def _pooled(held: _Held, items: tuple[str, ...]) -> pd.DataFrame:
    return pooled_least_squares(held.diary, items)
