"""The theory as two plain maps on arrays: what people would answer now, and where a day takes them.

Points are rows; many couples, and many small displacements of each, go through the compiled step at once. That costs
microseconds and no compilation worth a word, which is why derivatives are taken as differences of points here and not
by a differentiated program, whose compilation takes longer than a whole fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairbond.engine import native
from pairbond.engine.machine import this_machine
from pairbond.engine.task import Channels, Task
from pairbond.inference.theory import _states
from pairbond.inference.theory._items import READINGS
from pairbond.theory import Theory

F = NDArray[np.float64]
DT = 0.25  # days; as in the simulator
TRAITS = ("inner_worth", "integration", "coping", "anxiety", "avoidance", "outside_life")
SLOW = ("inner_worth", "integration", "outside_life")  # states that are held
RATES = ("leaving_rate", "parting_rate", "return_rate")
SHOWN = (*READINGS, "pursuit", *RATES)
BATCH = 4096  # points that go through at once, to stay within the processor's cache
_THEORY = Theory()


class Moved(NamedTuple):
    """Points a day later [L, SIZE], carried states [ALONG, L], and what was shown before it [2, L] or [L] by name."""

    x: F
    carried: F
    shown: dict[str, F]


def theory() -> Theory:
    """The theory at its defaults; one object, so that compiled code is found again."""
    return _THEORY


def _advance(m: Any, carry: Any, given: Any, normal: Any, _uniform: Any, _step: Any) -> tuple[Any, Any]:
    state = {**carry, **{name: given[name] for name in SLOW}}
    status = {"code": given["code"], "days_apart": 0.0, "attempts": 0.0, "leaver": 0.0}
    params = {name: given[name] for name in TRAITS if name not in SLOW}
    noise = {name: normal[name] for name in normal}
    moved, _, values = _THEORY.step(m, state, status, {}, params, noise, {}, DT)
    values = {**values, **state}
    shown = {name: READINGS[name].value(m, values) if name in READINGS else values[name] for name in SHOWN}
    return {name: moved[name] for name in carry}, shown


class Laid(NamedTuple):
    """The theory as a machine function on blocks of points, and where in a block things stand."""

    function: Any
    lanes: int
    states: NDArray[np.int64]  # place of each state, in the order of ``_states``
    carried: NDArray[np.int64]
    given: Mapping[str, tuple[int, ...]]
    shown: Mapping[str, tuple[int, ...]]
    carried_size: int
    given_size: int
    shown_size: int
    days: int

    def __call__(self, points: F, given: F, shown: F) -> None:
        """Move ``points`` [..., carried_size, lanes] a day in place, or write ``shown`` [..., shown_size, lanes]."""
        steps = self.days * round(1 / DT) + 1
        places = [a.ctypes.data for a in (points, given, _NO_KEYS, shown, shown)]
        self.function(*places, points.size // (self.carried_size * self.lanes), 0, steps, steps, 1)


_NO_KEYS = np.zeros(0, np.uint32)


@cache
def laid(days: int) -> Laid:
    """The machine function that takes points through ``days`` 1, or shows (0) what the theory says of them."""
    carry = {**_states.unpacked(np.zeros((1, _states.SIZE))), **_states.carried_unpacked(np.zeros((_states.ALONG, 1)))}
    given = {**dict.fromkeys(TRAITS, np.zeros((2, 1))), "code": np.zeros(1)}
    advance = _moves if days else _shows
    task = Task(advance, carry, given, {}, Channels({}, {}), np.zeros((2, 1), np.uint32), days, 1, 0, advance.__name__)
    machine = this_machine()
    function, at = native.prepared(task, machine, "double")
    places = np.empty(_states.SIZE, int)
    for name, where in _states.PLACES.items():
        places[list(where)] = at.carry[name]
    size, given_size, shown = (sum(map(len, part.values())) for part in (at.carry, at.given, at.shown))
    lanes = machine.shape("double").lanes
    along = np.array([place for name in _states.CARRIED_PLACES for place in at.carry[name]])
    return Laid(function, lanes, places, along, at.given, at.shown, size, given_size, shown, days)


def _moves(m: Any, carry: Any, *rest: Any) -> tuple[Any, Any]:
    return _advance(m, carry, *rest)[0], {}


def _shows(m: Any, carry: Any, *rest: Any) -> tuple[Any, Any]:
    return carry, _advance(m, carry, *rest)[1]


def _run(x: F, carried: F, traits: Mapping[str, F], code: F, days: int, keys: Any = None, first: int = 0) -> Moved:
    carry = {**_states.unpacked(x), **_states.carried_unpacked(carried)}
    given = {**traits, "code": code}
    noisy = dict.fromkeys(_THEORY.noisy, False) if keys is not None else {}
    keys = np.zeros((2, len(x)), np.uint32) if keys is None else keys
    task = Task(_advance, carry, given, {}, Channels(noisy, {}), keys, days, round(1 / DT), first, "theory to fit")
    result = native.run(task)
    shown = {name: value[0] for name, value in result.shown.items()}
    return Moved(
        _states.packed(result.carry) if days else x,
        _states.carried_packed({name: np.asarray(x) for name, x in result.carry.items()}),
        shown,
    )


def _chunked(x: F, carried: F, traits: Mapping[str, F], code: F, days: int) -> Moved:
    parts = [
        _run(x[s], carried[:, s], {k: v[:, s] for k, v in traits.items()}, code[s], days)
        for s in (slice(at, at + BATCH) for at in range(0, len(x), BATCH))
    ]
    shown = {name: np.concatenate([p.shown[name] for p in parts], -1) for name in parts[0].shown}
    return Moved(np.concatenate([p.x for p in parts]), np.concatenate([p.carried for p in parts], 1), shown)


def shown(x: F, carried: F, traits: Mapping[str, F], code: F) -> dict[str, F]:
    """What the theory says of points ``x`` [L, SIZE]: ``SHOWN`` by name, [2, L] or [L]."""
    return _chunked(x, carried, traits, code, 0).shown


def day(x: F, carried: F, traits: Mapping[str, F], code: F) -> Moved:
    """Where one day without noise takes points ``x`` [L, SIZE] under status ``code`` [L]."""
    return _chunked(x, carried, traits, code, 1)


def noisy_day(x: F, carried: F, traits: Mapping[str, F], code: F, keys: NDArray[np.uint32], number: int) -> Moved:
    """The same with the theory's own noise, looked up by ``keys`` [2, L] for day ``number``; for simulation checks."""
    return _run(x, carried, traits, code, 1, keys, number * round(1 / DT))
