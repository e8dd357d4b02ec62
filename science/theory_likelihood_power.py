"""With which weight of a rating do the theory's intervals hold the truth as often as they say?

Development couples (seed 12, half of which cycle), 60 days of both. Written to results/theory_likelihood_power.csv:
coverage of 90 % and 50 % intervals of traits, and contraction, for each weight. This is where the weight of one half
comes from; whether it does is told by `science.theory_recovery` and `science.theory_calibration` on other seeds.

    python -m science.theory_likelihood_power
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd

from pairbond.inference.sampling import draws, modes
from pairbond.inference.theory._initial_state import initial_state_prior
from pairbond.inference.theory._parameters import Layout, trait_theta
from pairbond.inference.theory._problem import Problem
from pairbond.inference.theory.panel import panel

from ._results import FOLDER, record
from ._runs import PARTS, WORKERS, Done, Piece, Tables, finish, options
from ._theory_couples import Truth, truths
from ._theory_diaries import write

COUPLES, SEED, DAYS, POWERS = 16, 12, 60, (1.0, 0.5)


def one(truth: Truth, seed: int) -> Tables:
    """A row a weight and trait: rank of the truth among the draws, and their spread."""
    with tempfile.TemporaryDirectory() as folder:
        days = panel(write(truth, Path(folder) / "diary", seed, False, 2).until(DAYS))
    true = trait_theta({name: value[:, None] for name, value in truth.traits.items()})[0]
    found: list[dict[str, object]] = []
    for likelihood_power in POWERS:
        problem = Problem(days, Layout(days), initial_state_prior(), 1, likelihood_power)
        theta = draws.draw(problem, modes.search(problem, 8, seed), 256, seed).theta[:, : len(true)]
        rank, spread = (theta < true).mean(0), theta.std(0)
        found += [
            {"couple": truth.name, "likelihood_power": likelihood_power, "rank": r, "sd": s}
            for r, s in zip(rank, spread, strict=True)
        ]
    return {"traits": found}


def pooled(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a weight."""
    away = (rows["rank"] - 0.5).abs()
    found = rows[["likelihood_power"]].assign(traits=1, inside_90=away < 0.45, inside_50=away < 0.25)
    found["contraction"] = 1 - rows["sd"] ** 2
    ways = {"traits": "sum", "inside_90": "mean", "inside_50": "mean", "contraction": "median"}
    return found.groupby("likelihood_power", sort=False).agg(ways).reset_index()


def run(
    couples: int = COUPLES, seed: int = SEED, workers: int = WORKERS, out: Path = FOLDER, folder: Path = PARTS
) -> pd.DataFrame:
    """The pooled table."""
    pieces = [Piece(truth.name, (truth, seed + i)) for i, truth in enumerate(truths(couples, seed))]

    def written(done: Done) -> pd.DataFrame:
        table = pooled(done.tables["traits"])
        record("theory_likelihood_power", table, out, seed=seed, days=DAYS, **done.about)
        return table

    return written(
        finish("theory_likelihood_power", {"couples": couples, "seed": seed}, pieces, one, written, workers, folder)
    )


if __name__ == "__main__":
    print(run(**vars(options(__doc__, couples=COUPLES, seed=SEED).parse_args())).to_string())
