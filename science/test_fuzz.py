"""The fuzzer finds old faults that are put back, and nothing in the sources as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz import _planted
from fuzz.__main__ import fuzz
from fuzz._cases import KINDS

pytestmark = pytest.mark.science


@pytest.mark.parametrize("one", _planted.PLANTED, ids=lambda one: one.name)
def test_a_planted_fault_is_found(one: _planted.Planted) -> None:
    said = _planted.found(one, seed=20)
    print(said)
    assert said


def test_the_sources_as_they_are(tmp_path: Path) -> None:
    counts, faults = fuzz(20, range(500), KINDS, tmp_path, stop=False)
    assert faults == []
    for kind in KINDS:  # what is refused at once shows nothing
        assert counts[f"{kind} answered"] >= 1, counts
