"""A condition on something that can be observed: what triggers an intervention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pairbond.theory import QUANTITIES

# conduct, what is received of the other's conduct, and how things stand: nobody can see a state
OBSERVABLES = (*(name for name, one in QUANTITIES.items() if one.stage in ("conduct", "received")), "contact",
               *(name for name, one in QUANTITIES.items() if one.stage == "status"))  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """True while an observable is above, or below, a limit.

    Conduct is each partner's own (``received_…``: the other's, as it arrives), so the condition can hold for one
    partner and not for the other; contact and days apart are the couple's.
    """

    observe: str
    limit: float
    above: bool

    def __call__(self, seen: Mapping[str, Any]) -> Any:
        """What :func:`pairbond.simulate.simulate` asks at every step."""
        return seen[self.observe] > self.limit if self.above else seen[self.observe] < self.limit

    def __str__(self) -> str:
        return f"{self.observe.replace('_', ' ')} {'above' if self.above else 'below'} {self.limit:g}"
