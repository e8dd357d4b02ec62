"""What each number inside the laws is needed for: results/weights.csv (half an hour on one core).

python -m science.notebook.weights    # from the root of the repository

A one-at-a-time screening: every fixed weight that can be 0 is set to 0, one weight in one world, all else at the
defaults, and the claims that need no chance are asked in all of these worlds, but for a few that take long. A weight at
which the same claims are carried is one that none of them needs. Numbers of the map of childhood are not asked.
"""

from __future__ import annotations

import sys
from collections import defaultdict

import numpy as np
import pandas as pd

from pairbond.errors import PairbondError
from pairbond.experiments.files import records
from pairbond.experiments.protocols import all_protocols
from pairbond.experiments.record import Claim
from pairbond.experiments.run import measure
from pairbond.experiments.trial import Draw, Trial
from pairbond.experiments.verdict import CARRIED, effect, verdicts
from pairbond.theory import Constant, Theory
from science._results import record

# something is divided by these, or they are the width of a rounding or the steepness of a step
SCALES = ("tau_", "corner", "_width", "left_fading", "_days", "_slope")

ONE_BY_ONE = ("A4", "A5", "C19", "G9")  # followed a world at a time: they would take hours
CHILDHOOD_ONLY = ("A1", "A2", "A3")  # about the map of childhood: no couple is followed


def weights(theory: Theory) -> list[Constant]:
    """The fixed numbers of the laws that can be 0; gains and free parameters are not among them."""
    return [
        one
        for name, one in theory.constants.items()
        if not one.free and not name.startswith("gain_") and one.value != 0.0 and not any(x in name for x in SCALES)
    ]


def asked_in(asked: Claim, theory: Theory, draws: tuple[Draw, ...]) -> tuple[list[str], np.ndarray] | None:
    """Verdict and effect in each world; None where the experiment breaks off in one of them."""
    try:
        numbers = measure(asked.id, Trial(theory, draws))
    except (PairbondError, ArithmeticError, ValueError, LookupError):
        return None
    return verdicts(asked, numbers), effect(asked.effect, numbers)


def main() -> None:
    theory = Theory()
    every = weights(theory)
    draws = (Draw(), *(Draw(constants=((one.name, 0.0),)) for one in every))
    lost: dict[str, list[str]] = defaultdict(list)
    gained: dict[str, list[str]] = defaultdict(list)
    moved: dict[str, tuple[float, str]] = {}
    broke: list[str] = []
    claims = [one for one in records("claim").values() if one.id in all_protocols() and one.runs == 1]
    claims = [one for one in claims if one.id not in (*ONE_BY_ONE, *CHILDHOOD_ONLY)]
    for asked in claims:
        print("claim", asked.id, file=sys.stderr, flush=True)
        found = asked_in(asked, theory, draws)
        if found is None:
            broke.append(asked.id)
            continue
        shown, size = found
        for one, verdict, x in zip(every, shown[1:], size[1:], strict=True):
            if (verdict == CARRIED) != (shown[0] == CARRIED):
                (lost if shown[0] == CARRIED else gained)[one.name].append(asked.id)
            step = float(abs(x - size[0]) / max(abs(size[0]), asked.effect.minimum))
            if step > moved.get(one.name, (0.0, ""))[0]:
                moved[one.name] = step, asked.id
    table = pd.DataFrame(
        {
            "weight": one.name,
            "owner": theory.owners[one.name],
            "value": one.value,
            "needed": bool(lost[one.name] or gained[one.name]),
            "lost": " ".join(lost[one.name]),
            "gained": " ".join(gained[one.name]),
            "largest_move": moved.get(one.name, (0.0, ""))[0],
            "of": moved.get(one.name, (0.0, ""))[1],
        }
        for one in every
    )
    record("weights", table, theory=theory.hash, claims=len(claims) - len(broke), broke_off=" ".join(broke) or "none")
    idle = table[~table.needed]
    print(f"{len(table)} weights asked at 0; {len(idle)} leave {len(claims) - len(broke)} claims as they are:")
    print(idle[["weight", "owner", "value", "largest_move", "of"]].to_string(index=False))


if __name__ == "__main__":
    main()
