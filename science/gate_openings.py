"""How often the gate opens for couples that do cycle, by the length of their diary: 28, 42 and 60 days.

Couples near the closed circuit of the theory fill in our own form for sixty days; a shorter diary is the beginning of
the longer one. Written to results/gate_openings.csv (a row a diary) and results/gate_openings_pooled.csv.

    python -m science.gate_openings
    python -m science.gate_openings --each 2 --only 28
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from ._asking import KINDS, Ask, ask, asked_of, heard
from ._nothing_to_name import in_order
from ._results import FOLDER
from ._runs import PARTS, WORKERS, Tables, options

DAYS = ("28", "42", "60")
EACH, SEED = 20, 47


def one(days: str, number: int, seed: int, asked: Ask) -> Tables:
    """One couple's first days, and what the gate let through."""
    diary, couple = in_order(np.random.default_rng([seed, number]), number)
    row = {"days": int(days), "couple": number, **heard(asked, diary.until(float(days)), couple, seed + number)}
    return {"diaries": [row]}


def pooled(rows: pd.DataFrame) -> pd.DataFrame:
    """Of each length: how many couples had anything of each kind let through, and were called a closed circuit."""
    found = rows[["days"]].assign(diaries=1, named_closed_circuit=rows["named_closed_circuit"].eq(True))
    kinds = {kind: rows[f"{kind.replace(' ', '_')}_let_through"].fillna(0) > 0 for kind in KINDS}
    return found.assign(**kinds).groupby("days").sum().astype(int).reset_index()


def run(
    each: int = EACH, seed: int = SEED, only: str = "", workers: int = WORKERS, out: Path = FOLDER,
    folder: Path = PARTS, asked: Ask = ask,
) -> pd.DataFrame:  # fmt: skip
    """The pooled table."""
    return asked_of("gate_openings", DAYS, each, seed, only, workers, out, folder, asked, one, pooled)


if __name__ == "__main__":
    print(run(**vars(options(__doc__, each=EACH, seed=SEED, only="").parse_args())).to_string())
