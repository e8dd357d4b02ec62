"""How coarse the fixed weights may be: all of them rounded to a ladder of few steps, and the claims asked again.

python -m science.notebook.coarser --parameter-draws 24    # results/coarser.csv; ten minutes

Nothing is chosen here: every fixed weight takes the nearest step of the ladder, all at once, in parameter draws in
which no
table asks. Where something begins or has its middle on a scale is rounded to a twentieth; days, rates a day and free
parameters stay.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence

from pairbond.experiments.files import records
from pairbond.experiments.protocols import all_protocols
from pairbond.theory import Theory
from science._results import record

from .numbers import NOT_MOVED, SLOW, weights
from .variations import counted, held

LADDERS: dict[str, Sequence[float]] = {
    "as it is": (),
    "ten": (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0),  # R″10 of ISO 3
    "seven": (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0),
    "five": (1.0, 1.5, 2.5, 4.0, 6.0),
    "three": (1.0, 2.0, 5.0),
}
TWENTIETH = 20.0
# where on a scale something begins, ends or has its middle
PLACES = ("_middle", "_from", "_edge", "stage_", "demand_half_bond", "gap_base", "critic_trust")


def step(value: float, steps: Sequence[float]) -> float:
    """The step whose ratio to ``value`` is nearest to 1; the sign stays."""
    decade = 10.0 ** math.floor(math.log10(abs(value)) + 1e-9)
    near = min((*steps, 10.0 * steps[0]), key=lambda one: abs(math.log(abs(value) / (one * decade))))
    return math.copysign(near * decade, value)


def rounded(theory: Theory, steps: Sequence[float]) -> dict[str, float]:
    """Every fixed number that moves, with what it becomes; nothing moves without steps."""
    found = {}
    for name in weights(theory) if steps else ():
        one = theory.constants[name]
        if one.free or one.unit != "1" or name.startswith(NOT_MOVED):
            continue
        place = any(part in name for part in PLACES)
        near = round(one.value * TWENTIETH) / TWENTIETH if place else step(one.value, steps)
        if not math.isclose(near, one.value):
            found[name] = near
    return found


def values(theory: Theory, moved: dict[str, float]) -> int:
    """How many different sizes the fixed numbers have."""
    fixed = [name for name in weights(theory) if not theory.constants[name].free]
    return len({round(abs(moved.get(name, theory.constants[name].value)), 9) for name in fixed})


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--parameter-draws", type=int, default=24)
    options.add_argument("--seed", type=int, default=3900, help="of parameter draws in which no table asks")
    given = options.parse_args()
    theory = Theory()
    sets = [rounded(theory, steps) for steps in LADDERS.values()]
    claims = [name for name in records("claim") if name in all_protocols() and name not in SLOW]
    table = counted(held(theory, claims, sets, given.parameter_draws, given.seed))
    table.insert(0, "steps_a_decade", list(LADDERS))
    table.insert(1, "values", [values(theory, one) for one in sets])
    table.insert(2, "numbers_moved", [len(one) for one in sets])
    record(
        "coarser", table, theory=theory.hash, claims=len(claims), parameter_draws=given.parameter_draws, seed=given.seed
    )
    print(table.to_string())


if __name__ == "__main__":
    main()
