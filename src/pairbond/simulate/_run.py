"""A run: everything that determines it, what came of it, and how to go on from any day of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from pairbond.engine.functions import array_functions
from pairbond.engine.prefixes import add_prefix, select_prefix
from pairbond.engine.random_numbers import couple_keys
from pairbond.engine.run import run_task
from pairbond.engine.task import RunResult, Task
from pairbond.errors import PairbondError
from pairbond.model import Model, ModelCouple
from pairbond.simulate import _quantiles
from pairbond.simulate._advance import channels_of, composed
from pairbond.simulate._begin import Begin
from pairbond.simulate._days import day_within, whole
from pairbond.simulate._failures import Failure, failures
from pairbond.simulate._runner import run_in_parts
from pairbond.simulate._summary import Tally, tallied
from pairbond.simulate.recording import SUMMARIES, checked_record, daily_names, summarised_names
from pairbond.simulate.schedule import Schedule, checked
from pairbond.theory import Couple

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


@dataclass(frozen=True)
class Run:
    """A simulation, computed when its results are first read. Made by :func:`pairbond.simulate.prepare`.

    Attributes
    ----------
    couples : mapping of name or number to Couple, or to a couple of another model
        The name is what the noise knows a couple by.
    alone : bool
        One couple was given, not several: results then have no dimension ``couple``.
    days, draws, seed, interventions, theory, record, noise, dt, engine, precision, workers
        As in :func:`pairbond.simulate.simulate`; ``draws`` are the numbers of the draws.
    begin : int
        The day it begins with; above 0 after a fork.
    parent : Run or None
        The run it was forked from.
    given : Begin or None
        Where it begins, if not at the meeting.
    allow_separation : bool
        Whether anybody leaves, parts or comes back.
    """

    couples: Mapping[int | str, Couple | ModelCouple]
    alone: bool
    days: int
    draws: tuple[int, ...]
    seed: int
    interventions: tuple[Any, ...]
    theory: Model
    record: str | tuple[str, ...]
    noise: bool
    dt: float
    engine: str
    precision: str
    workers: int
    begin: int = 0
    parent: Run | None = None
    given: Begin | None = None
    allow_separation: bool = True

    # what a user asks for

    def dataset(self) -> xr.Dataset:
        """The results, with units, names, symbols and how they were made."""
        from pairbond.simulate._dataset import dataset

        return dataset(self)

    def arrays(self) -> dict[str, np.ndarray]:
        """The results without labels: [days + 1, 2, n] of persons, [days + 1, n] of couples; summaries without days.

        The n trajectories are the draws of the first couple, then those of the second, and so on.
        """
        if self.tally is not None:
            return {**self.tally.results(self.result.carry, self.task.days * self.task.every), **self.result.shown}
        return {name: self._apart(name, np.asarray(x)) for name, x in self.result.shown.items()}

    def _apart(self, name: str, x: np.ndarray) -> np.ndarray:
        """Partners apart also where a value turned out the same for both."""
        return x if self.theory.quantities[name].couple or x.ndim == 3 else np.stack([x, x], axis=1)

    def fork(
        self,
        day: int,
        interventions: Sequence[Any] | None = None,
        days: int | None = None,
        record: str | Sequence[str] | None = None,
    ) -> Run:
        """Go on from a day of this run under the same noise, with other interventions.

        Parameters
        ----------
        day : whole number of days since the meeting, within this run.
        interventions : what holds from then on, in days since the meeting; None: as before.
        days : last day, counted from the meeting; None: that of this run.
        record : what to record; None: as before.

        With nothing changed the fork equals the run it came from, number by number.

        Raises
        ------
        PairbondError : a day outside the run.
        """
        last = self.days if days is None else days
        if not (whole(day) and whole(last) and self.begin <= day <= self.days and day <= last):
            raise PairbondError(
                f"a fork on day {day:g} until day {last:g} of a run from day {self.begin} to {self.days}; "
                "it has to begin on a whole day of the run, and to end on that day or a later one."
            )
        other = self.interventions if interventions is None else tuple(interventions)
        wanted = self.record if record is None else checked_record(self.theory, record)
        return replace(self, begin=int(day), days=int(last), interventions=other, record=wanted, parent=self)

    def budget(
        self, node: str, partner: str, day: float, couple: int | str | None = None, draw: int | None = None
    ) -> pd.DataFrame:
        """What makes up a value at the beginning of a day, for one partner.

        Parameters
        ----------
        node : any value the theory computes; for a state ("shame") its rate of change ("drift_shame").
        partner : "a" or "b"; for values of the couple either.
        day : whole number of days since the meeting, within this run.
        couple, draw : which trajectory, where there are several; by default the first draw.

        Returns
        -------
        pandas.DataFrame with columns kind, mechanism, term, share, unit, the largest shares first.
        "inside": the summands of the node, each with its owner; they add up exactly to a rate of change, and otherwise
        to what the node's link is applied to. "knock-out": the value minus the value if that mechanism's gain were 0
        for both partners, with state, status and inputs of this moment; what it did until then stays. "jointly": the
        value minus the value without any mechanism minus all knock-outs; not 0 where mechanisms act on each other.
        ``attrs`` holds value, without_any, node, partner, day, couple, draw, unit.

        Raises
        ------
        PairbondError : an unknown node, partner, day, couple or draw, with the nearest.
        """
        from pairbond.simulate._budget import budget

        return budget(self, node, partner, day, couple, draw)

    @cached_property
    def failures(self) -> tuple[Failure, ...]:
        """Trajectories that broke off: which, when, why, and how to see it again."""
        return failures(self)

    # how it is computed

    @property
    def every(self) -> int:
        """Steps a day."""
        return round(1 / self.dt)

    @cached_property
    def schedule(self) -> Schedule:
        return checked(self.interventions, self.theory.quantities, self.every)

    @cached_property
    def tally(self) -> Tally | None:
        if self.record not in SUMMARIES:
            return None
        couple = {name: one.couple for name, one in self.theory.quantities.items()}
        return tallied(summarised_names(self.theory), couple, self.dt)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        if self.record in SUMMARIES:
            return summarised_names(self.theory) if self.record == _quantiles.RECORD else ()
        return daily_names(self.theory) if self.record == "daily" else tuple(self.record)

    @cached_property
    def labels(self) -> list[tuple[int | str, int]]:
        """Couple and draw of each trajectory."""
        return [(couple, draw) for couple in self.couples for draw in self.draws]

    @cached_property
    def result(self) -> RunResult:
        """What the runner gave back."""
        if self.tally is not None and (self.precision == "single" or self.shown):
            counts = _quantiles.Counts(self.shown, self.theory.quantities, self.task.size, self.task.days)
            return run_in_parts(self.task, self.tally, counts, self.engine, self.precision, self.workers)
        return run_task(self.task, self.engine, self.precision, self.workers)

    @cached_property
    def task(self) -> Task:
        """The run in numbers."""
        theory = self.theory
        fixed, given = self._params
        size = len(self.labels)
        start = self._start(size)
        tally = self.tally
        if tally is not None:
            start |= tally.start(select_prefix(start, "state"), select_prefix(start, "status"), size)
        channels = channels_of(theory)
        return Task(
            composed(theory, self.schedule, tally, self.shown, self.noise, self.dt, self.allow_separation),
            start,
            {**given, **self.schedule.given(size)},
            fixed,
            replace(channels, uniform={**channels.uniform, **self.schedule.channels}),
            couple_keys(self.seed, [c for c, _ in self.labels], [d for _, d in self.labels]),
            self.days - self.begin,
            self.every,
            self.begin * self.every,
            (
                theory,
                self.schedule.structure,
                None if tally is None else tally.structure,
                self.shown,
                self.noise,
                self.dt,
                self.allow_separation,
            ),
        )

    @cached_property
    def _params(self) -> tuple[dict[str, float], dict[str, np.ndarray]]:
        """What is compiled in (gains of 0 and 1), and what is given as numbers [2, n] or [n]."""
        fixed: dict[str, float] = {}
        given: dict[str, np.ndarray] = {}
        for name, value in self.theory.params(list(self.couples.values())).items():
            first = float(np.ravel(value)[0])
            if name.startswith("gain_") and first in (0.0, 1.0) and (value == first).all():
                fixed[f"param.{name}"] = first
            else:
                given[f"param.{name}"] = np.repeat(np.asarray(value, float), len(self.draws), axis=-1)
        return fixed, given

    def _start(self, size: int) -> dict[str, np.ndarray]:
        """State, status and memory of interventions at the beginning."""
        fixed, given = self._params
        params = {**select_prefix(fixed, "param"), **select_prefix(given, "param")}
        before: dict[str, np.ndarray] = {}
        if self.parent is not None:
            before = dict(self.parent.at(self.begin))
            state, status = select_prefix(before, "state"), select_prefix(before, "status")
        elif self.given is not None:
            state, status = self.given.spread(self.theory, len(self.couples), len(self.draws))
        else:
            state, status = self.theory.start(params), self.theory.start_status(params)
        seen: dict[str, Any] = {}
        if any(one.when is not None for one in self.interventions):
            seen = {**self.theory.evaluate(array_functions(np), state, status, {}, params), **state, **status}
        memory = self.schedule.memory(seen, size)
        if self.parent is not None:
            memory |= _remembered(self.parent.schedule, self.schedule, before)
        return {**add_prefix(state, "state"), **add_prefix(status, "status"), **memory}

    def at(self, day: float) -> Mapping[str, np.ndarray]:
        """State, status and memory of interventions on a whole day of this run.

        Raises
        ------
        PairbondError : a day outside the run, with the nearest.
        """
        silent = replace(self, days=day_within(day, self.begin, self.days), record=())
        return run_task(silent.task, self.engine, self.precision, self.workers).carry


def _remembered(old: Schedule, new: Schedule, before: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Memory of those interventions that simply go on."""
    found: dict[str, np.ndarray] = {}
    for i, one in enumerate(new.interventions):
        if one in old.interventions:
            j = old.interventions.index(one)
            found |= {f"act.{i}.{k}": v for k, v in select_prefix(before, f"act.{j}").items()}
    return found
