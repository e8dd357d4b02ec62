"""One program for every couple, knock-out and course of action: all of them are numbers that it takes in.

A run compiles gains of 0 and 1, free parameters and interventions in, which is fast, and makes a new program of each
knock-out. Where nothing can be compiled later, as in a browser, the program has to take them in as it runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from pairbond.engine.prefixes import add_prefix, select_prefix
from pairbond.engine.task import Task
from pairbond.errors import PairbondError, nearest
from pairbond.model import Model
from pairbond.simulate._advance import channels_of, composed
from pairbond.simulate._days import step_of
from pairbond.simulate._run import Run
from pairbond.simulate.recording import checked_names, daily_names
from pairbond.simulate.schedule import NEVER, add_to, during, window
from pairbond.theory import Theory, describe

SWITCHES = MappingProxyType(
    {
        "noise": "chance disturbs what the partners feel",
        "allow_separation": "somebody may leave, part or come back, by chance",
    }
)


@dataclass(frozen=True)
class Adjustable:
    """A parameter that is given as a number: its default, and whether it is one number for the two."""

    default: float
    couple: bool


def adjustables(model: Model) -> dict[str, Adjustable]:
    """Traits, gains and free parameters of a model, by name.

    A free parameter of the theory that an equation of the couple reads is one number for the two.
    """
    found = {k: Adjustable(one.default, one.couple) for k, one in model.quantities.items() if one.stage == "trait"}
    if isinstance(model, Theory):
        gains = [one.gain for one in model.mechanisms.values()]
        shared = model.graph.shared
        found |= {name: Adjustable(model.constants[name].value, name in shared) for name in (*gains, *model.free)}
    return found


@dataclass(frozen=True)
class Levers:
    """What can be done, on the days and at the doses that are given, by each partner.

    ``act.<name>.start`` and ``act.<name>.end`` are steps since the meeting, ``act.<name>.<input>`` doses, each
    ``[2, n]``. Interventions that set one input add up.
    """

    sets: Mapping[str, Sequence[str]]

    def given(self) -> dict[str, float]:
        """The numbers where nobody does anything."""
        found: dict[str, float] = {}
        for name, inputs in self.sets.items():
            found |= {f"act.{name}.start": NEVER, f"act.{name}.end": NEVER}
            found |= {f"act.{name}.{one}": 0.0 for one in inputs}
        return found

    def inputs(self, m: Any, carry: Any, given: Any, uniform: Any, step: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Inputs at this step; nothing is remembered."""
        found: dict[str, Any] = {}
        for name, inputs in self.sets.items():
            on = during(m, step, given, f"act.{name}")
            for one in inputs:
                add_to(found, one, on * given[f"act.{name}.{one}"])
        return found, {}

    def conditions(self, m: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """None."""
        return {}


@dataclass(frozen=True)
class GeneralProgram:
    """The step of a model with everything that can be a number given as it runs.

    Attributes
    ----------
    model : what runs.
    sets : inputs that each available intervention sets, by its name.
    record : names of what is recorded; by default as in ``record="daily"``.
    dt : step in days, as in :func:`pairbond.simulate.simulate`.

    Raises
    ------
    PairbondError : a day is no whole number of such steps.

    Examples
    --------
    >>> from pairbond.engine import plain
    >>> from pairbond.simulate import prepare
    >>> from pairbond.theory import Couple, Person, Theory
    >>> program = GeneralProgram(Theory(), {"no_contact": ["no_contact"]}, ("image",))
    >>> run = prepare(Couple(Person(), Person(coping=-0.5)), days=3, record=["image"])
    >>> bool(abs(plain.run(program.task(run)).shown["image"] - run.arrays()["image"]).max() < 1e-12)
    True
    """

    model: Model
    sets: Mapping[str, Sequence[str]] = field(default_factory=dict[str, "Sequence[str]"])
    record: tuple[str, ...] = ()
    dt: float | None = None

    def __post_init__(self) -> None:
        _ = self._dt  # refused now rather than on the way

    @property
    def levers(self) -> Levers:
        """What can be done."""
        return Levers(self.sets)

    @cached_property
    def parameters(self) -> Mapping[str, Adjustable]:
        """Traits, gains and free parameters by name."""
        return MappingProxyType(adjustables(self.model))

    @property
    def shown(self) -> tuple[str, ...]:
        """Names of what is recorded."""
        return checked_names(self.model, self.record) if self.record else daily_names(self.model)

    @property
    def every(self) -> int:
        """Steps a day."""
        return round(1 / self._dt)

    @cached_property
    def _dt(self) -> float:
        return step_of(self.model, self.dt)

    def advance(self, m: Any, carry: Any, given: Any, normal: Any, uniform: Any, step: Any) -> tuple[Any, Any]:
        """One step, as in :class:`pairbond.engine.task.Task`."""
        noisy, allowed = given["switch.noise"], given["switch.allow_separation"]
        shaken = {name: noisy * normal[name] for name in self.model.noisy}
        happens = {name: m.where(allowed < 0.5, 1.0, uniform[name]) for name in self.model.uniforms}
        inner = composed(self.model, self.levers, None, self.shown, True, self._dt)
        return inner(m, carry, given, shaken, happens, step)

    def shares(self, m: Any, carry: Any, given: Any, uniform: Any, step: Any) -> dict[str, Any]:
        """What every node is made of at the beginning of a step, from what is carried and given.

        ``value.<node>`` is its value, and ``share.<node>.<i>`` the i-th summand as in
        :func:`pairbond.theory.describe.summands_of`. What is received of the other's conduct is left out.

        Raises
        ------
        PairbondError : a model that is not made of mechanisms.
        """
        theory = self.theory
        inputs, _ = self.levers.inputs(m, carry, given, uniform, step)
        state, status = select_prefix(carry, "state"), select_prefix(carry, "status")
        values, parts = describe.all_shares(theory, state, status, inputs, select_prefix(given, "param"), m)
        found: dict[str, Any] = {}
        for node in self.budgeted:
            found[f"value.{node}"] = values[node]
            found |= {f"share.{node}.{i}": share for i, share in enumerate(parts[node].values())}
        return found

    @property
    def theory(self) -> Theory:
        """The model, where it is made of mechanisms; another is refused."""
        if not isinstance(self.model, Theory):
            raise PairbondError(f"{self.model.label} is not made of mechanisms; only the theory has a budget.")
        return self.model

    @property
    def budgeted(self) -> tuple[str, ...]:
        """Names of the nodes of which :meth:`shares` says what they are made of."""
        steps = self.theory.graph.steps
        return tuple(one.name for one in steps if one.quantity.stage != "received")

    def start(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """State and status at the meeting, from what is given."""
        params = select_prefix(given, "param")
        return {
            **add_prefix(self.model.start(params), "state"),
            **add_prefix(self.model.start_status(params), "status"),
        }

    def given(self, size: int) -> dict[str, np.ndarray]:
        """Everything at its default, ``[2, size]`` or ``[size]``: nobody does anything, every switch is on."""
        found = {
            f"param.{k}": np.full((size,) if x.couple else (2, size), x.default) for k, x in self.parameters.items()
        }
        found |= {name: np.full((2, size), value) for name, value in self.levers.given().items()}
        return found | {f"switch.{name}": np.ones(size) for name in SWITCHES}

    def default_task(self, size: int = 1) -> Task:
        """A task of ``size`` couples and 0 days, with every number at its default and the same random numbers."""
        given = self.given(size)
        return Task(
            self.advance,
            self.start(given),
            given,
            {},
            channels_of(self.model),
            np.zeros((2, size), np.uint32),
            0,
            self.every,
            0,
            ("general", self.model, tuple((name, *inputs) for name, inputs in self.sets.items()), self.shown, self._dt),
        )

    def task(self, run: Run) -> Task:
        """The task of a run on this program.

        Raises
        ------
        PairbondError : a run of another model or step; an intervention that the program does not have, or whose dose or
            days are more than one number for each partner.
        """
        if run.theory.hash != self.model.hash or run.every != self.every:
            raise PairbondError(
                f"the run is of {run.theory.label} with {run.every} steps a day; the program is of {self.model.label} "
                f"with {self.every}."
            )
        fixed = run.task
        size = fixed.size
        given = self.given(size)
        for name, value in {**fixed.fixed, **fixed.given}.items():
            if name.startswith("param."):
                given[name] = self._parameter(name, value, given)
        self._act(run.interventions, given)
        given["switch.noise"][:] = float(run.noise)
        given["switch.allow_separation"][:] = float(run.noise and run.allow_separation)
        carry = {k: v for k, v in fixed.carry.items() if k.startswith(("state.", "status."))}
        return replace(
            self.default_task(size), carry=carry, given=given, keys=fixed.keys, days=fixed.days, first=fixed.first
        )

    def _parameter(self, name: str, value: Any, given: Mapping[str, np.ndarray]) -> np.ndarray:
        there = given.get(name)
        plain = name.removeprefix("param.")
        if there is None:
            near = nearest(plain, self.parameters)
            raise PairbondError(f"the program has no parameter {plain!r}; the nearest is {near!r}.")
        value = np.asarray(value, float)
        if there.ndim == 1 and value.ndim == 2:
            if (value[0] != value[1]).any():
                raise PairbondError(f"{plain} belongs to the two together, and the partners have different values.")
            value = value[0]
        return np.broadcast_to(value, there.shape).copy()

    def _act(self, interventions: Sequence[Any], given: dict[str, np.ndarray]) -> None:
        """Write the days and doses of some interventions, those of each partner once."""
        taken: set[tuple[str, int]] = set()
        for one in interventions:
            if one.name not in self.sets:
                near = f"; the nearest is {nearest(one.name, self.sets)!r}" if self.sets else ""
                raise PairbondError(f"the program has no intervention {one.name!r}{near}.")
            if one.adherence < 1 or one.when is not None:
                raise PairbondError(f"{one.name} comes and goes by chance or condition; the program takes days only.")
            for partner, does in enumerate(one.mask):
                if not does:
                    continue
                if (one.name, partner) in taken:
                    raise PairbondError(f"{one.name} acts twice on one partner; the program takes one span of days.")
                taken.add((one.name, partner))
                numbers = window(one, self.every) | dict(one.inputs)
                for name, value in numbers.items():
                    if not isinstance(value, int | float):
                        raise PairbondError(f"the dose of {one.name} changes with time; the program takes a number.")
                    given[f"act.{one.name}.{name}"][partner] = value
