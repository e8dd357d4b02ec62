"""One diary of each example of the coverage study, fitted, as rows of tables."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtr

import pairbond
from pairbond.diary import Diary, DiaryError, example_diary
from pairbond.errors import PairbondError
from pairbond.inference import Fit, fit_with_fallback, pooled_least_squares
from pairbond.predict import compare
from pairbond.report.findings import lagged_family
from pairbond.report.simultaneous import Hypothesis, HypothesisTests, examine, share
from pairbond.report.view import View
from pairbond.report.voice import voice_of

from ._runs import Tables
from .made_diaries import (
    FOR_MESS,
    NO_CARRY_OVER,
    RANGES,
    TRENDS,
    Made,
    correlated_errors,
    drawn,
    partner_effect_alone,
)
from .messy_diaries import messy

FAMILY_LEVEL = share()  # of all tests of lagged effects, on a page that has all families
KEYS = ["cause_partner", "cause_item", "effect_partner", "effect_item"]
REAL, SHARES = "barkalifa_sample1", (0.0, 0.05, 0.2)
NARROW = 1e-3

MAKE: dict[str, Callable[[np.random.Generator], Made]] = {
    "a": correlated_errors,
    "b": partner_effect_alone,
    "random": lambda rng: drawn(rng, RANGES),
    "trend": lambda rng: drawn(rng, TRENDS),
    "negative": lambda rng: drawn(rng, NO_CARRY_OVER),
    "messy": lambda rng: drawn(rng, FOR_MESS),
}


def one(example: str, seed: int, replication: int, settings: dict[str, Any]) -> Tables:
    """Rows by name of a table for one replication of an example; nothing is raised."""
    rng = np.random.default_rng([seed, replication])
    if example == "constant":
        return _constant(rng, replication, settings)
    made = MAKE[example](rng)
    if example == "negative":
        return _negative(made, replication)
    if example == "messy":
        return _messy(made.diary, rng, replication, settings)
    return _covered(made, replication, settings)


def attempt(diary: Diary, settings: dict[str, Any], *, simpler: bool = False) -> tuple[Fit | None, dict[str, Any]]:
    """The fit, if it may be used as a result, and how it ended: "effects", "sentence" or "traceback".

    ``simpler``: where the whole model cannot be fitted, a simpler one is, as for a report.
    """
    began = time.perf_counter()
    ended, sentence, found, steps = "effects", "", None, []
    try:
        if simpler:
            found, steps = fit_with_fallback(diary, **settings)
            sentence = " ".join(steps) if found is None else ""
        else:
            found = pairbond.fit(diary, **settings)
            sentence = found.problem
        first = pd.DataFrame() if found is None else first_lag(found.effects)
        if not sentence and len(first) and not _wide(first).all():
            ended, sentence = "traceback", "an interval without width that the fit does not speak of"
        elif sentence or first.empty:
            ended = "sentence"
    except PairbondError as error:
        ended, sentence = "sentence", str(error)
    except Exception as error:
        ended, sentence = "traceback", f"{type(error).__name__}: {error}"
    timing = {} if found is None else {"compile": found.timing.get("compile", np.nan)}
    about = {
        "ended": ended, "sentence": " ".join(sentence.split()), "model": "" if found is None else found.spec.model.kind,
        "couples": len(diary.couples), "items": len(diary.items), "entries": len(diary.frame),
        "wall": time.perf_counter() - began, "steps": " ".join(steps), **timing,
    }  # fmt: skip
    return (found if ended == "effects" else None), about


def _wide(effects: pd.DataFrame) -> pd.Series:
    """Which effects have an interval with a width."""
    width = effects["q95"] - effects["q05"]
    return np.isfinite(width) & (width > NARROW)


def first_lag(effects: pd.DataFrame) -> pd.DataFrame:
    """Effects over the study's own interval, the shortest there is."""
    return effects[effects["days"] == effects["days"].min()].reset_index(drop=True)


