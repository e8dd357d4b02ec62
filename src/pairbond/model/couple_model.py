"""A model of a couple as a few equations: declare states and parameters, write one function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from math import isfinite
from types import MappingProxyType, SimpleNamespace
from typing import Any

import numpy as np

from pairbond.errors import PairbondError, nearest
from pairbond.model._checks import check_declared, check_equations, check_names
from pairbond.model.couple import ModelCouple
from pairbond.model.declared import Parameter, Readout, State
from pairbond.model.protocol import Clock
from pairbond.model.quantity import Quantity

Equations = Callable[[Any, Any, Any, Any], Mapping[str, Any]]


@dataclass(frozen=True, eq=False)
class CoupleModel:
    """A model of two partners who run on the same equations.

    Attributes
    ----------
    name, label : in code, and in words.
    says : the model in one sentence.
    source : where it was published.
    clock : "flow" for differential equations, with time in days; "map" for difference equations, from one occasion to
        the next.
    states, parameters, inputs : what there is. ``inputs`` maps a name to its neutral value.
    equations : ``fn(m, x, u, p)`` returns by name of the state its rate of change per day (flow) or its next value
        (map). ``m`` are the functions, ``x`` the states, ``u`` the inputs, ``p`` the parameters: ``x.feeling`` holds
        both partners' values, ``m.swap(x.feeling)`` the other's. No ``if`` on a value: ``m.where``.
    readouts, observe : what a diary can observe, and ``fn(m, x, u, p)`` that returns it by name; by default the
        states.

    Raises
    ------
    PairbondError : two things of one name, an equation that is missing or reads what there is not.

    Examples
    --------
    >>> drift = CoupleModel(
    ...     "drift", "two feelings that follow each other", "Each feeling drifts towards the other's.", "",
    ...     "flow", (State("feeling", "feeling", noise="noise"),),
    ...     (Parameter("pull", "pull towards the other", 0, 1, 0.2, "1/d"), Parameter("noise", "noise", 0, 1, 0.1)),
    ...     lambda m, x, u, p: {"feeling": p.pull * (m.swap(x.feeling) - x.feeling)},
    ... )
    >>> drift.couple(pull=(0.1, 0.5)).values["pull"]
    (0.1, 0.5)
    """

    name: str
    label: str
    says: str
    source: str
    clock: Clock
    states: tuple[State, ...]
    parameters: tuple[Parameter, ...]
    equations: Equations
    readouts: tuple[Readout, ...] = ()
    observe: Equations | None = None
    inputs: Mapping[str, float] = field(default_factory=dict[str, float])

    def __post_init__(self) -> None:
        check_declared(self)
        if not self.readouts:
            own = tuple(Readout(one.name, one.label, one.unit, couple=one.couple) for one in self.states)
            object.__setattr__(self, "readouts", own)
        check_names(self)
        usual = self.params([self.couple()])
        check_equations(self, self._seen(self.start(usual), {}, usual))

    # what it is made of

    @property
    def quantities(self) -> Mapping[str, Quantity]:
        """The table of its quantities."""
        return self._quantities

    @cached_property
    def _quantities(self) -> Mapping[str, Quantity]:
        def row(one: Any, stage: str, low: float, high: float, default: float = 0.0, source: str = "") -> Quantity:
            return Quantity(
                one.name, one.name, one.label, stage, one.unit, low, high, default, one.couple,
                noisy=bool(getattr(one, "noise", "")), source=source or self.source,
            )  # fmt: skip

        rows = [row(x, "trait", x.low, x.high, x.default, x.source) for x in self.parameters]
        rows += [row(x, "state", x.low, x.high, x.start) for x in self.states]
        rows += [Quantity(name, name, name, "input", default=value) for name, value in self.inputs.items()]
        rows += [row(x, "conduct", -np.inf, np.inf) for x in self.readouts if x.name in self.computed]
        return MappingProxyType({one.name: one for one in rows})

    @property
    def computed(self) -> tuple[str, ...]:
        """Readouts that are no states."""
        states = {one.name for one in self.states}
        return tuple(one.name for one in self.readouts if one.name not in states)

    @property
    def can(self) -> frozenset[str]:
        """It can be fitted by a filter; with noise if a state has some."""
        return frozenset({"filter", *(["noise"] if self.noisy else [])})

    @property
    def noisy(self) -> tuple[str, ...]:
        """States with noise of their own."""
        return tuple(one.name for one in self.states if one.noise)

    @property
    def uniforms(self) -> Mapping[str, bool]:
        """None: nothing happens by chance but noise."""
        return {}

    @property
    def hash(self) -> str:
        """Fingerprint of the declared numbers and of what the equations compute."""
        return self._hash

    @cached_property
    def _hash(self) -> str:
        from pairbond.engine.program import Program
        from pairbond.engine.trace import Pair, Symbol, TracedFunctions

        program = Program()

        def symbols(kind: str, names: Mapping[str, bool]) -> SimpleNamespace:
            def one(name: str, couple: bool) -> Any:
                a, b = (Symbol(program, program.leaf("given", f"{kind}.{name}.{i}")) for i in (0, 1))
                return a if couple else Pair(a, b)

            return SimpleNamespace(**{name: one(name, couple) for name, couple in names.items()})

        x = symbols("x", {one.name: one.couple for one in self.states})
        p = symbols("p", {one.name: one.couple for one in self.parameters})
        u = symbols("u", dict.fromkeys(self.inputs, False))
        self.equations(TracedFunctions, x, u, p)
        if self.observe is not None:
            self.observe(TracedFunctions, x, u, p)
        declared = (self.clock, self.states, self.parameters, self.readouts, tuple(self.inputs.items()))
        return sha256(repr((self.name, declared, program.lines)).encode()).hexdigest()

    # its couples

    def couple(self, **values: Sequence[float] | float) -> ModelCouple:
        """Two partners; a pair (a's, b's) for a parameter of theirs, one number if both have the same.

        Raises
        ------
        PairbondError : a parameter there is not, or a value out of its range, with the nearest.
        """
        return ModelCouple(self, {name: self._checked(name, value) for name, value in values.items()})

    def _checked(self, name: str, value: Sequence[float] | float) -> tuple[float, float] | float:
        known = {one.name: one for one in self.parameters}
        if name not in known:
            raise PairbondError(
                f"the model {self.name} has no parameter {name!r}; the nearest is {nearest(name, known)!r}."
            )
        one = known[name]
        many = [float(v) for v in np.atleast_1d(np.asarray(value, float))]
        if len(many) > 2 or (one.couple and len(many) > 1):
            wanted = "one number" if one.couple else "one number, or one for each partner"
            raise PairbondError(f"{name} of {self.name} has {len(many)} values; it has {wanted}.")
        for v in many:
            if not (isfinite(v) and one.low <= v <= one.high):
                near = one.default if not isfinite(v) else min(max(v, one.low), one.high)
                raise PairbondError(
                    f"{name} of {self.name} is {v:g}, outside [{one.low:g}, {one.high:g}]; the nearest is {near:g}."
                )
        return many[0] if one.couple else (many[0], many[-1])

    def params(self, couples: ModelCouple | Sequence[Any]) -> dict[str, Any]:
        """Parameters by name, ``[2, N]``, shared ones ``[N]``; of one couple ``[2]`` and ``[]``."""
        many = [couples] if isinstance(couples, ModelCouple) else list(couples)
        for one in many:
            if not isinstance(one, ModelCouple) or one.model is not self:
                raise PairbondError(f"{one} is no couple of the model {self.name}; make it with {self.name}.couple(…).")
        table: dict[str, Any] = {}
        for one in self.parameters:
            default = one.default if one.couple else (one.default, one.default)
            table[one.name] = np.array([c.values.get(one.name, default) for c in many]).T
        return {k: v[..., 0] for k, v in table.items()} if isinstance(couples, ModelCouple) else table

    # running it

    def start(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """States at the beginning."""
        wide = np.broadcast_shapes(*(np.shape(self._lead(one, params[one.name])) for one in self.parameters))
        return {x.name: np.full(wide[1:] if x.couple else wide, float(x.start)) for x in self.states}

    @staticmethod
    def _lead(one: Parameter, value: Any) -> Any:
        return np.stack([value, value]) if one.couple else np.asarray(value)

    def start_status(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """None."""
        return {}

    def evaluate(
        self,
        m: Any,
        state: Mapping[str, Any],
        status: Mapping[str, Any],
        inputs: Mapping[str, Any],
        params: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Readouts that are no states, by name."""
        if self.observe is None:
            return {}
        found = self.observe(m, *self._seen(state, inputs, params))
        return {name: found[name] for name in self.computed}

    def step(
        self,
        m: Any,
        state: Mapping[str, Any],
        status: Mapping[str, Any],
        inputs: Mapping[str, Any],
        params: Mapping[str, Any],
        noise: Mapping[str, Any],
        uniform: Mapping[str, Any],
        dt: Any = 0.25,
    ) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """One step: Euler–Maruyama of ``dt`` days for a flow, to the next occasion for a map."""
        x, u, p = self._seen(state, inputs, params)
        found = self.equations(m, x, u, p)
        flow, moved = self.clock == "flow", {}
        for one in self.states:
            new = state[one.name] + dt * found[one.name] if flow else found[one.name]
            if one.noise and one.name in noise:
                new = new + (dt**0.5 if flow else 1.0) * getattr(p, one.noise) * noise[one.name]
            new = m.maximum(new, one.low) if isfinite(one.low) else new
            moved[one.name] = m.minimum(new, one.high) if isfinite(one.high) else new
        return moved, {}, self.evaluate(m, state, status, inputs, params)

    def _seen(self, state: Mapping[str, Any], inputs: Mapping[str, Any], params: Mapping[str, Any]) -> tuple[Any, ...]:
        defaults = {one.name: one.default for one in self.parameters}
        return (
            SimpleNamespace(**state),
            SimpleNamespace(**{**self.inputs, **inputs}),
            SimpleNamespace(**{**defaults, **params}),
        )
