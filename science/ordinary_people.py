"""How often ordinary couples are told that they are in a closed circuit: mismatch, strain, conflict, a low mood.

Twenty diaries of sixty days of each kind, both partners with our ten questions, made by `science._ordinary`. "Let
through" means that the gate would allow the statement; "named" that the answer says it. Written to
results/ordinary_people.csv (a row a diary) and results/ordinary_people_pooled.csv.

    python -m science.ordinary_people
    python -m science.ordinary_people --each 2 --only conflict
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from pairbond.diary import Diary

from ._asking import Ask, ask, asked_of, heard
from ._ordinary import KINDS
from ._results import FOLDER
from ._runs import PARTS, WORKERS, Tables, options
from ._theory_diaries import save

EACH, SEED, NOISE = 20, 41, 0.1


def diary_of(kind: str, number: int, seed: int) -> Diary:
    """The diary of one couple of a kind."""
    rng = np.random.default_rng([seed, list(KINDS).index(kind), number])
    share, contact = KINDS[kind](rng, number)
    share = {name: np.clip(value, 0.0, 1.0) for name, value in share.items()}
    with tempfile.TemporaryDirectory() as folder:
        return save(Path(folder) / "diary", share, contact, rng, noise=NOISE)


def one(kind: str, number: int, seed: int, asked: Ask) -> Tables:
    """One couple and what was let through."""
    diary = diary_of(kind, number, seed)
    return {"diaries": [{"kind": kind, "couple": number, **heard(asked, diary, diary.couples[0], seed + number)}]}


def pooled(rows: pd.DataFrame) -> pd.DataFrame:
    """Share of couples of each kind, and of all, with anything of each kind let through or the closed circuit named."""
    let = [c for c in rows.columns if c.endswith("_let_through")]
    found = rows[["kind"]].assign(couples=1.0, named_closed_circuit=rows["named_closed_circuit"].eq(True).astype(float))
    found = found.assign(
        **{f"any_{c.removesuffix('_let_through')}": (rows[c].fillna(0) > 0).astype(float) for c in let}
    )
    # the others were stopped before anything was fitted
    found["fitted"] = rows["fitted"].eq(True).astype(float)
    kinds = {c: ("sum" if c == "couples" else "mean") for c in found.columns if c != "kind"}
    both = [found.groupby("kind", sort=False).agg(kinds), found.assign(kind="all").groupby("kind").agg(kinds)]
    return pd.concat(both).reset_index()


def run(
    each: int = EACH, seed: int = SEED, only: str = "", workers: int = WORKERS, out: Path = FOLDER,
    folder: Path = PARTS, asked: Ask = ask,
) -> pd.DataFrame:  # fmt: skip
    """The pooled table."""
    return asked_of("ordinary_people", KINDS, each, seed, only, workers, out, folder, asked, one, pooled)


if __name__ == "__main__":
    print(run(**vars(options(__doc__, each=EACH, seed=SEED, only="").parse_args())).to_string())
