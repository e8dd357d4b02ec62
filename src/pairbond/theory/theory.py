"""The theory as one thing: composed of its mechanisms, run by one verb, :meth:`Theory.step`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType, SimpleNamespace
from typing import Any, Literal

import numpy as np

from pairbond.errors import PairbondError
from pairbond.model.quantity import Quantity
from pairbond.theory import _people, _start
from pairbond.theory import status as status_module
from pairbond.theory._everybody import EVERYBODY
from pairbond.theory._graph import Graph, Step, build, evaluate
from pairbond.theory._spec import Constant, Mechanism, Part
from pairbond.theory.childhood import check_childhood
from pairbond.theory.couple import Couple
from pairbond.theory.describe.fingerprint import fingerprint
from pairbond.theory.mechanisms import found
from pairbond.theory.names import Named, check_names
from pairbond.theory.quantities import QUANTITIES, of_stage

STATES = of_stage("state")
TRAITS = of_stage("trait")
INPUTS = MappingProxyType({one.name: one.default for one in of_stage("input")})
UNIFORMS = MappingProxyType({"leave": False, "part": True, "return": True})


@dataclass(frozen=True)
class Theory:
    """What two people who are close live by: mechanisms, and the parts that everybody has.

    Parameters
    ----------
    mechanisms : mechanisms, in the order in which their terms are added
        By default every file in ``mechanisms/``; as an attribute, a mapping by name.
    removed : tuple of Mechanism
        What was taken out. Gains and constants of theirs that persons have mean nothing, as do those of any file in
        ``mechanisms/`` that is not there.

    Examples
    --------
    >>> theory = Theory()
    >>> "splitting" in theory.mechanisms
    True
    >>> "splitting" in theory.without("splitting").mechanisms
    False
    """

    mechanisms: Named[Mechanism]
    parts: tuple[Part, ...] = EVERYBODY
    removed: tuple[Mechanism, ...] = field(default=(), compare=False)

    def __init__(
        self,
        mechanisms: Iterable[Mechanism] | None = None,
        parts: Sequence[Part] = EVERYBODY,
        removed: Sequence[Mechanism] = (),
    ) -> None:
        given = tuple(found() if mechanisms is None else mechanisms)
        names = [one.name for one in given]
        if twice := [name for name in names if names.count(name) > 1]:
            raise PairbondError(f"the theory has two mechanisms called {twice[0]!r}.")
        object.__setattr__(self, "mechanisms", Named("mechanism", dict(zip(names, given, strict=True))))
        object.__setattr__(self, "parts", tuple(parts))
        object.__setattr__(self, "removed", tuple(removed))
        for one in given:
            check_childhood(one)
        _ = self.graph, self.defaults  # sorted once, and refused now rather than in the first step

    # what it is made of

    @property
    def quantities(self) -> Mapping[str, Quantity]:
        """The table of quantities, with the rows that mechanisms of one's own bring along."""
        return self._quantities

    @cached_property
    def _quantities(self) -> Mapping[str, Quantity]:
        own = {row.name: row for mechanism in self.mechanisms.values() for row in mechanism.quantities}
        return MappingProxyType({**QUANTITIES, **own})

    @cached_property
    def constants(self) -> Mapping[str, Constant]:
        """Every number of the theory by name: free parameters, fixed weights, gains."""
        table: dict[str, Constant] = {}
        for owner, one in self._numbers():
            if one.name in table:
                raise PairbondError(f"the constant {one.name!r} belongs to both {self.owners[one.name]} and {owner}.")
            table[one.name] = one
        return MappingProxyType(table)

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """The part or mechanism that each constant belongs to."""
        return MappingProxyType({one.name: owner for owner, one in reversed(self._numbers())})

    def _numbers(self) -> list[tuple[str, Constant]]:
        made = tuple(self.mechanisms.values())
        gains = [(one.name, Constant(one.gain, 1.0, one.symbol, limits=(0.0, 1.0))) for one in made]
        return [(part.name, one) for part in (*self.parts, *made) for one in part.params] + gains

    @cached_property
    def free(self) -> Mapping[str, Constant]:
        """The free parameters by name."""
        return MappingProxyType({name: one for name, one in self.constants.items() if one.free})

    @cached_property
    def graph(self) -> Graph:
        """Nodes in the order in which they are worked out."""
        return build((*self.parts, *self.mechanisms.values()), self.quantities, self.defaults, INPUTS)

    @cached_property
    def defaults(self) -> Mapping[str, float]:
        """Value of every constant and trait when nothing else is said."""
        traits = {one.name: one.default for one in TRAITS}
        return MappingProxyType({**{name: one.value for name, one in self.constants.items()}, **traits})

    @cached_property
    def absent(self) -> frozenset[str]:
        """Gains and constants of mechanisms that are not here: somebody may have them, and they mean nothing."""
        return _people.absent(self)

    @property
    def name(self) -> str:
        """In code."""
        return "theory"

    @property
    def label(self) -> str:
        """In words."""
        return "the theory"

    @property
    def clock(self) -> Literal["flow"]:
        """Differential equations, time in days."""
        return "flow"

    @property
    def can(self) -> frozenset[str]:
        """Noise, a status that jumps, and phases."""
        return frozenset({"noise", "jumps", "phases"})

    @property
    def computed(self) -> tuple[str, ...]:
        """Names of all nodes, in the order in which they are worked out."""
        return tuple(step.name for step in self.graph.steps)

    @property
    def states(self) -> tuple[Quantity, ...]:
        """What is remembered from step to step: everybody's states, then those that mechanisms bring along."""
        return self._states

    @cached_property
    def _states(self) -> tuple[Quantity, ...]:
        own = [row for mechanism in self.mechanisms.values() for row in mechanism.quantities if row.stage == "state"]
        return (*STATES, *own)

    @property
    def noisy(self) -> tuple[str, ...]:
        """States with noise of their own: one standard normal ``[2, …]`` each a step."""
        return tuple(one.name for one in self.states if one.noisy)

    @property
    def uniforms(self) -> Mapping[str, bool]:
        """Chance events: a uniform number in (0, 1) each a step; True: one for the couple, False: [2, …]."""
        return UNIFORMS

    @property
    def inputs(self) -> Mapping[str, float]:
        """Names and neutral values of everything an intervention or an experiment can bring in."""
        return INPUTS

    # changing it

    def without(self, *names: str) -> Theory:
        """The theory without some of its mechanisms, as if their files were gone.

        For two adults that is the same as a gain of 0, to the last digit. What a mechanism does in childhood is scaled
        by no gain; it is only gone here.
        """
        check_names("the theory", "mechanism", names, self.mechanisms)
        out = [one for name, one in self.mechanisms.items() if name in names]
        kept = [one for name, one in self.mechanisms.items() if name not in names]
        return Theory(kept, self.parts, [*self.removed, *out])

    def with_(self, mechanism: Mechanism) -> Theory:
        """The theory with one more mechanism, or with another one in place of that of the same name."""
        made = {**self.mechanisms, mechanism.name: mechanism}
        return Theory([made[name] for name in sorted(made)], self.parts, self.removed)

    # running it

    def params(self, couples: Couple | Sequence[Any]) -> dict[str, Any]:
        """Traits, gains and free parameters of one couple, arrays ``[2]``, or of N couples, ``[2, N]``.

        Gains and parameters of mechanisms that the theory does not have are left out.
        """
        return _people.numbers(self, couples)

    def start(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """State at meeting: persons ``[2, …]``, couple ``[…]``, of the shape of the traits in ``params``."""
        p = self._constants(params)
        traits = {one.name: getattr(p, one.name) for one in TRAITS}
        each = np.ones(np.broadcast_shapes(*(np.shape(one) for one in traits.values())) or (2,))
        own = {x.name: x.default * (each[0] if x.couple else each) for x in self.states[len(STATES) :]}
        return _start.state_at_meeting(traits, p, each, each[0]) | own

    def start_status(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Status at meeting: together, never left."""
        each = 0.0 * self.start(params)["shame"]
        return {"code": 0.0 * each[0], "days_apart": 0.0 * each[0], "attempts": each, "leaver": 0.0 * each}

    def evaluate(
        self,
        m: Any,
        state: Mapping[str, Any],
        status: Mapping[str, Any],
        inputs: Mapping[str, Any],
        params: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Value of every node, in the order of :func:`pairbond.theory.describe.schedule`.

        ``m`` are the functions to compute with (``numpy_functions``), the rest mappings from name to value: persons
        ``[2, …]``, couple ``[…]``, or a plain number for all. Missing inputs and params have their defaults.
        """
        return self._evaluated(m, state, status, inputs, self._constants(params))

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
        """One Euler–Maruyama step of ``dt`` days: the new state, the new status, and the values it came from.

        ``noise`` holds standard normals for the noisy states (none: no noise); ``uniform`` numbers in (0, 1) for the
        chance events (none: they do not happen).
        """
        p = self._constants(params)
        values = self._evaluated(m, state, status, inputs, p)
        moved = {
            one.name: _start.moved(
                m, one, state[one.name], values.get(f"drift_{one.name}", 0.0), noise.get(one.name), p, dt
            )
            for one in self.states
        }
        chance = {name: uniform.get(name, 1.0) for name in UNIFORMS}
        return moved, status_module.advance(m, status, values, p, chance, dt), values

    def node(self, name: str) -> Step:
        """One node with its terms, ready to be worked out; an unknown name is refused with the nearest."""
        steps = {one.name: one for one in self.graph.steps}
        check_names("the theory", "node", [name], steps)
        return steps[name]

    def moment(
        self,
        m: Any,
        state: Mapping[str, Any],
        status: Mapping[str, Any],
        inputs: Mapping[str, Any],
        params: Mapping[str, Any],
    ) -> tuple[dict[str, Any], dict[str, Any], Any]:
        """Everything there is to read at one moment: values of all quantities, inputs, constants (a namespace)."""
        p = self._constants(params)
        values = self._evaluated(m, state, status, inputs, p)
        return {**self._seen(state, status, p), **values}, {**INPUTS, **inputs}, p

    @property
    def hash(self) -> str:
        """Fingerprint of every constant, every equation and their order (SHA-256)."""
        return self._hash

    @cached_property
    def _hash(self) -> str:
        return fingerprint(self)

    def _seen(self, state: Any, status: Any, p: Any) -> dict[str, Any]:
        return {**{one.name: getattr(p, one.name) for one in TRAITS}, **state, **status}

    def _evaluated(self, m: Any, state: Any, status: Any, inputs: Any, p: Any) -> dict[str, Any]:
        check_names("the theory", "input", inputs, INPUTS)
        return evaluate(m, self.graph, self._seen(state, status, p), {**INPUTS, **inputs}, p)

    def _constants(self, params: Mapping[str, Any]) -> Any:
        given = {name: value for name, value in params.items() if name not in self.absent}
        self.check_parameters(given)
        return SimpleNamespace(**{**self.defaults, **given})

    def check_parameters(self, names: Iterable[str]) -> None:
        """Refuse a parameter that there is not."""
        check_names("the theory", "parameter", names, self.defaults)
