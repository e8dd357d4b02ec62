"""The core's gates: results/core_gates.csv.

    python -m science.core_gates                        # all gates, 200 couples, the development seed
    python -m science.core_gates --gates W,P --couples 50 --show
    python -m science.core_gates --seeds second         # once, at the end

What each gate asks, with thresholds and controls, is in science/gates/, one file a gate; whom it is asked of, and the
seeds, in science/gates/populations.py; what was predicted before the first run, in science/gates/predictions.toml.
"""

from __future__ import annotations

import argparse

import pandas as pd

from pairbond.errors import PairbondError, nearest
from pairbond.theory import Theory
from science.gates import GATES
from science.gates._gate import Setting, table
from science.gates.populations import COUPLES, SEEDS
from science.gates.predictions import predicted

from ._results import record


def measured(letters: list[str], count: int, seed: int, theory: Theory) -> pd.DataFrame:
    """Every criterion of these gates, without and with chance."""
    settings = [Setting(theory, count, seed, noise) for noise in (False, True)]
    return table([GATES[letter] for letter in letters], settings)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--gates", default=",".join(GATES), help="letters, with commas between them")
    words.add_argument("--couples", type=int, default=COUPLES)
    words.add_argument("--seeds", choices=tuple(SEEDS), default="development")
    words.add_argument("--show", action="store_true", help="print only, write no table")
    given = words.parse_args()
    letters = given.gates.upper().split(",")
    for letter in letters:
        if letter not in GATES:
            raise PairbondError(f"there is no gate {letter!r}; the nearest is {nearest(letter, GATES)!r}.")
    theory, seed = Theory(), SEEDS[given.seeds]
    found = measured(letters, given.couples, seed, theory)
    found.insert(6, "predicted", [predicted(*row) for row in found[["gate", "row", "chance"]].itertuples(index=False)])
    if not given.show:
        name = "core_gates" if given.seeds == "development" else "core_gates_second"
        record(name, found, couples=given.couples, seeds=given.seeds, seed=seed)
    with pd.option_context("display.width", 200, "display.max_colwidth", 60):
        print(found.to_string(index=False))


if __name__ == "__main__":
    main()
