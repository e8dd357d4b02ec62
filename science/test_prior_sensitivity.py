"""The table of prior sensitivity moves by what it says, in the units it says."""

from __future__ import annotations

import pandas as pd
import pytest

from .prior_sensitivity import beside, summary

pytestmark = pytest.mark.science


def table(middle: float, half: float, sd: float) -> pd.DataFrame:
    """One effect."""
    ends = {"q05": [middle - half], "q50": [middle], "q95": [middle + half], "sd": [sd]}
    return pd.DataFrame({"kind": ["inertia"], "quantity": ["ann's calm"], **ends})


def test_shifts_are_in_standard_deviations_of_the_fit_at_width_one() -> None:
    found = beside({1.0: table(0.2, 0.1, 0.05), 0.5: table(0.21, 0.08, 0.04), 2.0: table(0.05, 0.12, 0.06)})
    rows = found.set_index("prior_scale")
    assert rows["shift"].tolist() == pytest.approx([0.2, 0.0, -3.0])
    assert rows["width"].tolist() == pytest.approx([0.8, 1.0, 1.2])
    said = summary(found)
    assert said["largest_shift_at_0.5"] == "inertia 0.20"
    assert said["intervals_that_change_sides_at_0.5"] == "none"
    assert said["intervals_that_change_sides_at_2"] == "inertia of ann's calm"
