"""From a dispute to a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pairbond.errors import PairbondError
from pairbond.experiments.disputes.dispute import Dispute, disputes
from pairbond.experiments.protocols.disputes import EXPERIMENTS
from pairbond.experiments.result import Value
from pairbond.experiments.table import said, written
from pairbond.experiments.verdict import true
from pairbond.experiments.world import World
from pairbond.theory import Theory

if TYPE_CHECKING:
    import pandas as pd

FIRST, SECOND, BOTH, NEITHER = "the first side", "the second side", "both, each in its place", "cannot be told apart"


@dataclass(frozen=True)
class Settled:
    """What came of a dispute: its id, the verdict, and what was measured."""

    id: str
    verdict: str
    numbers: Mapping[str, Value] = field(default_factory=dict[str, Value])


def settle(which: str | Sequence[str] | None = None, theory: Theory | None = None) -> list[Settled]:
    """Run disputes, all or those named.

    Raises
    ------
    PairbondError : an id that no dispute has.

    Examples
    --------
    >>> [found] = settle("L7")
    >>> found.id
    'L7'
    """
    names = list(disputes()) if which is None else [which] if isinstance(which, str) else list(which)
    laws = Theory() if theory is None else theory
    return [_settled(_known(name), laws) for name in names]


def _known(name: str) -> Dispute:
    if name.upper() not in disputes():
        raise PairbondError(f"there is no dispute {name!r}; there are {', '.join(disputes())}.")
    return disputes()[name.upper()]


def _settled(asked: Dispute, theory: Theory) -> Settled:
    numbers = EXPERIMENTS[asked.id](World(theory))
    one, other = (all(bool(true(check, numbers)[0]) for check in side.holds) for side in (asked.one, asked.other))
    verdict = {(True, False): FIRST, (False, True): SECOND, (True, True): BOTH, (False, False): NEITHER}[one, other]
    return Settled(asked.id, verdict, {name: float(np.asarray(x, float)[..., 0]) for name, x in numbers.items()})


def table(found: Sequence[Settled]) -> pd.DataFrame:
    """One row a dispute: the two sentences, the verdict, the numbers."""
    import pandas as pd

    rows = []
    for one in found:
        asked = disputes()[one.id]
        sides = {"one": asked.one.sentence, "other": asked.other.sentence}
        numbers = "; ".join(f"{name} {written(x)}" for name, x in one.numbers.items())
        rows.append({"dispute": one.id, **sides, "verdict": one.verdict, "numbers": numbers})
    return pd.DataFrame(rows)


def explained(found: Settled) -> str:
    """One dispute in plain words."""
    asked = disputes()[found.id]
    lines = [f"{asked.id}. Two sentences that cannot both be the whole truth.", "", f"Measured: {asked.observable}"]
    numbers = {name: np.array([x]) for name, x in found.numbers.items()}
    for number, side in (("first", asked.one), ("second", asked.other)):
        lines += ["", f"The {number}: {side.sentence} (essays {', '.join(side.essays)})"]
        for check in side.holds:
            met = "yes" if true(check, numbers)[0] else "no "
            lines.append(f"    {met}  {said(check)}: {written(found.numbers[check.number])}")
    lines += ["", f"In the theory as it stands: {found.verdict}.", ""]
    return "\n".join([*lines, "This is what a theory commits itself to. It is no finding about people."])
