"""The minimal model: its equations against an independent solver, its two circuits, and that partners are alike."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from pairbond.errors import PairbondError
from pairbond.minimal import MODEL, ROLES, Circuit, couple_of_roles, limit_cycle
from pairbond.model import ModelCouple
from pairbond.rivals import RIVALS
from pairbond.simulate import Begin, prepare

DAYS = 120
START = {"image": np.array([[0.9], [-0.3]]), "hope": np.array([[0.6], [0.45]]), "hunger": np.array([[0.4], [0.7]])}
VALUES = st.fixed_dictionaries(
    {one.name: st.tuples(*[st.floats(one.low, one.high)] * 2) for one in MODEL.parameters if one.name != "noise"}
)


def path(couple: ModelCouple, dt: float, days: int = DAYS) -> dict[str, np.ndarray]:
    """States [day, partner] without noise."""
    found = prepare(couple, days, noise=False, dt=dt, begin=Begin(START)).arrays()
    return {name: value[..., 0] for name, value in found.items()}


def test_two_variables_are_the_equations_of_the_page() -> None:
    """a's image and b's hope, without hunger's pull, as written on paper and solved by another program."""
    lam, a, k, tau_m, tau_v = 0.9, 1.6, 10.0, 3.0, 40.0

    def rates(t: float, y: np.ndarray) -> list[float]:
        m, v = y
        loud = 1 / (1 + np.exp(-k * (v - 0.5)))
        return [(lam * m - m**3 - a * (loud - 0.5)) / tau_m, (0.5 + 0.4 * np.tanh(2 * m) - v) / tau_v]

    exact = solve_ivp(
        rates, (0, DAYS), [0.9, 0.45], "DOP853", np.arange(DAYS + 1), rtol=1e-11, atol=1e-12, max_step=0.5
    ).y
    couple = couple_of_roles("self-inflating", "self-sacrificing", hunger_pull=0.0)
    fine, finer = (path(couple, 1 / n) for n in (100, 200))
    for truth, name, who in ((exact[0], "image", 0), (exact[1], "hope", 1)):
        # Euler's error halves with the step; what is left after that is of second order
        one, two = fine[name][:, who], finer[name][:, who]
        assert np.abs(two - truth).max() < 0.6 * np.abs(one - truth).max() < 0.03
        assert 2 * two - one == pytest.approx(truth, abs=1e-3)
    assert np.ptp(exact[0]) > 1.5  # it did fall


def test_six_variables_are_the_equations_of_the_page() -> None:
    """Both circuits with hunger, each partner with other numbers."""
    values = {
        "splitting": (0.8, -0.3), "difference": (1.2, 2.0), "image_time": (2.0, 7.0), "hope_time": (30.0, 50.0),
        "voice_steepness": (4.0, 12.0), "hunger_pull": (0.5, 1.5), "hunger_time": (10.0, 25.0),
    }  # fmt: skip
    lam, a, tau_m, tau_v, k, c, tau_n = map(np.array, values.values())

    def rates(t: float, y: np.ndarray) -> np.ndarray:
        m, v, n = y.reshape(3, 2)
        heard = (1 / (1 + np.exp(-k * (v - 0.5))))[::-1]
        return np.concatenate(
            [
                (lam * m - m**3 - a * (heard - 0.5) + c * (n - 0.5)) / tau_m,
                ((0.5 + 0.4 * np.tanh(2 * m))[::-1] - v) / tau_v,
                (0.375 * (1 - n) - (1 - 0.5 * heard) / (1 + np.exp(-4 * m)) * n) / tau_n,
            ]
        )

    start = np.concatenate([one[:, 0] for one in START.values()])
    exact = solve_ivp(rates, (0, DAYS), start, "DOP853", np.arange(DAYS + 1), rtol=1e-11, atol=1e-12, max_step=0.5).y
    fine, finer = (path(MODEL.couple(**values), 1 / n) for n in (100, 200))
    for at, name in enumerate(START):
        assert 2 * finer[name] - fine[name] == pytest.approx(exact[2 * at : 2 * at + 2].T, abs=1e-3)


@settings(max_examples=10, deadline=None)
@given(VALUES)
def test_partners_are_alike(values: dict[str, tuple[float, float]]) -> None:
    """Exchanging the partners exchanges their paths, to the last bit, wherever the two begin."""
    couple = MODEL.couple(**values)
    turned = Begin({name: one[::-1] for name, one in START.items()})
    here = prepare(couple, 10, noise=False, begin=Begin(START), engine="plain").arrays()
    there = prepare(couple.swapped(), 10, noise=False, begin=turned, engine="plain").arrays()
    for name, value in here.items():
        assert (value == there[name][:, ::-1]).all(), name
        assert np.isfinite(value).all()


@cache
def quiet(**changed: tuple[float, float]) -> dict[str, np.ndarray]:
    return path(MODEL.couple(**changed), 0.25)


@pytest.mark.parametrize("name", [one.name for one in MODEL.parameters if one.name != "noise"])
def test_a_couple_is_two_circuits_that_do_not_touch(name: str) -> None:
    """A number of a's image moves a's image and b's hope, one of a's hope moves a's hope and b's image; no more."""
    low = next(one for one in MODEL.parameters if one.name == name).low
    default = next(one for one in MODEL.parameters if one.name == name).default
    usual, other = quiet(), quiet(**{name: (low, default)})
    moved = {(key, who) for key, value in usual.items() for who in (0, 1) if (value != other[key])[:, who].any()}
    image = {("image", 0), ("hunger", 0), ("warmth", 0), ("hope", 1), ("voice", 1)}
    of_hope = name in ("hope_time", "voice_steepness")
    assert moved == ({(key, 1 - who) for key, who in image} if of_hope else image)


def test_roles_are_regions_of_the_parameters() -> None:
    """Splitting and an expected hope cycle; an ordinary partner in either place does not."""
    named = {one.name: one for one in MODEL.parameters}
    for values in ROLES.values():
        assert all(named[key].low <= value <= named[key].high for key, value in values.items())
    swing = {
        pair: np.ptp(path(couple_of_roles(*pair), 0.25, 600)["image"][300:, 0])
        for pair in (
            ("self-inflating", "self-sacrificing"),
            ("self-inflating", "ordinary"),
            ("ordinary", "self-sacrificing"),
            ("self-sacrificing", "self-inflating"),
        )
    }
    cycle = limit_cycle(Circuit.from_couple(couple_of_roles("self-inflating", "self-sacrificing")))
    assert cycle is not None
    assert list(swing.values()) == [pytest.approx(2 * cycle.swing, rel=0.05), *[pytest.approx(0.0, abs=0.01)] * 3]
    with pytest.raises(PairbondError, match="no role 'self-inflatin'; the nearest is 'self-inflating'"):
        couple_of_roles("self-inflatin", "ordinary")


def test_it_is_found_like_a_rival() -> None:
    assert RIVALS["minimal"] is MODEL
