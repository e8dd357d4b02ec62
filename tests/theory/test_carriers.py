"""Mechanisms that an arrow hangs on: without them nothing passes along it."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np
import pytest

from pairbond.simulate.recording import default_theory
from pairbond.theory import Theory, describe
from pairbond.theory import numpy_functions as m
from pairbond.theory._graph import Step
from pairbond.theory.describe.carriers import Arrow, carried
from pairbond.theory.describe.diagram import closed_circuit, seen_by, slope

from ._draws import draw

THEORY = default_theory()
TRAITS = {name for name, one in THEORY.quantities.items() if one.stage == "trait"}


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str, str], Arrow]:
    return {(one.source, one.target, one.place): one for one in carried(THEORY, days=30)}


def test_signs_of_the_partners_are_those_of_the_diagram(found: dict[tuple[str, str, str], Arrow]) -> None:
    arrows = describe.arrows(THEORY, *closed_circuit(THEORY, 30))
    assert set(arrows) == set(found)
    for key, sign in arrows.items():
        of_each = set("".join(found[key].signs).replace("±", "+-"))
        assert of_each == set(sign.replace("±", "+-")) or (not of_each and sign == "+"), key


def test_the_main_loop_is_a_brake(found: dict[tuple[str, str, str], Arrow]) -> None:
    ring, signs = describe.RING, []
    for (source, whose), (target, who) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        one = found[source, target, "own" if whose == who else "other"]
        signs.append({"+": 1, "-": -1}[one.signs[who]])
    assert prod(signs) == -1
    for (source, _), (target, who) in zip(describe.BRANCH[:-1], describe.BRANCH[1:], strict=True):
        assert found[source, target, "own"].signs[who] == "+"


def test_what_cuts_the_arrows_of_the_loop(found: dict[tuple[str, str, str], Arrow]) -> None:
    assert found["demand", "injury", "other"].cut_by == ("narcissistic_injury",)
    assert found["idealising", "image", "own"].cut_by == ("need_idealisation",)
    assert found["learned", "expected_warmth", "own"].cut_by == ("expectation_adaptation",)
    assert found["image", "favour", "own"].cut_by == ()  # a definition
    assert found["image", "image", "own"].owners == ("fast states", "splitting")


def passes(theory: Theory, arrow: Arrow) -> bool:
    """Whether the target answers to the source, and that varies, while the two are together and nothing is done."""
    steps: dict[str, Step] = {one.name.removeprefix("drift_"): one for one in theory.graph.steps}
    if arrow.target not in steps:
        return False
    it = draw(theory, 31, gains=False)
    it.status["code"] = it.status["code"] * 0
    traits = {k: v for k, v in it.params.items() if k in TRAITS}
    known, u, p = theory.moment(m, it.state, it.status, {}, traits)
    at = (arrow.place, arrow.source)
    answers = np.abs(slope(m, theory.graph, steps[arrow.target], at, known, u, p)).max() > 1e-7
    return bool(answers and np.ptp(np.asarray(seen_by(m, theory.graph, at, known, u), float)) > 1e-7)


def check(arrows: Sequence[Arrow]) -> int:
    """Each is dead in the theory without any one of what cuts it."""
    seen = 0
    for name in sorted({name for one in arrows for name in one.cut_by}):
        theory = THEORY.without(name)
        for one in arrows:
            if name in one.cut_by and passes(THEORY, one):
                assert not passes(theory, one), (name, one)
                seen += 1
    return seen


def test_without_a_mechanism_nothing_passes_in_the_loop(found: dict[tuple[str, str, str], Arrow]) -> None:
    shown = {name for name, _ in (*describe.RING, *describe.BRANCH)}
    assert check([one for one in found.values() if one.source in shown and one.target in shown]) >= 4


@pytest.mark.slow
def test_without_a_mechanism_nothing_passes_anywhere(found: dict[tuple[str, str, str], Arrow]) -> None:
    assert check(list(found.values())) > 200


@pytest.mark.slow
def test_without_all_that_carry_it_nothing_passes(found: dict[tuple[str, str, str], Arrow]) -> None:
    several = [
        one
        for one in found.values()
        if not one.cut_by and len(one.owners) > 1 and all(k in THEORY.mechanisms for k in one.owners)
    ]
    assert len(several) > 5
    for one in several:
        theory = THEORY.without(*one.owners)
        assert not passes(theory, one), one
