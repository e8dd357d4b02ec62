"""One step: exchange of the partners, bounds, noise, and what chance does to status."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.errors import PairbondError
from pairbond.theory import COUPLES, Theory, numpy_functions

from ._draws import Draw, draw

THEORY = Theory()
M = numpy_functions
SEEDS = st.integers(0, 2**32 - 1)


def step(it: Draw, noise: dict | None = None, uniform: dict | None = None, dt: float = 0.25):
    return THEORY.step(M, it.state, it.status, it.inputs, it.params, noise or {}, uniform or {}, dt)


def chance(seed: int, couples: int = 8):
    rng = np.random.default_rng(seed)
    noise = {name: rng.normal(size=(2, couples)) for name in THEORY.noisy}
    uniform = {"leave": rng.uniform(size=(2, couples)) * 0.01}
    return noise, uniform | {name: rng.uniform(size=couples) * 0.01 for name in ("part", "return")}


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_exchanging_the_partners_exchanges_the_results_exactly(seed: int) -> None:
    it = draw(THEORY, seed)
    noise, uniform = chance(seed)
    turned = ({k: v[::-1] for k, v in noise.items()}, {**uniform, "leave": uniform["leave"][::-1]})
    for ours, theirs in zip(step(it, noise, uniform), step(it.swapped(), *turned), strict=True):
        for name, value in ours.items():
            other = np.asarray(theirs[name])
            assert np.array_equal(value, other[::-1] if other.ndim == 2 else other), name


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_states_stay_within_bounds_and_without_noise_need_no_clip(seed: int) -> None:
    it = draw(THEORY, seed)
    quiet, _, values = step(it)
    loud, _, _ = step(it, chance(seed)[0])
    for one in THEORY.states:
        for new in (quiet, loud):
            assert np.isfinite(new[one.name]).all()
        if one.low == 0.0:
            assert ((loud[one.name] >= 0) & (loud[one.name] <= 1)).all()
            if one.name not in ("shame", "reality_trust"):
                inside = it.state[one.name] + 0.25 * values[f"drift_{one.name}"]
                assert ((inside > -1e-9) & (inside < 1 + 1e-9)).all(), one.name


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_left_alone_every_value_is_finite_and_within_its_declared_range(seed: int) -> None:
    it = draw(THEORY, seed, gains=False)
    it.inputs = {}
    for name, value in step(it)[2].items():
        one = THEORY.quantities[name]
        assert np.isfinite(value).all(), name
        assert np.min(value) >= one.low - 1e-12, name
        assert np.max(value) <= one.high + 1e-12, name


def test_noise_has_the_declared_size() -> None:
    it = draw(THEORY, 3)
    it.state = {name: 0.0 * x + 0.5 for name, x in it.state.items()}
    quiet, _, _ = step(it)
    ones = {name: np.ones((2, 8)) for name in THEORY.noisy}
    loud, _, _ = step(it, ones)
    sizes = {"image": 0.08, "felt_worth": 0.02, "shame": 0.02, "unmet_need": 0.02, "arousal": 0.03}
    for name, size in {**sizes, "expected_warmth": 0.01}.items():
        np.testing.assert_allclose(loud[name] - quiet[name], size * 0.5, rtol=1e-9)
    for name in set(quiet) - set(THEORY.noisy):
        assert np.array_equal(quiet[name], loud[name])


def at_status(code: float, days: float = 0.0) -> Draw:
    it = draw(THEORY, 5)
    it.status = {"code": np.full(8, code), "days_apart": np.full(8, days), "attempts": np.zeros((2, 8)),
                 "leaver": np.zeros((2, 8))}  # fmt: skip
    return it


SURE, NEVER = 0.0, 1.0


@pytest.mark.parametrize(
    ("code", "uniform", "after"),
    [
        (0.0, {}, 0.0),
        (0.0, {"leave": np.array([[SURE], [NEVER]])}, 1.0),
        (1.0, {"part": SURE, "return": NEVER}, 2.0),
        (1.0, {"part": SURE, "return": SURE}, 0.0),
        (2.0, {"part": SURE, "return": NEVER}, 2.0),
        (2.0, {"return": SURE}, 0.0),
        (3.0, {"return": SURE, "part": SURE, "leave": SURE}, 3.0),
    ],
)
def test_what_can_happen(code: float, uniform: dict, after: float) -> None:
    it = at_status(code)
    it.state["bond"] = it.state["bond"] * 0 + 0.9  # craving, so that nobody is over it
    it.state["unmet_need"] = it.state["unmet_need"] * 0 + 0.9
    _, status, _ = step(it, uniform=uniform)
    assert (status["code"] == after).all()
    if code == 0.0 and after == 1.0:
        assert (status["attempts"] == [[1], [0]]).all()
        assert (status["leaver"] == [[1], [0]]).all()


def test_it_ends_when_both_are_over_it_or_after_two_years() -> None:
    over = at_status(2.0)
    over.state["bond"] = over.state["bond"] * 0
    assert (step(over)[1]["code"] == 3).all()
    late = at_status(2.0, days=720.0)
    late.state["bond"] = late.state["bond"] * 0 + 1
    late.state["unmet_need"] = late.state["unmet_need"] * 0 + 1
    assert (step(late, uniform={"return": SURE})[1]["code"] == 3).all()


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_events_happen_with_probability_one_minus_exp(seed: int) -> None:
    it = at_status(0.0)
    rng = np.random.default_rng(seed)
    uniform = {"leave": rng.uniform(size=(2, 8)) * 0.005}
    _, status, values = step(it, uniform=uniform, dt=0.5)
    assert np.array_equal(status["leaver"], (uniform["leave"] < 1 - np.exp(-0.5 * values["leaving_rate"])) * 1.0)


def test_the_days_apart_are_counted_and_begin_anew() -> None:
    it = at_status(1.0, days=10.0)
    assert (step(it, dt=0.5)[1]["days_apart"] == 10.5).all()
    assert (step(it, uniform={"return": SURE})[1]["days_apart"] == 0.0).all()


def test_unknown_names_are_answered_with_the_nearest() -> None:
    params = THEORY.params(COUPLES["closed-circuit"])
    state, status = THEORY.start(params), THEORY.start_status(params)
    with pytest.raises(PairbondError, match=r"no input 'suport'; the nearest is 'support'"):
        THEORY.evaluate(M, state, status, {"suport": 1.0}, params)
    with pytest.raises(PairbondError, match=r"no parameter 'tau_bnd'; the nearest is 'tau_bond'"):
        THEORY.evaluate(M, state, status, {}, {**params, "tau_bnd": 1.0})


def test_one_couple_many_couples_and_plain_numbers_agree() -> None:
    two = [COUPLES["closed-circuit"], COUPLES["secure"]]
    wide = THEORY.params(two)
    many = THEORY.evaluate(M, THEORY.start(wide), THEORY.start_status(wide), {"support": 0.3}, wide)
    for i, couple in enumerate(two):
        params = THEORY.params(couple)
        inputs = {"support": np.array([0.3, 0.3])}
        one = THEORY.evaluate(M, THEORY.start(params), THEORY.start_status(params), inputs, params)
        for name, value in one.items():
            of_all = np.broadcast_to(many[name], (2,) if THEORY.quantities[name].couple else (2, 2))
            np.testing.assert_allclose(of_all[..., i], value, rtol=1e-14, atol=1e-300)
