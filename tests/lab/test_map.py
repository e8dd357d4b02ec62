"""The cycle map: the steps are those of the loop, and the ends of its scales fit the named couples."""

from __future__ import annotations

import numpy as np
import pytest

from pairbond.lab import lab_module
from pairbond.lab.page import english
from pairbond.lab.views.map import BOXES, ENDS, data, record
from pairbond.rivals import RIVALS
from pairbond.simulate import prepare
from pairbond.simulate.recording import default_theory
from pairbond.theory import describe
from pairbond.theory.couples import COUPLES

THEORY = default_theory()


def test_the_six_steps_are_places_of_the_main_loop_in_its_order() -> None:
    at = [describe.RING.index(one) for one in describe.STEPS if one in describe.RING]
    assert len(at) == 5
    turned = at[at.index(min(at)) :] + at[: at.index(min(at))]
    assert turned == sorted(turned)
    assert [one for one in describe.STEPS if one not in describe.RING] == [describe.BRANCH[0]]


def test_every_box_has_its_quantity_and_its_words() -> None:
    made = lab_module(THEORY, "scalar", record(THEORY))
    found = data(made)
    assert found is not None
    shown = {row["name"] for row in made.description["shown"]}
    assert [one["name"] for one in found["boxes"]] == list(BOXES) == list(english()["map"]["boxes"])
    for one, (name, _) in zip(found["boxes"], describe.STEPS, strict=True):
        assert one["quantity"] == name
        assert name in shown
        assert np.isfinite([one["low"], one["high"]]).all()
    assert [one["other"] for one in found["boxes"]] == [True, False, True, False, False, False]


@pytest.mark.parametrize("name", RIVALS)
def test_a_model_without_the_loop_has_no_map(name: str) -> None:
    made = lab_module(RIVALS[name], "scalar")
    assert data(made) is None
    assert record(RIVALS[name]) == ()


def test_ends_of_scales_hold_about_98_per_cent_of_days_of_the_named_couples() -> None:
    days = {name: [] for name in ENDS}
    for couple in COUPLES.values():
        arrays = prepare(couple, 365, 1, seed=1, theory=THEORY, record=tuple(ENDS)).arrays()
        for name, series in days.items():
            series.append(arrays[name].ravel())
    for name, (low, high) in ENDS.items():
        values = np.concatenate(days[name])
        inside = ((values >= low) & (values <= high)).mean()
        assert 0.97 <= inside <= 0.995, (name, inside)
