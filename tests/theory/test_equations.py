"""Every equation against its flat twin, on random couples, to the last digits."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.theory import Theory, numpy_functions

from ._draws import draw
from ._plain import FREE, WEIGHTS, equations

THEORY = Theory()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_graph_agrees_with_the_flat_twin(seed: int) -> None:
    it = draw(THEORY, seed)

    def given_input(name: str, other: bool = False):
        value = it.inputs.get(name, THEORY.inputs[name])
        return value[::-1] if other and np.ndim(value) else value

    free = {name: it.params[name] for name in FREE}
    given = {**it.params, **it.status}
    flat = equations(it.state, it.status["code"], given, given_input, free, lambda x: it.params[f"gain_{x}"])
    ours = THEORY.evaluate(numpy_functions, it.state, it.status, it.inputs, it.params)
    for name, value in flat.items():
        np.testing.assert_allclose(ours[name], value, rtol=1e-12, atol=1e-12, err_msg=name)


def test_the_twin_covers_what_matters() -> None:
    it = draw(THEORY, 1)
    given = {**it.params, **it.status}
    names = set(equations(it.state, it.status["code"], given, lambda *_, **__: 0.0, {}, lambda _: 1.0))
    wanted = {n for n, q in THEORY.quantities.items() if q.stage in ("conduct", "drift", "rate")}
    assert not wanted - names


def test_the_twin_has_the_weights_of_the_theory() -> None:
    assert {name: THEORY.defaults[name] for name in WEIGHTS} == WEIGHTS


def test_the_twin_has_the_free_parameters_of_the_theory_and_no_other() -> None:
    assert {name: one.value for name, one in THEORY.free.items()} == FREE
