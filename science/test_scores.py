"""Predictions of days that no parameter has seen: written down whatever they say; only what must hold is asserted."""

from __future__ import annotations

import numpy as np
import pytest

from .scores import PSEUDO, SETS, run

pytestmark = pytest.mark.science


@pytest.mark.parametrize("name", list(SETS))
def test_scores_of_real_people(name: str) -> None:
    found = run(name)
    assert found.settings["left_out"] == {}
    assert found.settings["unpredicted"] == {}
    assert found.settings["pseudo"] == PSEUDO
    assert found.scores["cells"].nunique() == 1
    assert np.isfinite(found.scores["mean_logscore"]).all()
    # carry-over from one day to the next is in both sets beyond doubt
    against_mean = found.paired[found.paired["against"] == "own-mean"]
    assert (against_mean["q05"] > 0).all()
