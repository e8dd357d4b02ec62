"""No phase and no trait is named where a diary cannot tell them: mood only, days shuffled, pure noise.

Twenty diaries of each of four kinds, made by `science._nothing_to_name`, each answered as any other. Written to
results/theory_gate.csv (a row a diary) and results/theory_gate_pooled.csv.

    python -m science.theory_gate
    python -m science.theory_gate --each 2 --only noise
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from ._asking import Ask, ask, asked_of, heard
from ._nothing_to_name import KINDS
from ._results import FOLDER
from ._runs import PARTS, WORKERS, Tables, options

EACH, SEED = 20, 31
FORBIDDEN = ("phase", "trait")  # what must not be let through


def one(kind: str, number: int, seed: int, asked: Ask) -> Tables:
    """One diary and what the gate let through."""
    rng = np.random.default_rng([seed, list(KINDS).index(kind), number])
    diary, couple = KINDS[kind](rng, number)
    row = {"kind": kind, "diary": number, **heard(asked, diary, couple, seed + number)}
    return {"diaries": [row]}


def pooled(rows: pd.DataFrame) -> pd.DataFrame:
    """Of each kind of diary: how many had anything of each kind let through, and any phase or trait."""
    let = [c for c in rows.columns if c.endswith("_let_through")]
    found = rows[["kind"]].assign(diaries=1, refused=rows["refused"].fillna("") != "", fitted=rows["fitted"].eq(True))
    found = found.assign(**{c.removesuffix("_let_through"): rows[c].fillna(0) > 0 for c in let})
    found["phase_or_trait"] = found[list(FORBIDDEN)].any(axis=1)
    return found.groupby("kind", sort=False).sum().astype(int).reset_index()


def run(
    each: int = EACH, seed: int = SEED, only: str = "", workers: int = WORKERS, out: Path = FOLDER,
    folder: Path = PARTS, asked: Ask = ask,
) -> pd.DataFrame:  # fmt: skip
    """The pooled table."""
    return asked_of("theory_gate", KINDS, each, seed, only, workers, out, folder, asked, one, pooled)


if __name__ == "__main__":
    print(run(**vars(options(__doc__, each=EACH, seed=SEED, only="").parse_args())).to_string())
