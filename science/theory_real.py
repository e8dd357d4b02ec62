"""The theory on real people: one couple of the bundled diary, and ten.

The diary asks for mood only, and of its items the theory reads the two composites, by way of the mapping's terms,
with an intercept and a loading of each person's own. Each couple's last 7 days are predicted, one day ahead, by the
theory (fitted to that couple's earlier days alone), by yesterday's rating and the own mean (each person and item
alone), by `ct-var` fitted to that couple alone, and by `ct-var` fitted to the ten together, which knows more than the
theory does. All are scored on the same ratings. Beside it: what the gate lets through when the couple's whole diary
is answered. Written to results/theory_real*.csv: a row a couple; leads with 90 % intervals, for the one couple
(blocks of its days redrawn) and for the ten (couples redrawn).

    python -m science.theory_real               # ten couples; the first of them is the one
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from pairbond.diary import Diary, example_diary
from pairbond.inference.theory import fit_theory
from pairbond.predict import baselines
from pairbond.predict._models import MODELS
from pairbond.predict.paired import interval
from pairbond.predict.split import split

from ._asking import Ask, ask, heard
from ._results import FOLDER, record
from ._runs import PARTS, WORKERS, Done, Piece, Tables, finish, options

DIARY, COUPLES, HELD, SEED = "barkalifa_sample1", 10, 7, 0
RULES = {"ar1": baselines.yesterday, "own_mean": baselines.own_mean}
KEY = ["couple", "partner", "item", "time"]
TOGETHER = "all together"


def diary_of(couples: int) -> Diary:
    """The first couples of the bundled diary."""
    diary = example_diary(DIARY)
    return diary.select(diary.couples[:couples])


def one(couple: str, couples: int, seed: int, asked: Ask) -> Tables:
    """Held-out ratings of a couple with each model's log density; or, for all together, those of `ct-var`."""
    diary = diary_of(couples)
    if couple == TOGETHER:
        return {"together": _linear(diary, seed).rename(columns={"linear": "ct_var_together"}).to_dict("records")}
    alone = diary.select([couple])
    data = split(alone, HELD)
    fitted = fit_theory(data.training, couple, seed=seed, workers=1)
    ours = fitted.predict(alone)[["partner", "item", "time", "logdensity"]]
    cells = data.cells.merge(ours, "left", ["partner", "item", "time"]).rename(columns={"logdensity": "theory"})
    for name, rule in RULES.items():
        cells[name] = baselines.predict(data, rule)["logdensity"].to_numpy()
    cells = cells[cells["held"]].drop(columns="held").merge(_linear(alone, seed), "left", KEY)
    cells = cells.rename(columns={"linear": "ct_var_alone"})
    row = {"couple": couple, "ratings": int(fitted.panel.seen.sum()), **fitted.diagnostics, "cycling": fitted.cycling}
    row |= {
        "contraction_median": float(fitted.traits["contraction"].median()),
        "traits_told": fitted.traits["informed"].sum(),
    }
    row |= heard(asked, alone, couple, seed)
    return {"cells": cells.to_dict("records"), "couples": [row]}


def _linear(diary: Diary, seed: int) -> pd.DataFrame:
    """Log density of held-out ratings by `ct-var` of these couples."""
    data = split(diary, HELD)
    found = MODELS["ct-var"].predict(data, seed, None).table["logdensity"].to_numpy()
    return data.cells.assign(linear=found)[data.cells["held"]][[*KEY, "linear"]]


def scored(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Held-out ratings that every model there is has a density for, in order of couple, partner, item, time."""
    cells = tables["cells"]
    if "together" in tables:
        cells = cells.merge(tables["together"], "left", KEY)
    models = [c for c in cells.columns if c not in (*KEY, "value")]
    return cells[np.isfinite(cells[models].astype(float)).all(axis=1)].reset_index(drop=True)


def leads(cells: pd.DataFrame, first: str, seed: int) -> pd.DataFrame:
    """Mean log score of each model, and the theory's lead with its interval, for the first couple and for all."""
    models = [c for c in cells.columns if c not in (*KEY, "value")]
    rows = []
    for who, some in (("one couple", cells[cells["couple"] == first]), ("all couples", cells)):
        for name in models:
            row = {"who": who, "couples": some["couple"].nunique(), "ratings": len(some), "model": name}
            row["mean_logscore"] = float(some[name].mean())
            if name != "theory" and len(some):
                found = interval(some, (some["theory"] - some[name]).to_numpy(float), seed)
                row |= {"theory_ahead_by": found["difference"], "q05": found["q05"], "q95": found["q95"]}
            rows.append(row)
    return pd.DataFrame(rows)


def run(
    couples: int = COUPLES, seed: int = SEED, workers: int = WORKERS, out: Path = FOLDER, folder: Path = PARTS,
    asked: Ask = ask,
) -> pd.DataFrame:  # fmt: skip
    """The leads."""
    names = list(diary_of(couples).couples)
    pieces = [Piece(name, (name, couples, seed, asked)) for name in (*names, TOGETHER)]
    settings = {"diary": DIARY, "couples": couples, "held_days": HELD, "seed": seed, "asked": asked.__module__}

    def written(done: Done) -> pd.DataFrame:
        if "cells" not in done.tables:
            return pd.DataFrame()
        about = {**settings, "one_couple": names[0], **done.about}
        cells = scored(done.tables)
        record("theory_real_couples", done.tables["couples"], out, **about)
        table = leads(cells, names[0], seed)
        record("theory_real", table, out, **about)
        return table

    return written(finish("theory_real", settings, pieces, one, written, workers, folder))


if __name__ == "__main__":
    print(run(**vars(options(__doc__, couples=COUPLES, seed=SEED).parse_args())).to_string())
