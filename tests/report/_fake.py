"""Diaries made up for the report's tests, and fits of them whose intervals are invented.

The tables have the columns of a real fit; only the numbers come from a random generator.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from pairbond.diary import Diary, Item, Source
from pairbond.inference import Fit, LinearModel, Spec
from pairbond.predict import Comparison

QUANTILES = {"q05": -1.6449, "q25": -0.6745, "q50": 0.0, "q75": 0.6745, "q95": 1.6449}
ENDS = ("cause_partner", "cause_item", "effect_partner", "effect_item")
LABELS = {"sadness": "sadness", "warmth": "warmth received", "calm": "calm", "fear": "fear of the other"}


def diary(
    couples: int = 6,
    days: int = 30,
    items: tuple[str, ...] = ("sadness", "warmth"),
    partners: tuple[str, ...] = ("woman", "man"),
    seed: int = 0,
    dates: bool = False,
    fear: float = 0.0,
    title: str = "Thirty evenings",
) -> Diary:
    """Answers from 0 to 4; ``fear`` is the mean of the danger item, if it is asked."""
    rng = np.random.default_rng(seed)
    rows = []
    for c in range(couples):
        for p in range(len(partners)):
            level = rng.uniform(1, 2.5, len(items))
            for t in range(days):
                if rng.random() < 0.08:
                    continue
                date = pd.Timestamp("2025-03-03 21:00") + pd.Timedelta(days=t) if dates else pd.NaT
                row: dict[str, Any] = {
                    "couple": f"c{c + 1}",
                    "person": f"c{c + 1}{'ab'[p]}",
                    "partner": partners[p],
                    "time": float(t),
                    "date": date,
                    "contact": "",
                    "event": "",
                }
                for k, item in enumerate(items):
                    centre = fear if item == "fear" else level[k]
                    row[item] = float(np.clip(np.round(rng.normal(centre, 0.8) * 3) / 3, 0, 4))
                rows.append(row)
    frame = pd.DataFrame(rows).sort_values("couple", kind="stable", ignore_index=True)
    asked = tuple(
        Item(
            name=name,
            label=LABELS.get(name, name),
            low=0.0,
            high=4.0,
            kind="bounded",
            about="partner" if name == "warmth" else "own",
            danger=name == "fear",
        )
        for name in items
    )
    return Diary(
        title=title,
        frame=frame,
        items=asked,
        partners=partners,
        distinguishable=True,
        has_dates=dates,
        source=Source(
            files=("evenings.csv",), sha256=("0" * 64,), rows=len(frame), citation="A. Nobody (2025). Evenings."
        ),
    )


def fit(diary: Diary, *, effect: float = 0.0, noise: float = 0.04, seed: int = 0) -> Fit:
    """Intervals around ``effect`` (from the first partner to the second, same item), around zero elsewhere."""
    rng = np.random.default_rng(seed)
    items = [item.name for item in diary.items]
    people = diary.partners
    cells = [(a, i, b, j) for a in people for i in items for b in people for j in items]

    def kind(a: str, i: str, b: str, j: str) -> str:
        if a == b:
            return "inertia" if i == j else "cross"
        return "reciprocal" if i == j else "partner cross"

    def effects(scatter: float, couple: str | None = None) -> list[dict[str, Any]]:
        rows = []
        for a, i, b, j in cells:
            true = effect if (a, b) == people and i == j else 0.0
            middle = rng.normal(true, scatter)
            for days in (1.0, 2.0, 7.0):
                shrink = 0.4 ** (days - 1)
                row: dict[str, Any] = {} if couple is None else {"couple": couple}
                row |= {"cause_partner": a, "cause_item": i, "effect_partner": b, "effect_item": j, "days": days}
                row |= {"kind": kind(a, i, b, j)} | ({"informed": False} if couple is None else {})
                row |= {"mean": middle * shrink, "sd": scatter * shrink}
                rows.append(row | {q: (middle + z * scatter) * shrink for q, z in QUANTILES.items()})
        return rows

    def pairs() -> list[dict[str, Any]]:
        places = [(p, i) for p in people for i in items]
        rows: list[dict[str, Any]] = []
        for a, (p, i) in enumerate(places):
            for q, j in places[:a]:
                kind = "within person" if p == q else f"between partners, {'same' if i == j else 'other'} item"
                rows.append({"partner": p, "item": i, "other_partner": q, "other_item": j, "kind": kind})
        return rows

    def around(rows: list[dict[str, Any]], scatter: float) -> pd.DataFrame:
        return pd.DataFrame(
            [r | {q: m + z * scatter for q, z in QUANTILES.items()} for r in rows for m in [rng.normal(0, scatter)]]
        )

    lagged = effects(noise)
    sides = [{"couple": c, "partner": p, "item": i} for c in diary.couples for p in people for i in items]
    made = Fit.__new__(Fit)
    # A fit keeps its tables where they are looked for first: in the instance itself.
    made.__dict__.update(
        spec=_spec(items, seed),
        diary=diary,
        parameters=_parameters(people, items, rng),
        problem="",
        lags=(1.0, 2.0, 7.0),
        effects=pd.DataFrame(lagged),
        before=None,
        same_day=pd.concat(
            [around(pairs(), noise).assign(measure=measure) for measure in ("residual", "total")], ignore_index=True
        ),
        explained=around([{"partner": p, "item": i} for p in people for i in items], 0.01),
        shocks=pd.DataFrame(
            [
                {"partner": p, "item": i, "other_partner": p, "other_item": i} | dict.fromkeys(QUANTILES, 0.49)
                for p in people
                for i in items
            ]
        ),
        random_effects=_random_effects(people, items),
        random_correlations=pd.DataFrame(columns=["kind", "item", "cause_item", *QUANTILES, "informed"]),
        set_aside=pd.DataFrame(columns=["couple", "person", "partner", "item", "ratings", "sd", "usual", "others"]),
        common_course=None,
        latent_effects=None,
        error_shares=None,
        error_sensitivity=pd.concat(
            [
                table[table["days"] == 1].assign(error_share=share, sign_changes=False)
                for table in [pd.DataFrame(lagged)]
                for share in (0.0, 0.2, 0.4)
            ],
            ignore_index=True,
        ),
        priors=pd.DataFrame(
            [
                {
                    "quantity": quantity,
                    "level": "average couple",
                    "unit": "SD per SD",
                    "distribution": "normal, mean 0.00, SD 0.30",
                    "q05": -0.49,
                    "q50": 0.0,
                    "q95": 0.49,
                }
                for quantity in ("partner effect", "cross-lagged effect of the partner")
            ]
        ),
        couple_effects=pd.DataFrame([r for c in diary.couples for r in effects(4 * noise, c)]),
        levels=around(sides, 0.2),
        trend=around([{"couple": "", "partner": p, "item": i} for p in people for i in items] + sides, 0.05),
        asymmetry=around([{"item": i, "days": 1.0} for i in items], noise) if len(people) > 1 else None,
        rates=around([dict(zip(ENDS, cell, strict=True)) for cell in cells], 0.1).assign(unit="sd per sd per day"),
        weekday=None,
        states=_states(diary),
        forecast=lambda days=14: _forecast(diary, days),
        checks=pd.DataFrame(
            {"statistic": "sd", "label": "how much days differ", "partner": people[0], "item": items}
        ).assign(observed=0.5, q05=[0.1, *[0.6] * (len(items) - 1)], q50=0.7, q95=0.8),
        optima=pd.DataFrame({"start": [0, 1], "value": [-10.0, -10.0], "gap": [0.0, 0.0], "converged": [True, True]}),
        diagnostics={"starts_agree": 2, "posterior": "normal"},
        timing={"compile": 1.0, "search": 2.0},
        draws={},
    )
    return made


def _spec(items: list[str], seed: int) -> Spec:
    return Spec(
        model=LinearModel("var", random=("mean", "inertia", "influence"), measurement_error=False, weekday=False),
        reason="There was one entry a day, so a lag is one day.",
        unit=1.0,
        inputs=(),
        items=tuple(items),
        exchangeable=False,
        method="quick",
        starts=2,
        seed=seed,
        draws=400,
    )


def comparison(diary: Diary, *, gain: float = 0.0, real: float = 0.0, seed: int = 0) -> Comparison:
    """``gain`` of the model over plainer ones; ``real``: of real partners over strangers."""
    rng = np.random.default_rng(seed)
    models = ["own-mean", "ar1", "pooled", "var"]
    several = len(diary.couples) > 1 and len(diary.partners) > 1
    truth = dict.fromkeys(models[:3], gain) | ({"pseudo-couples": real} if several else {})
    paired = [
        {"model": "var", "against": m, "difference": d} | {q: d + z * 0.012 for q, z in QUANTILES.items()}
        for m, g in truth.items()
        for d in [g + rng.normal(0, 0.012)]
    ]
    scores = pd.DataFrame({"model": models, "label": models, "cells": 500, "elpd": -600.0, "rmse": 0.8})
    shuffled = real + rng.normal(0, 0.004, 20)
    pseudo = pd.DataFrame({"derangement": range(20), "mean_logscore": -1.18 - shuffled, "difference": shuffled})
    settings = {
        "holdout": 7.0,
        "drawn": "couples" if len(diary.couples) > 1 else "days",
        "pseudo_model": "var" if several else None,
        "left_out": {},
        "dynamic": "var",
        "problems": {},
    }
    return Comparison(
        scores=scores.assign(mean_logscore=-1.2),
        paired=pd.DataFrame(paired),
        pseudo=pseudo if several else None,
        by_couple=pd.DataFrame({"model": "var", "couple": list(diary.couples), "mean_logscore": -1.2}),
        cells=pd.DataFrame(),
        settings=settings,
        timing={},
    )


def _parameters(people: tuple[str, ...], items: list[str], rng: np.random.Generator) -> pd.DataFrame:
    rows = []
    for kind, unit in (("mean", "sd"), ("trend", "sd per 30 days"), ("inertia", "1/day"), ("noise", "sd")):
        for p in people:
            for i in items:
                c = float(rng.uniform(0, 1))
                rows.append({"name": f"{kind}[{p}.{i}]", "label": f"{kind} {i}", "kind": kind, "unit": unit, "c": c})
    table = pd.DataFrame(rows).rename(columns={"c": "contraction"})
    for q, z in QUANTILES.items():
        table[q] = z
    return table.assign(mean=0.0, sd=1.0, prior_sd=1.0, informed=table["contraction"] > 0.3)


def _random_effects(people: tuple[str, ...], items: list[str]) -> pd.DataFrame:
    rows = []
    for kind, unit in (("mean", "points"), ("inertia", "SD"), ("partner effect", "SD")):
        for p in people:
            causes = [q for q in people if (q != p) == (kind == "partner effect")]
            for cause, i in product(causes, items):
                row = {"kind": kind, "partner": p, "item": i, "cause_partner": cause, "cause_item": i, "unit": unit}
                rows.append(row | {"q05": 0.1, "q25": 0.15, "q50": 0.2, "q75": 0.25, "q95": 0.3})
    return pd.DataFrame(rows)


def _states(diary: Diary) -> pd.DataFrame:
    names = [item.name for item in diary.items]
    long = diary.frame.melt(["couple", "partner", "time"], names, var_name="item", value_name="value")
    smooth = long.groupby(["couple", "partner", "item"])["value"].transform(
        lambda v: v.rolling(5, center=True, min_periods=1).mean()
    )
    for q, z in QUANTILES.items():
        long[q] = smooth + 0.25 * z
    return long


def _forecast(diary: Diary, days: int) -> pd.DataFrame:
    rows = []
    for couple in diary.couples:
        part = diary.frame[diary.frame["couple"] == couple]
        for p in [p for p in diary.partners if (part["partner"] == p).any()]:
            for item in diary.items:
                values = part.loc[part["partner"] == p, item.name]
                mean, sd, last = values.mean(), values.std(), values.iloc[-1]
                for ahead in range(1, days + 1):
                    left = 0.4**ahead
                    row = {"couple": couple, "partner": p, "item": item.name, "time": part["time"].max() + ahead}
                    centre, wide = mean + left * (last - mean), sd * np.sqrt(1 - left**2)
                    rows.append(row | {q: centre + z * wide for q, z in QUANTILES.items()})
    return pd.DataFrame(rows)
