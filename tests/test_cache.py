"""Compiled programs are forgotten before the system ends the process."""

from __future__ import annotations

import sys

import jax
import numpy as np
import pytest

from pairbond._cache import make_room_for_code


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux reports how many memory maps there are")
def test_compiled_programs_are_forgotten_when_there_are_too_many() -> None:
    calls = []

    @jax.jit
    def doubled(x: object) -> object:
        calls.append(1)  # runs while it is compiled only
        return 2 * x  # type: ignore[operator]

    for expected, room in ((1, None), (1, 10**9), (2, 0)):
        assert make_room_for_code(room) == (room == 0)
        np.testing.assert_array_equal(doubled(np.arange(3.0)), [0.0, 2.0, 4.0])
        assert len(calls) == expected
