"""Which runs an experiment asks for, and what it reads from them, without running the theory.

A protocol is called in a trial whose trajectories are constant. It asks for the same runs as in a real trial, unless it
decides by a number what to run next; then later runs can differ.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pairbond.experiments.protocols import all_protocols
from pairbond.experiments.run import BREAKS
from pairbond.experiments.trial import Pair, Trajectory, Trial
from pairbond.simulate import Begin
from pairbond.theory import Couple, Intervention, Theory

LEVEL = 0.3  # of everything, where a quantity has no default or one of 0


@dataclass(frozen=True)
class PlannedRun:
    """One run that an experiment asks for.

    Attributes
    ----------
    couple : the two, at the defaults.
    days : how long they are followed.
    acts : what is done, and when.
    noise : whether there is noise, and anybody may leave.
    from_meeting : whether it begins with the meeting, and not at a moment of another run.
    """

    couple: Couple
    days: int
    acts: tuple[Intervention, ...]
    noise: bool
    from_meeting: bool


@dataclass(frozen=True)
class Planned:
    """What an experiment asks for: its runs in order, and the quantities that it reads, the first first."""

    runs: tuple[PlannedRun, ...]
    reads: tuple[str, ...]


def planned(which: str, theory: Theory) -> Planned:
    """The runs that the experiment of a claim, a dispute or a fact asks for, at the defaults.

    Examples
    --------
    >>> from pairbond.simulate.recording import default_theory
    >>> found = planned("B3", default_theory())
    >>> len(found.runs), found.runs[0].days, found.reads
    (4, 700, ('surprise',))
    """
    trial = _Plan(theory, runs=2)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        with suppress(BREAKS):  # where it cannot go on from what is constant, the runs until then are known
            all_protocols()[which](trial)
    return Planned(tuple(trial.asked), tuple(dict.fromkeys(trial.read)))


class _Constant(dict[str, np.ndarray]):
    """Every quantity at one level, made when it is looked up."""

    def __init__(self, theory: Theory, size: tuple[int, ...], days: int | None) -> None:
        super().__init__()
        self.theory, self.size, self.days = theory, size, () if days is None else (days + 1,)

    def __missing__(self, name: str) -> np.ndarray:
        known = self.theory.quantities.get(name)
        level = float(known.default or LEVEL) if known is not None else 0.0
        partners = () if known is not None and known.couple else (2,)
        made = self[name] = np.full((*self.days, *partners, *self.size), level)
        return made


@dataclass(frozen=True)
class _Watched(Trajectory):
    read: list[str] = field(default_factory=list[str])

    def a(self, name: str) -> np.ndarray:
        self.read.append(name)
        return super().a(name)

    def b(self, name: str) -> np.ndarray:
        self.read.append(name)
        return super().b(name)

    def two(self, name: str) -> np.ndarray:
        self.read.append(name)
        return super().two(name)


@dataclass(frozen=True)
class _Plan(Trial):
    """A trial that writes down what it is asked for."""

    asked: list[PlannedRun] = field(default_factory=list[PlannedRun])
    read: list[str] = field(default_factory=list[str])

    def _ask(self, pair: Pair, days: int, acts: Sequence[Intervention], noise: bool, begin: Begin | None) -> None:
        [couple] = self.couples(pair)[:1]
        self.asked.append(PlannedRun(couple, days, tuple(acts), noise, begin is None))

    def follow(
        self,
        pairs: Mapping[str, Pair],
        days: int,
        acts: Sequence[Intervention] = (),
        record: Sequence[str] = (),  # noqa: ARG002
        begin: Begin | None = None,
    ) -> dict[str, Trajectory]:
        found: dict[str, Trajectory] = {}
        for name, pair in pairs.items():
            self._ask(pair, days, acts, False, begin)
            found[name] = _Watched(_Constant(self.theory, (self.size,), days), self.read)
        return found

    def with_noise(
        self, pair: Pair, days: int, acts: Sequence[Intervention] = (), record: str | Sequence[str] = "summary"
    ) -> dict[str, np.ndarray]:
        self._ask(pair, days, acts, True, None)
        return _Constant(self.theory, (self.size, self.runs), None if record == "summary" else days)

    def evaluate(self, *_: Any, **__: Any) -> dict[str, np.ndarray]:
        return _Constant(self.theory, (self.size,), None)
