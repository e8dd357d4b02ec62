"""What each number inside the laws is needed for: results/weights.csv.

python -m science.weights    # from the root of the repository

A one-at-a-time screening. Every fixed weight is set to 0 (where 0 can be meant), and lowered and raised by a fifth,
one weight in one world, all else at the defaults; every claim that needs no chance is asked in all of these worlds. A
weight that changes no verdict at 0 is one that no claim needs.
"""

from __future__ import annotations

import sys
from collections import defaultdict

import numpy as np
import pandas as pd

from pairbond.claims.experiments import experiments
from pairbond.claims.prediction import Prediction, predictions
from pairbond.claims.run import measure
from pairbond.claims.verdict import CARRIED, effect, verdicts
from pairbond.claims.world import Draw, World
from pairbond.errors import PairbondError
from pairbond.theory import Constant, Theory

from ._results import record

# at 0 these divide by nothing, or are the width of a rounding
SCALES = ("tau_", "corner", "_width", "_fading", "over_days", "_slope", "_corner")
MOVES = (0.0, 0.8, 1.2)


def weights(theory: Theory) -> list[Constant]:
    """The fixed numbers of the laws; gains and free parameters are not among them."""
    return [one for name, one in theory.constants.items() if not one.free and not name.startswith("gain_")]


def worlds(all_of_them: list[Constant]) -> dict[tuple[str, float], Draw]:
    """One for each weight and each factor on it."""
    found: dict[tuple[str, float], Draw] = {}
    for one in all_of_them:
        scale = any(part in one.name for part in SCALES)
        for factor in MOVES[1 if scale else 0 :]:
            if one.value != 0.0:
                found[one.name, factor] = Draw(constants=((one.name, one.value * factor),))
    return found


def asked_in(asked: Prediction, theory: Theory, draws: tuple[Draw, ...]) -> tuple[list[str], np.ndarray]:
    """Verdict and effect in each world."""
    try:
        numbers = measure(asked.id, World(theory, draws))
    except (PairbondError, ArithmeticError, ValueError, LookupError):
        return ["broke off"] * len(draws), np.full(len(draws), np.nan)
    return verdicts(asked, numbers), effect(asked.effect, numbers)


def main() -> None:
    theory = Theory()
    every = weights(theory)
    moved = worlds(every)
    draws = (Draw(), *moved.values())
    lost: dict[tuple[str, float], list[str]] = defaultdict(list)
    gained: dict[tuple[str, float], list[str]] = defaultdict(list)
    largest: dict[tuple[str, float], tuple[float, str]] = defaultdict(lambda: (0.0, ""))
    claims = [one for one in predictions().values() if one.id in experiments() and one.runs == 1 and one.days > 0]
    claims = [one for one in claims if one.who != ["families"]]
    for asked in claims:
        print("claim", asked.id, file=sys.stderr, flush=True)
        told, size = asked_in(asked, theory, draws)
        for key, verdict, x in zip(moved, told[1:], size[1:], strict=True):
            if (verdict == CARRIED) != (told[0] == CARRIED):
                (lost if told[0] == CARRIED else gained)[key].append(asked.id)
            step = abs(x - size[0]) / max(abs(size[0]), asked.effect.minimum)
            if step > largest[key][0]:
                largest[key] = (float(step), asked.id)
    rows = []
    for one in every:
        row: dict[str, object] = {"weight": one.name, "owner": theory.owners[one.name], "value": one.value}
        for factor, name in zip(MOVES, ("zero", "less", "more"), strict=True):
            key = (one.name, factor)
            if key in moved:
                row |= {f"lost_{name}": " ".join(lost[key]), f"gained_{name}": " ".join(gained[key])}
                row |= {f"moves_{name}": largest[key][0], f"moves_most_{name}": largest[key][1]}
        row["asked_at_zero"] = (one.name, 0.0) in moved
        row["needed"] = not row["asked_at_zero"] or bool(lost[one.name, 0.0] or gained[one.name, 0.0])
        rows.append(row)
    table = pd.DataFrame(rows)
    record("weights", table, theory=theory.hash, claims=len(claims))
    idle = table[~table.needed]
    print(f"{len(table)} weights; {int(table.asked_at_zero.sum())} asked at 0; {len(idle)} that no claim needs:")
    print(idle[["weight", "owner", "value", "moves_zero", "moves_most_zero"]].to_string(index=False))


if __name__ == "__main__":
    main()