def page_tests(diary: Diary, fitted: Fit) -> HypothesisTests:
    """The family of lagged effects of the report on a group of couples, by the report's own rule."""
    voice = voice_of(diary, diary.available, group=True, page=False, writers=diary.partners)
    gaps = fitted.asymmetry
    gaps = None if gaps is None else gaps[gaps["days"] == fitted.lags[0]]
    view = View(voice, diary, diary.items, None, len(diary.couples), fit=fitted, effects=fitted.effects, asymmetry=gaps)
    return examine(lagged_family(view), FAMILY_LEVEL)


def found_by_least_squares(table: pd.DataFrame) -> np.ndarray:
    """The same for the twin, by its own t statistics; what it leaves open stands for nothing.

    The page's differences between directions, which the twin does not have, count as tests that find nothing.
    """
    p = 2 * stdtr(np.maximum(table["couples"] - 1, 1), -(table["estimate"] / table["se"]).abs())
    rows = enumerate(zip(table["low"], table["estimate"], table["high"], p.fillna(1.0), strict=True))
    tested = [Hypothesis("lagged", ("effect", i), *quantiles, "", "", tail=tail) for i, (*quantiles, tail) in rows]
    items = table.loc[table["kind"] == "reciprocal", "cause_item"].unique()
    tested += [Hypothesis("lagged", ("asymmetry", item), -1, 0, 1, "", "", tail=1.0) for item in items]
    tests = examine(tested, FAMILY_LEVEL)
    return np.array([tests["effect", i].significant for i in range(len(table))], dtype=bool)


def _covered(made: Made, replication: int, settings: dict[str, Any]) -> Tables:
    fitted, about = attempt(made.diary, settings)
    began = time.perf_counter()
    twin = pooled_least_squares(made.diary)
    share = float(made.process.error[0, 0])
    about |= {"replication": replication, "error_share": share, "least_squares_wall": time.perf_counter() - began}
    table = made.effects.merge(twin.drop(columns=["kind"]), on=KEYS, validate="one_to_one")
    table["found_ls"] = found_by_least_squares(table)
    table["replication"], table["error_share"] = replication, share
    tables = {"fits": [about]}
    if fitted is None:
        table[["q05", "q50", "q95", "sd"]] = np.nan
        table["found"], table["nothing"] = False, 0.0
    else:
        tests = page_tests(made.diary, fitted)
        first = first_lag(fitted.effects)
        tested = [tests["effect", *key] for key in first[KEYS].itertuples(index=False, name=None)]
        first["found"], first["nothing"] = [a.significant for a in tested], [a.hypothesis.nothing for a in tested]
        table = table.merge(
            first[[*KEYS, "q05", "q50", "q95", "sd", "found", "nothing"]], on=KEYS, how="left", validate="one_to_one"
        )
        tables["trends"] = _trends(made, fitted, replication)
        tables["gaps"] = _gaps(made, tests, replication)
    return {**tables, "effects": table.to_dict("records")}


def _gaps(made: Made, tests: HypothesisTests, replication: int) -> list[dict[str, Any]]:
    """Differences between the two directions, which the page tests in the same family, beside the truth."""
    between = made.effects[made.effects["kind"] == "reciprocal"].set_index(["cause_item", "cause_partner"])["truth"]
    if not tests.about("asymmetry"):
        return []
    first, second = made.diary.partners
    return [
        {
            "replication": replication, "item": item, "truth": between[item, first] - between[item, second],
            "q05": a.hypothesis.low, "q50": a.hypothesis.middle, "q95": a.hypothesis.high, "found": a.significant,
        }
        for a in tests.about("asymmetry")
        for _, item in [a.key]
    ]  # fmt: skip


def _trends(made: Made, fitted: Fit, replication: int) -> list[dict[str, Any]]:
    """Trend of the average couple and its spread, points a week, beside the truth."""
    parts = []
    if fitted.trend is not None:
        mean = fitted.trend[fitted.trend["couple"] == ""].merge(made.trends, on=["partner", "item"])
        parts.append(mean.assign(what="trend"))
    spread = fitted.random_effects
    spread = spread[spread["kind"] == "trend"]
    if len(spread):
        assert set(spread["unit"]) == {"points a week"}, spread["unit"].unique()
        both = spread.merge(made.trends.drop(columns="truth"), on=["partner", "item"])
        parts.append(both.rename(columns={"spread": "truth"}).assign(what="spread of trends"))
    if not parts:
        return []
    table = pd.concat(parts).assign(replication=replication)
    return table[["replication", "what", "partner", "item", "truth", "q05", "q50", "q95"]].to_dict("records")


