"""LaTeX, diagram and budget come from the functions themselves."""

import re

import numpy as np
import pytest

from pairbond.errors import PairbondError
from pairbond.theory import Theory, describe
from pairbond.theory import numpy_functions as m
from pairbond.theory._trace import Expression, compute, reads, summands, traced

from ._draws import draw

THEORY = Theory()


def test_every_node_has_an_equation_with_balanced_braces() -> None:
    text = describe.latex(THEORY)
    for step in THEORY.graph.steps:
        line = describe.latex(THEORY, step.name)
        assert line.count("{") == line.count("}")
        assert line.startswith(step.quantity.symbol + " =")
    assert text.count("&=") == len(THEORY.graph.steps)


@pytest.mark.parametrize(
    ("node", "text"),
    [
        ("craving", r"c = \frac{k_c\,b\,{n}^2\,y\,\mathrm{act}}{1 + k_c\,b\,{n}^2\,y\,\mathrm{act}}"),
        ("drift_uncertainty", r"\dot u = \frac{\chi\,\tanh\big(2\,|\mathrm{PE}|_\epsilon\big) - u}{\tau_u}"),
        ("projection", r"\Pi = \gamma_{PI}\,G\,\big(1.8\,H + 0.9\,\Gamma\big)\,s"),
        ("discounting", None),
    ],
)
def test_equations_read_as_one_would_write_them(node: str, text: str | None) -> None:
    assert text is None or describe.latex(THEORY, node) == text
    assert r"\gamma_{disc}\,k_{disc}\,C" in describe.latex(THEORY, "discounting")


def test_an_equation_changes_with_its_mechanisms() -> None:
    assert r"\gamma_{spl}" in describe.latex(THEORY, "drift_image")
    assert r"\gamma_{spl}" not in describe.latex(THEORY.without("splitting"), "drift_image")


def test_tracing_loses_nothing() -> None:
    """Computing the traced expression gives what the function gives."""
    it = draw(THEORY, 21)
    values = THEORY.evaluate(m, it.state, it.status, it.inputs, it.params)
    for name in ("drift_image", "reward", "drift_bond", "leaving_rate", "drift_security", "arousal_target"):
        parts = describe.shares(THEORY, name, it.state, it.status, it.inputs, it.params)
        if name.startswith("drift_"):
            np.testing.assert_allclose(sum(parts.values()), values[name], rtol=1e-10, atol=1e-14)
        assert len(parts) >= 2


def test_shares_are_named_by_their_owner() -> None:
    it = draw(THEORY, 22)
    owners = {owner for owner, _ in describe.shares(THEORY, "drift_image", it.state, it.status, it.inputs, it.params)}
    assert {"splitting", "contempt", "narcissistic_injury", "need_idealisation", "comparison_level"} < owners
    with pytest.raises(PairbondError, match="nearest is 'drift_image'"):
        describe.shares(THEORY, "drift_imag", it.state, it.status)


def test_summands_keep_their_signs() -> None:
    x, y = Expression("own", ("shame",)), Expression("own", ("bond",))
    q = type("q", (), {"own": type("o", (), {"shame": 2.0, "bond": 5.0})})
    assert [compute(one, m, q, None) for one in summands(x - (y - 3.0 * x))] == [2.0, -5.0, 6.0]


@pytest.fixture(scope="module")
def arrows() -> set[tuple[str, str, bool]]:
    text = describe.diagram(THEORY, days=20)
    found = re.findall(r"^  (\w+) (-\.|--) \"(?:\+|-|±)[^\"]*\" (?:-->|\.->) (\w+)$", text, re.M)
    return {(source, target, line == "-.") for source, line, target in found}


def test_the_diagram_has_an_arrow_exactly_where_something_is_read(arrows: set[tuple[str, str, bool]]) -> None:
    expected = set()
    for step in THEORY.graph.steps:
        if step.quantity.stage == "received":
            continue
        fns = [step.node.base, *(one.term.fn for one in (*step.adds, *step.scales))]
        parts = [traced(fn) for fn in fns if callable(fn)]
        if step.node.link:
            parts.append(traced(step.node.link, 1.0))
        for place, name in set().union(*map(reads, parts)):
            if place in ("own", "other", "couple") and THEORY.quantities[name].stage not in ("trait", "status"):
                expected.add((name, step.name.removeprefix("drift_"), place == "other"))
    assert arrows == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "target", "sign"),
    [
        (("injury", "own"), "image", "-"),
        (("craving", "own"), "idealising", "+"),
        (("idealising", "own"), "image", "+"),
        (("expected_warmth", "own"), "demand", "+"),
        (("demand", "other"), "injury", "+"),
        (("warmth", "other"), "reward", "+"),
        (("denial", "other"), "reality_trust", "-"),
        (("control", "other"), "outside_life", "-"),
    ],
)
def test_signs_are_those_of_the_loops(source: tuple[str, str], target: str, sign: str) -> None:
    it = draw(THEORY, 23, gains=False)
    it.status["code"] = it.status["code"] * 0
    found = describe.arrows(THEORY, it.state, it.status, {}, it.params)
    assert found[source[0], target, source[1]] == sign
