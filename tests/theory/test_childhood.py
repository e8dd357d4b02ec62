"""Childhood is taken apart like everything else: against the map written out, and mechanism by mechanism."""

from math import exp, sqrt, tanh

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairbond.theory import Childhood, Theory, describe
from pairbond.theory.childhood import CARE, care_from

THEORY = Theory()
SHARE = st.floats(0.0, 1.0)
GROWN = [one.name for one in THEORY.mechanisms.values() if one.childhood]


def sigmoid(x: float) -> float:
    return 1.0 / (1.0 + exp(-x))


@given(SHARE, SHARE, SHARE, SHARE, SHARE, SHARE)
def test_the_mechanisms_together_are_the_map_of_the_specification(
    mirror, uneven, praise, parent, held, culture
) -> None:
    one = Childhood(mirror, uneven, praise, parent, held, culture).person()
    worth = 0.85 - 0.65 * sigmoid(10 * (0.5 - mirror))
    leaning = tanh(2 * (praise - parent) + 0.5 * culture * (1 - worth))
    assert one.inner_worth == pytest.approx(worth)
    assert one.coping == pytest.approx(leaning * sigmoid(10 * (0.55 - worth)))
    assert one.anxiety == pytest.approx(sigmoid(4 * (uneven - 0.45) + 2 * (parent - 0.3) - 1.5 * praise))
    away = 4 * (uneven - 0.55) + 3 * (0.5 - mirror) + 1.5 * praise - 2 * parent
    assert one.avoidance == pytest.approx(sigmoid(away))
    assert one.integration == pytest.approx(0.1 + 0.8 * held * sqrt(mirror) * (1 - 0.5 * uneven))


def test_without_any_mechanism_every_child_grows_up_the_same_but_for_integration() -> None:
    mechanisms = THEORY.without(*GROWN).mechanisms.values()
    hurt, held = (Childhood(x, 1 - x, 0.7 * (1 - x), 0.0, x).person(mechanisms) for x in (0.1, 0.9))
    assert (hurt.inner_worth, hurt.coping, hurt.anxiety) == (held.inner_worth, held.coping, held.anxiety)
    assert hurt.integration < held.integration


@pytest.mark.parametrize("name", GROWN)
def test_a_mechanism_of_childhood_leaves_the_couple_alone(name: str) -> None:
    assert THEORY.without(name).graph.reads == THEORY.graph.reads


def test_the_table_of_childhood_is_written_from_the_mechanisms() -> None:
    shown = describe.table(THEORY, "childhood")
    assert set(shown.index) == set(GROWN)
    assert shown.loc["unreliable_care", "adds"].tolist() == [
        r"4\,\big(\mathrm{inconsistency} - 0.45\big)",
        r"4\,\big(\mathrm{inconsistency} - 0.55\big)",
    ]


def test_without_what_is_handed_on_every_child_is_cared_for_in_the_usual_way() -> None:
    names = ("mentalization", "care", "care_sd", "arousal", "arousal_sd", "inflating", "neediness")
    harsh, kind = ({name: [[x], [x]] for name in names} for x in (0.1, 0.4))
    usual = {name: [getattr(Childhood(), name)] for name in CARE}
    without = THEORY.without("handed_on").mechanisms.values()
    assert care_from(harsh, mechanisms=without) == care_from(kind, mechanisms=without) == usual
    assert care_from(harsh)["praise"] == pytest.approx([0.13])
    assert care_from(kind)["praise"] == pytest.approx([0.52])
