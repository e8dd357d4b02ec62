"""How coarse the fixed weights may be: all of them rounded to shorter ladders, and the claims asked again.

python -m science.coarser --worlds 24    # results/coarser.csv; ten minutes

The theory's own ladder has ten steps a decade. Nothing is chosen here: every weight takes the nearest step of the
shorter ladder, all at once, in worlds in which no table asks. Places on a scale, days and free parameters stay.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence

from pairbond.claims.experiments import experiments
from pairbond.claims.prediction import predictions
from pairbond.theory import Theory
from pairbond.theory._ladder import STEPS, nearest_step

from ._results import record
from .numbers import NOT_MOVED, SLOW, weights
from .variations import counted, held

LADDERS: dict[str, Sequence[float]] = {
    "ten": STEPS,
    "seven": (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0),
    "five": (1.0, 1.5, 2.5, 4.0, 6.0),
    "three": (1.0, 2.0, 5.0),
}


def rounded(theory: Theory, steps: Sequence[float]) -> dict[str, float]:
    """Every fixed weight that is no step of this ladder, with the nearest one."""
    found = {}
    for name in weights(theory):
        one = theory.constants[name]
        if one.free or one.unit != "1" or name.startswith(NOT_MOVED) or one.value != nearest_step(one.value):
            continue
        size = abs(one.value)
        decade = 10.0 ** math.floor(math.log10(size) + 1e-9)
        near = min((*steps, 10.0), key=lambda step: abs(math.log(size / (step * decade)))) * decade
        if not math.isclose(near, size):
            found[name] = math.copysign(near, one.value)
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--worlds", type=int, default=24)
    options.add_argument("--seed", type=int, default=3900, help="of worlds in which no table asks")
    given = options.parse_args()
    theory = Theory()
    sets = [rounded(theory, steps) for steps in LADDERS.values()]
    claims = [name for name in predictions() if name in experiments() and name not in SLOW]
    table = counted(held(theory, claims, sets, given.worlds, given.seed))
    table.insert(0, "steps_a_decade", [len(steps) for steps in LADDERS.values()])
    table.insert(1, "weights_moved", [len(one) for one in sets])
    values = [
        {
            abs(one.get(name, theory.constants[name].value))
            for name in weights(theory)
            if not theory.constants[name].free
        }
        for one in sets
    ]
    table.insert(2, "values", [len(one) for one in values])
    record("coarser", table, theory=theory.hash, claims=len(claims), worlds=given.worlds, seed=given.seed)
    print(table.to_string())


if __name__ == "__main__":
    main()
