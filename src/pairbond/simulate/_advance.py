"""The whole step as one function: interventions, the theory, what is remembered, what is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from pairbond.engine.prefixes import add_prefix, select_prefix
from pairbond.engine.task import Advance, Channels
from pairbond.model import Model
from pairbond.simulate._summary import Tally


@runtime_checkable
class Inputs(Protocol):
    """What brings inputs into a step: a schedule that is compiled in, or levers that take numbers."""

    def inputs(
        self, m: Any, carry: Any, given: Any, uniform: Any, step: Any
    ) -> tuple[dict[str, Any], dict[str, Any]]: ...

    def conditions(self, m: Any, values: Mapping[str, Any]) -> dict[str, Any]: ...


def composed(
    theory: Model,
    schedule: Inputs,
    tally: Tally | None,
    shown: tuple[str, ...],
    noise: bool,
    dt: float,
    allow_separation: bool = True,
) -> Advance:
    """One step of ``theory`` under ``schedule``; ``shown`` names what is recorded at its beginning."""

    def advance(m: Any, carry: Any, given: Any, normal: Any, uniform: Any, step: Any) -> tuple[Any, Any]:
        state, status = select_prefix(carry, "state"), select_prefix(carry, "status")
        inputs, memory = schedule.inputs(m, carry, given, uniform, step)
        moved, turned, values = theory.step(
            m,
            state,
            status,
            inputs,
            select_prefix(given, "param"),
            {name: normal[name] for name in theory.noisy} if noise else {},
            {name: uniform[name] for name in theory.uniforms} if noise and allow_separation else {},
            dt,
        )
        everything = {**values, **state, **status}
        after = {**add_prefix(moved, "state"), **add_prefix(turned, "status"), **memory}
        after |= schedule.conditions(m, everything)
        if tally is not None:
            after |= tally.after(m, carry, everything, turned, step)
        return after, {name: everything[name] for name in shown}

    return advance


def channels_of(model: Model) -> Channels:
    """The random numbers of a model's step: noise of each partner, and the numbers that events hang on."""
    return Channels(dict.fromkeys(model.noisy, False), model.uniforms)
