"""From a fact to a verdict."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pairbond.errors import PairbondError
from pairbond.experiments.evidence.fact import Fact, facts
from pairbond.experiments.protocols.facts import SIMULATIONS
from pairbond.theory import Theory

if TYPE_CHECKING:
    import pandas as pd

AGREES, DIFFERS, CONTRADICTS, UNMAPPED = "agrees", "differs", "contradicts", "cannot be mapped"
VERDICTS = (AGREES, DIFFERS, CONTRADICTS, UNMAPPED)


@dataclass(frozen=True)
class Held:
    """A fact held against the theory: its id, the simulated number (NaN: none), and the verdict."""

    id: str
    simulated: float
    verdict: str


def verdict(fact: Fact, simulated: float) -> str:
    """What a simulated number says of a fact."""
    if math.isnan(simulated):
        return UNMAPPED
    if fact.agrees[0] <= simulated <= fact.agrees[1]:
        return AGREES
    return CONTRADICTS if fact.contradicts[0] <= simulated <= fact.contradicts[1] else DIFFERS


def evidence(
    which: str | Sequence[str] | None = None,
    theory: Theory | None = None,
    seed: int = 0,
    say: Callable[..., None] | None = None,
) -> list[Held]:
    """Simulate facts, all or those named.

    Parameters
    ----------
    which : ids of facts (``facts()``), or None: all of them, those against the popular theory first.
    theory : the laws; by default all of them.
    seed : of samples and of chance.
    say : called with words about how far it is.

    Raises
    ------
    PairbondError : an id that no fact has.
    """
    names = list(facts()) if which is None else [which] if isinstance(which, str) else list(which)
    if unknown := [name for name in names if name not in facts()]:
        from pairbond.theory._names import nearest

        raise PairbondError(f"there is no fact {unknown[0]!r}; the nearest is {nearest(unknown[0], facts())!r}.")
    laws, found = Theory() if theory is None else theory, []
    for name in names:
        if say is not None:
            say(f"fact {name}")
        simulated = float(SIMULATIONS[name](laws, seed)) if name in SIMULATIONS else math.nan
        found.append(Held(name, simulated, verdict(facts()[name], simulated)))
    return found


def table(found: Sequence[Held]) -> pd.DataFrame:
    """One row a fact, as told: finding, published number with its mark, simulated number, verdict."""
    import pandas as pd

    rows = []
    for one in found:
        fact = facts()[one.id]
        rows.append(
            {
                "fact": one.id,
                "stands": fact.stands,
                "found": fact.found,
                "published": fact.published,
                "mark": fact.mark,
                "unit": fact.unit,
                "simulated": one.simulated,
                "verdict": one.verdict,
                "source": fact.source,
                "mapping": fact.mapping,
            }
        )
    return pd.DataFrame(rows)


def explained(one: Held) -> str:
    """One fact in plain words."""
    fact = facts()[one.id]
    simulated = "none" if math.isnan(one.simulated) else f"{one.simulated:.3g}"
    lines = [fact.found, f"    {fact.source} ({fact.who}; mark {fact.mark})", "", f"Mapped: {fact.mapping}"]
    lines += ["", f"Published: {fact.published} ({fact.unit}).", f"Simulated: {simulated}. It {one.verdict}."]
    (low, high), (least, most) = fact.agrees, fact.contradicts
    lines.append(f"    From {low:g} to {high:g} it agrees, from {least:g} to {most:g} it contradicts.")
    return "\n".join([*lines, "", "Written down before it was simulated; nothing was fitted to it."])
