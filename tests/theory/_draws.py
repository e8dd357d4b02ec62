"""Random couples: states, status, traits, inputs, gains and parameters, from one seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from pairbond.theory import Theory

from ._plain import FREE

SHARED = ("tau_tension", "tau_security", "return_base")  # of the couple, not of a person


@dataclass
class Draw:
    state: dict[str, Any]
    status: dict[str, Any]
    inputs: dict[str, Any]
    params: dict[str, Any]

    def swapped(self) -> Draw:
        """The same couples with a and b exchanged."""

        def turn(table: dict[str, Any]) -> dict[str, Any]:
            return {name: x[::-1] if np.ndim(x) == 2 else x for name, x in table.items()}

        return Draw(turn(self.state), turn(self.status), turn(self.inputs), turn(self.params))


def draw(theory: Theory, seed: int, couples: int = 8, gains: bool = True) -> Draw:
    rng = np.random.default_rng(seed)
    pair, one = (2, couples), (couples,)
    state = {x.name: rng.uniform(0, 1, one if x.couple else pair) for x in theory.states}
    state["image"] = rng.uniform(-2, 2, pair)
    state["fortune"] = rng.uniform(-4, 4, pair)
    status = {
        "code": rng.integers(0, 4, couples).astype(float),
        "days_apart": rng.uniform(0, 900, couples),
        "attempts": rng.integers(0, 5, pair).astype(float),
        "leaver": rng.integers(0, 2, pair).astype(float),
    }
    used = [name for name in theory.inputs if rng.random() < 0.3]
    inputs = {name: rng.uniform(0, 1, pair) for name in used}
    traits = {x.name: rng.uniform(x.low, x.high, pair) for x in theory.quantities.values() if x.stage == "trait"}
    free = {name: x * rng.uniform(0.6, 1.4, one if name in SHARED else pair) for name, x in FREE.items()}
    gain = {mechanism.gain: rng.uniform(0, 1, pair) for mechanism in theory.mechanisms.values()} if gains else {}
    return Draw(state, status, inputs, {**traits, **free, **gain})
