"""Where a couple stands on the last evening of its diary, in draws of the posterior."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pairbond.theory import Couple, Person

F = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CurrentState:
    """M equally likely accounts of one couple's present.

    Attributes
    ----------
    state : every state of the theory by name, [2, M] of the partners or [M] of the couple.
    traits : the estimated traits by name, [2, M]; inner worth, integration and outside life are those of now.
    code : status, one number for all: 0 together, 1 apart in contact, 2 no contact.
    day : the evening, on the time axis of the diary.
    """

    state: Mapping[str, F]
    traits: Mapping[str, F]
    code: float
    day: float

    def __len__(self) -> int:
        return next(iter(self.traits.values())).shape[1]

    @property
    def couples(self) -> list[Couple]:
        """One couple a draw."""
        people = [
            [Person(**{n: float(v[p, i]) for n, v in self.traits.items()}) for p in (0, 1)] for i in range(len(self))
        ]
        return [Couple(a, b) for a, b in people]
