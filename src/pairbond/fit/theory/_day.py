"""The theory as two plain maps on arrays: what people would answer now, and where a day takes them.

Points are rows; many couples, and many small displacements of each, go through the compiled step at once. That costs
microseconds and no compilation worth a word, which is why derivatives are taken as differences of points here and not
by a differentiated program, whose compilation takes longer than a whole fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairbond.fit.theory import _states
from pairbond.fit.theory._items import READINGS
from pairbond.simulate import _llvm
from pairbond.simulate._task import Channels, Task
from pairbond.theory import Theory

F = NDArray[np.float64]
DT = 0.25  # days; as in the simulator
TRAITS = ("inner_worth", "integration", "answer", "anxiety", "avoidance", "outside_life")
SLOW = ("inner_worth", "integration", "outside_life")  # states that are held
RATES = ("leaving_rate", "parting_rate", "return_rate")
SHOWN = (*READINGS, "pursuit", *RATES)
BATCH = 4096  # points that go through at once, to stay within the processor's cache
_THEORY = Theory()


class Moved(NamedTuple):
    """Points a day later [L, SIZE], grief [2, L], and what was shown before the day [2, L] or [L] by name."""

    x: F
    grief: F
    shown: dict[str, F]


def theory() -> Theory:
    """The laws at their defaults; one object, so that compiled code is found again."""
    return _THEORY


def _advance(m: Any, carry: Any, given: Any, normal: Any, uniform: Any, step: Any) -> tuple[Any, Any]:
    state = {**carry, **{name: given[name] for name in SLOW}}
    status = {"code": given["code"], "days_apart": 0.0, "attempts": 0.0, "leaver": 0.0}
    params = {name: given[name] for name in TRAITS if name not in SLOW}
    noise = {name: normal[name] for name in normal}
    moved, _, values = _THEORY.step(m, state, status, {}, params, noise, {}, DT)
    values = {**values, **state}
    shown = {name: READINGS[name].value(m, values) if name in READINGS else values[name] for name in SHOWN}
    return {name: moved[name] for name in carry}, shown


def _run(x: F, grief: F, traits: Mapping[str, F], code: F, days: int, keys: Any = None, first: int = 0) -> Moved:
    carry = {**_states.unpacked(x), "grief": grief}
    given = {**traits, "code": code}
    noisy = dict.fromkeys(_THEORY.noisy, False) if keys is not None else {}
    keys = np.zeros((2, len(x)), np.uint32) if keys is None else keys
    task = Task(_advance, carry, given, {}, Channels(noisy, {}), keys, days, round(1 / DT), first, "theory to fit")
    ran = _llvm.run(task)
    shown = {name: value[0] for name, value in ran.shown.items()}
    return Moved(_states.packed(ran.carry) if days else x, np.asarray(ran.carry["grief"]), shown)


def _chunked(x: F, grief: F, traits: Mapping[str, F], code: F, days: int) -> Moved:
    parts = [
        _run(x[s], grief[:, s], {k: v[:, s] for k, v in traits.items()}, code[s], days)
        for s in (slice(at, at + BATCH) for at in range(0, len(x), BATCH))
    ]
    shown = {name: np.concatenate([p.shown[name] for p in parts], -1) for name in parts[0].shown}
    return Moved(np.concatenate([p.x for p in parts]), np.concatenate([p.grief for p in parts], 1), shown)


def shown(x: F, grief: F, traits: Mapping[str, F], code: F) -> dict[str, F]:
    """What the theory says of points ``x`` [L, SIZE]: ``SHOWN`` by name, [2, L] or [L]."""
    return _chunked(x, grief, traits, code, 0).shown


def day(x: F, grief: F, traits: Mapping[str, F], code: F) -> Moved:
    """Where one day without noise takes points ``x`` [L, SIZE] under status ``code`` [L]."""
    return _chunked(x, grief, traits, code, 1)


def noisy_day(x: F, grief: F, traits: Mapping[str, F], code: F, keys: NDArray[np.uint32], number: int) -> Moved:
    """The same with the theory's own noise, looked up by ``keys`` [2, L] for day ``number``; for simulation checks."""
    return _run(x, grief, traits, code, 1, keys, number * round(1 / DT))