def _negative(made: Made, replication: int) -> Tables:
    """Whether the days before are said to help where nothing carries over."""
    row: dict[str, Any] = {"replication": replication, "couples": len(made.diary.couples), "ended": "comparison"}
    began = time.perf_counter()
    try:
        paired = compare(made.diary, ("pooled", "auto"), pseudo=0).paired
        [line] = paired.to_dict("records")
        if line["against"] != "pooled":
            raise ValueError(f"compared against {line['against']}")
        row |= {name: line[name] for name in ("difference", "q05", "q50", "q95")}
    except PairbondError as error:
        row |= {"ended": "sentence", "sentence": str(error)}
    except Exception as error:
        row |= {"ended": "traceback", "sentence": f"{type(error).__name__}: {error}"}
    row["wall"] = time.perf_counter() - began
    row["helped"] = bool(row.get("q05", np.nan) > 0)
    return {"comparisons": [row]}


def _messy(diary: Diary, rng: np.random.Generator, replication: int, settings: dict[str, Any]) -> Tables:
    row: dict[str, Any] = {"replication": replication}
    try:
        diary = messy(diary, rng)
    except DiaryError as error:
        row |= {"ended": "sentence", "sentence": " ".join(str(error).split()), "troubles": "refused when read"}
        return {"fits": [row]}
    _, about = attempt(diary, settings, simpler=True)
    return {"fits": [row | about | {"troubles": diary.title}]}


def _constant(rng: np.random.Generator, replication: int, settings: dict[str, Any]) -> Tables:
    """The real diary with some people made constant, against the same diary without these people.

    Both are fitted as for a report, and compared where the same model was left to both.
    """
    diary = example_diary(REAL)
    people = diary.frame["person"].unique()
    rows, fits = [], []
    for part in SHARES:
        chosen = rng.choice(people, size=round(part * len(people)), replace=False)
        with_them, about = attempt(_made_constant(diary, chosen), settings, simpler=True)
        # with nobody chosen, what another seed of the draws alone does
        against = settings if part else settings | {"seed": settings["seed"] + 1}
        without, other = attempt(_left_out(diary, chosen), against, simpler=True)
        fits += [about | {"share": part, "people": "constant"}, other | {"share": part, "people": "left out"}]
        if with_them is None or without is None or with_them.spec.random != without.spec.random:
            continue
        both = first_lag(with_them.effects).merge(
            first_lag(without.effects), on=[*KEYS, "kind"], suffixes=("", "_without")
        )
        both["shift"] = (both["mean"] - both["mean_without"]) / both["sd_without"]
        named = set(zip(with_them.set_aside["person"], with_them.set_aside["item"], strict=True))
        tested = {(str(p), item.name) for p in chosen for item in diary.items}
        both = both.assign(
            share=part, random=" ".join(with_them.spec.random), named=len(tested & named) / max(len(tested), 1)
        )
        columns = [*KEYS, "kind", "share", "mean", "mean_without", "sd_without", "shift", "named", "random"]
        rows += both[columns].assign(replication=replication).to_dict("records")
    return {"shifts": rows, "fits": [row | {"replication": replication} for row in fits]}


def _made_constant(diary: Diary, people: np.ndarray) -> Diary:
    """Each of these people gives their own most frequent rating throughout."""
    frame = diary.frame.copy()
    for person in people:
        for item in diary.items:
            mine = (frame["person"] == person) & frame[item.name].notna()
            frame.loc[mine, item.name] = frame.loc[mine, item.name].mode().min()
    return replace(diary, frame=frame)


def _left_out(diary: Diary, people: np.ndarray) -> Diary:
    """Nobody asked these people; their partners stay."""
    return replace(diary, frame=diary.frame[~diary.frame["person"].isin(people)].reset_index(drop=True))
