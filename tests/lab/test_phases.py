"""Phases as a page works them out are those of the definition."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.dynamics import couple_phases, person_phases
from pairbond.lab._scans import phase_scans, run_scan
from pairbond.rivals import RIVALS
from pairbond.simulate.recording import default_theory

SCANS = json.loads(json.dumps(phase_scans(default_theory())))
LEVELS = st.sampled_from([-1.0, -0.4, -0.2, 0.0, 0.2, 0.4, 1.0])


def phases(image: np.ndarray, pursuit: np.ndarray, code: np.ndarray, contact: np.ndarray, grief: np.ndarray):
    """Phases [days, 2] of both, and [days] of the couple, from values [days, 2] and [days]."""
    marks = run_scan(SCANS["forward"], {"image": image, "pursuit": pursuit})
    both = {name: np.stack([x, x], axis=1) for name, x in {"code": code, "contact": contact}.items()}
    each = run_scan(SCANS["backward"], {**marks, **both, "grief": grief})["phase"]
    sides = {
        f"{what}_{who}": x[:, [i]] for i, who in enumerate("ab") for what, x in (("image", image), ("phase", each))
    }
    return each, run_scan(SCANS["couple"], sides)["phase"][:, 0]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 40).flatmap(
        lambda n: st.tuples(
            *(st.lists(LEVELS, min_size=2 * n, max_size=2 * n) for _ in range(2)),
            st.lists(st.sampled_from([0, 0, 0, 0, 1, 2]), min_size=n, max_size=n),
            st.lists(st.sampled_from([0.0, 0.4, 0.5, 0.9]), min_size=2 * n, max_size=2 * n),
            st.lists(st.sampled_from([0.0, 1.0, 1.0, 1.0]), min_size=n, max_size=n),
        )
    )
)
def test_two_passes_give_the_phases_of_the_definition(drawn) -> None:
    image, pursuit, grief = (np.array(drawn[i], float).reshape(-1, 2) for i in (0, 1, 3))
    code, contact = np.array(drawn[2], float), np.array(drawn[4])
    effective = np.where(contact > 0, code, np.maximum(code, 2))
    each, couple = phases(image, pursuit, code, contact, grief)
    wanted = person_phases(image, pursuit, effective, grief)
    assert (each == wanted).all()
    assert (couple == couple_phases(wanted, image)).all()


def test_waves_that_turn_over_and_over() -> None:
    days = np.arange(700)
    image = np.stack([np.sin(days / 9) + 0.2 * np.cos(days / 2.3), np.cos(days / 17)], axis=1)
    pursuit = np.stack([np.sin(days / 9 + 1.2), np.sin(days / 17 + 2)], axis=1)
    calm = np.zeros(700)
    each, couple = phases(image, pursuit, calm, calm + 1, np.zeros((700, 2)))
    wanted = person_phases(image, pursuit, calm, np.zeros((700, 2)))
    assert (each == wanted).all()
    assert len(np.unique(each)) == 3
    assert (couple == couple_phases(wanted, image)).all()


@pytest.mark.parametrize("name", RIVALS)
def test_models_without_phases_have_none(name: str) -> None:
    assert (phase_scans(RIVALS[name]) is None) == ("phases" not in RIVALS[name].can)
