"""Many couples for some days, each from where it stands, in numbers only.

:func:`pairbond.simulate.simulate` makes labelled data of named couples. A population asks for the same steps of
thousands of couples, and of others a few weeks later; here they are arrays, and each has inputs of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from pairbond.engine.prefixes import add_prefix, select_prefix
from pairbond.engine.run import run_task
from pairbond.engine.task import Advance, Task
from pairbond.simulate._advance import channels_of
from pairbond.theory import Theory

Numbers = Mapping[str, np.ndarray]


class Monitor(NamedTuple):
    """What is averaged over the steps of a block.

    ``value`` works it out from the functions of the runner and the values of a step. It belongs to a module, as the
    compiled step is kept by it. ``couple`` says that it is one value for the two.
    """

    name: str
    value: Callable[[Any, Mapping[str, Any]], Any]
    couple: bool = False


@dataclass(frozen=True)
class BlockResult:
    """What a block of days did to n couples.

    Attributes
    ----------
    state, status : as they are at the end, ``[2, n]`` or ``[n]``.
    means : the values of the monitors, averaged over the steps, ``[2, n]`` or ``[n]``.
    returns : ``[n]``, how often they came together again.
    ended : ``[n]``, days from the beginning of the block to the end of the relationship; NaN where it did not end.
    """

    state: Numbers
    status: Numbers
    means: Numbers
    returns: np.ndarray
    ended: np.ndarray


@dataclass(frozen=True)
class Block:
    """The step that is repeated.

    Attributes
    ----------
    theory : whose step it is.
    monitors : what is averaged over the steps.
    dt : days; a day has to be a whole number of steps.
    precision : "single" or "double".
    noise : whether anything happens by chance.
    """

    theory: Theory
    monitors: tuple[Monitor, ...] = ()
    dt: float = 0.25
    precision: str = "single"
    noise: bool = True

    def __call__(
        self, params: Numbers, inputs: Numbers, state: Numbers, status: Numbers, keys: np.ndarray, day: int, days: int
    ) -> BlockResult:
        """Simulate ``days`` days from ``day`` on.

        Parameters
        ----------
        params, inputs : traits, free parameters and inputs of the theory, ``[2, n]`` or ``[n]``; the rest are defaults.
        state, status : where they stand, every state and status of the theory, ``[2, n]`` or ``[n]``.
        keys : uint32 ``[2, n]``, of the noise (see ``couple_keys``).
        day, days : whole numbers; the noise belongs to the day.
        """
        size, every = keys.shape[1], round(1 / self.dt)
        start = {**add_prefix(state, "state"), **add_prefix(status, "status")}
        start |= {f"sum.{one.name}": np.zeros(size if one.couple else (2, size)) for one in self.monitors}
        start |= {"block.returns": np.zeros(size), "block.steps": np.zeros(size), "block.ended": np.full(size, -1.0)}
        task = Task(
            self._advance,
            start,
            {**add_prefix(params, "param"), **add_prefix(inputs, "input")},
            {},
            channels_of(self.theory),
            keys,
            days,
            every,
            day * every,
            ("block", self.theory, self.monitors, self.dt, self.noise),
        )
        after = run_task(task, "compiled", self.precision, 1).carry
        ended = after["block.ended"].astype(float) * self.dt
        return BlockResult(
            select_prefix(after, "state"),
            select_prefix(after, "status"),
            {k: v.astype(float) / (days * every) for k, v in select_prefix(after, "sum").items()},
            after["block.returns"],
            np.where(ended < 0, np.nan, ended),
        )

    @property
    def _advance(self) -> Advance:
        def advance(m: Any, carry: Any, given: Any, normal: Any, uniform: Any, step: Any) -> tuple[Any, Any]:
            state, status = select_prefix(carry, "state"), select_prefix(carry, "status")
            moved, turned, values = self.theory.step(
                m,
                state,
                status,
                select_prefix(given, "input"),
                select_prefix(given, "param"),
                {name: normal[name] for name in self.theory.noisy} if self.noise else {},
                {name: uniform[name] for name in self.theory.uniforms} if self.noise else {},
                self.dt,
            )
            seen = {**values, **state, **status}
            after = {**add_prefix(moved, "state"), **add_prefix(turned, "status")}
            after |= {f"sum.{one.name}": carry[f"sum.{one.name}"] + one.value(m, seen) for one in self.monitors}
            was, now, taken = status["code"], turned["code"], carry["block.steps"] + 1.0
            before, ended = carry["block.ended"], m.where(now < 2.5, 0.0, m.where(was < 2.5, 1.0, 0.0))
            after["block.steps"] = taken
            after["block.ended"] = m.where(ended > 0.5, taken, before)
            back = m.where(was < 0.5, 0.0, m.where(now < 0.5, 1.0, 0.0))
            after["block.returns"] = carry["block.returns"] + back
            return after, {}

        return advance
