"""What is to be run: one plain function from step to step, and the numbers it starts from.

The two runners (``plain.py``, ``native.py``) take a :class:`Task` and give back a :class:`RunResult`; they
know nothing about couples, and must agree path by path.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

# One step: (m, carry, given, normal, uniform, step) -> (carry, shown). ``carry`` and ``given`` hold [2, n] for the
# partners and [n] for the couple, or a plain number; ``normal`` and ``uniform`` the random numbers by channel; ``step``
# counts from the meeting. ``shown`` is what may be recorded of the *beginning* of the step.
Advance = Callable[..., tuple[Mapping[str, Any], Mapping[str, Any]]]


@dataclass(frozen=True)
class Channels:
    """Names of the random numbers; ``True`` where there is one for the couple, ``False`` where one for each partner."""

    normal: Mapping[str, bool]
    uniform: Mapping[str, bool]


@dataclass(frozen=True)
class Task:
    """A batch of n trajectories.

    Attributes
    ----------
    advance : the model.
    carry : what goes from step to step, as it is at step ``first``; [2, n] or [n].
    given : what stays as it is; [2, n] or [n].
    fixed : numbers that stay and are the same for everybody; they are compiled in.
    channels, keys : of the noise; keys are uint32 [2, n].
    days, every : how long, and how many steps a day has.
    first : the step it begins with, counted from the meeting.
    structure : what, besides the names of carry and given, distinguishes this ``advance`` from others; compiled code is
        used again where it is the same. None: always compile.
    """

    advance: Advance
    carry: Mapping[str, np.ndarray]
    given: Mapping[str, np.ndarray]
    fixed: Mapping[str, float]
    channels: Channels
    keys: np.ndarray
    days: int
    every: int
    first: int = 0
    structure: Hashable | None = None

    @property
    def size(self) -> int:
        """Number of trajectories."""
        return self.keys.shape[1]

    @property
    def steps(self) -> int:
        """One more than the days need: the last step only shows the last day, and is not taken."""
        return self.days * self.every + 1

    def only(self, which: np.ndarray) -> Task:
        """Some of the trajectories."""
        carry, given = ({k: v[..., which] for k, v in x.items()} for x in (self.carry, self.given))
        return replace(self, carry=carry, given=given, keys=self.keys[:, which])

    def later(self, result: RunResult, days: int) -> Task:
        """The task that goes on for ``days`` where ``result`` ended."""
        return replace(self, carry=result.carry, days=days, first=self.first + self.days * self.every)


@dataclass(frozen=True)
class RunResult:
    """How it went: ``carry`` at the end, and ``shown`` [days + 1, 2, n] or [days + 1, n] by name."""

    carry: Mapping[str, np.ndarray]
    shown: Mapping[str, np.ndarray]
    compile_seconds: float = 0.0
    run_seconds: float = 0.0
