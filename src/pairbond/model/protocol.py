"""The contract between a model of a couple and everything that runs, fits or compares one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol, runtime_checkable

from pairbond.model.quantity import Quantity

Clock = Literal["flow", "map"]


@runtime_checkable
class Model(Protocol):
    """A model of two partners.

    Values of the partners are arrays ``[2, …]``, of the couple ``[…]``. Every function takes the namespace ``m`` of
    what it may compute with (``m.exp``, ``m.where``, ``m.swap`` for the other partner's value, …), so that one
    definition runs in NumPy and is traced into machine code.

    Attributes
    ----------
    name, label : in code, and in words.
    clock : "flow" (a step covers ``dt`` days) or "map" (a step leads from one occasion to the next).
    can : what else it offers: "noise", "filter" (states with additive Gaussian noise, for `fit`), "jumps" (a status
        that changes), "phases" (image, pursuit and grief, from which phases and cycles are read).
    quantities : the table of what it speaks of, by name.
    states : what is carried from step to step, each with name, low, high and couple as in the table.
    computed : names of what is computed at every step.
    inputs : neutral values of what an intervention can bring in.
    noisy : names of the normal random numbers of a step, one for each partner.
    uniforms : names of the uniform ones; True where there is one for the couple, False where one for each partner.
    hash : a fingerprint of all equations and numbers.
    """

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def can(self) -> frozenset[str]: ...
    @property
    def quantities(self) -> Mapping[str, Quantity]: ...
    @property
    def states(self) -> Sequence[Any]: ...
    @property
    def computed(self) -> tuple[str, ...]: ...
    @property
    def inputs(self) -> Mapping[str, float]: ...
    @property
    def noisy(self) -> tuple[str, ...]: ...
    @property
    def uniforms(self) -> Mapping[str, bool]: ...
    @property
    def hash(self) -> str: ...

    def params(self, couples: Sequence[Any]) -> dict[str, Any]:
        """Numbers of N couples by name, ``[2, N]`` or ``[N]``; refuses couples that are none of this model's."""
        ...

    def start(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """States at the beginning."""
        ...

    def start_status(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Status at the beginning; empty for a model without one."""
        ...

    def evaluate(
        self,
        m: Any,
        state: Mapping[str, Any],
        status: Mapping[str, Any],
        inputs: Mapping[str, Any],
        params: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Values of everything that is computed, by name."""
        ...  # fmt: skip

    def step(
        self,
        m: Any,
        state: Mapping[str, Any],
        status: Mapping[str, Any],
        inputs: Mapping[str, Any],
        params: Mapping[str, Any],
        noise: Mapping[str, Any],
        uniform: Mapping[str, Any],
        dt: Any,
    ) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """The state and the status after a step, and the values it came from."""
        ...  # fmt: skip
