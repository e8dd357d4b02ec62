"""The core's gates: what the theory has to show of random couples, each with a control, and with or without chance.

One file a gate. :data:`GATES` has them by letter; :func:`table` measures them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from science.gates import (
    attraction,
    closed_circuit,
    deepening,
    experience,
    limits,
    reliance,
    unpredictability,
    withdrawal,
)
from science.gates._gate import Gate

GATES: Mapping[str, Gate] = MappingProxyType(
    {
        one.letter: one
        for one in (
            withdrawal.GATE,
            unpredictability.GATE,
            closed_circuit.GATE,
            experience.GATE,
            limits.GATE,
            deepening.GATE,
            attraction.GATE,
            reliance.GATE,
        )
    }
)

__all__ = ["GATES", "Gate"]
