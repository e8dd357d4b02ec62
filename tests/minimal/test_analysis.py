"""What is said of a circuit: rest points, onset, period, closed circuits, each against an independent way."""

from __future__ import annotations

from dataclasses import fields, replace
from importlib import import_module

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from pairbond.errors import PairbondError
from pairbond.minimal import (
    MODEL,
    Circuit,
    continue_cycle,
    couple_of_roles,
    fold_delay,
    fold_pull,
    folds,
    hunger_alone,
    jacobian,
    limit_cycle,
    limit_that_ends_fusion,
    onset,
    period_at_onset,
    period_estimate,
    phase_portrait,
    rates,
    rest_points,
    rests_when_held,
    slow_period,
    slow_period_approximation,
    swing,
    trajectory,
)
from pairbond.plots.portrait import phase_portrait as drawn
from pairbond.simulate import Begin, prepare

cycle_module = import_module("pairbond.minimal.cycle")
USUAL = Circuit(splitting=0.9, difference=1.6)
RANGES = {one.name: (one.low, one.high) for one in MODEL.parameters}
ANY = st.builds(Circuit, **{one.name: st.floats(*RANGES[one.name]) for one in fields(Circuit)})
WITHOUT_HUNGER = ANY.map(lambda one: replace(one, hunger_pull=0.0))
STATES = st.tuples(st.floats(-2, 2), st.floats(0, 1), st.floats(0, 1)).map(np.array)


def mean_round(circuit: Circuit) -> float:
    """Days between falls of the image through 0, by the equations of the page and another solver."""
    lam, a, k, tau_m, tau_v = (
        getattr(circuit, x) for x in ("splitting", "difference", "voice_steepness", "image_time", "hope_time")
    )

    def change(t: float, y: np.ndarray) -> list[float]:
        loud = 1 / (1 + np.exp(-k * (y[1] - 0.5)))
        return [(lam * y[0] - y[0] ** 3 - a * (loud - 0.5)) / tau_m, (0.5 + 0.4 * np.tanh(2 * y[0]) - y[1]) / tau_v]

    def falls(t: float, y: np.ndarray) -> float:
        return float(y[0])

    falls.direction = -1.0
    found = solve_ivp(change, (0, 1500), [1.0, 0.5], "DOP853", events=falls, rtol=1e-10, atol=1e-10)
    late = found.t_events[0][len(found.t_events[0]) // 2 :]
    assert len(late) > 5
    return float(np.diff(late).mean())


@given(ANY, STATES)
def test_slopes_are_those_of_the_rates(circuit: Circuit, state: np.ndarray) -> None:
    for held in (None, 0.7):
        step = 1e-6 * np.eye(3)
        rough = [(rates(circuit, state + d, held) - rates(circuit, state - d, held)) / 2e-6 for d in step]
        assert jacobian(circuit, state, held) == pytest.approx(np.array(rough).T, abs=1e-7, rel=1e-6)


def test_a_couple_is_two_circuits_with_the_rates_of_the_model() -> None:
    rng = np.random.default_rng(4)
    for _ in range(20):
        values = {one.name: tuple(rng.uniform(one.low, one.high, 2)) for one in MODEL.parameters}
        couple = MODEL.couple(**values)
        state = {"image": rng.uniform(-1, 1, (2, 1)), "hope": rng.uniform(0, 1, (2, 1)),
                 "hunger": rng.uniform(0, 1, (2, 1))}  # fmt: skip
        run = prepare(couple, 1, noise=False, dt=1.0, engine="plain", begin=Begin(state)).arrays()
        for who in (0, 1):
            here = np.array([state["image"][who, 0], state["hope"][1 - who, 0], state["hunger"][who, 0]])
            moved = here + rates(Circuit.from_couple(couple, "ab"[who]), here)
            low, high = np.array([-2.5, 0, 0]), np.array([2.5, 1, 1])
            found = [run["image"][1, who, 0], run["hope"][1, 1 - who, 0], run["hunger"][1, who, 0]]
            assert found == pytest.approx(np.clip(moved, low, high))


def test_a_circuit_is_followed_as_the_simulator_does() -> None:
    couple = couple_of_roles("self-inflating", "self-sacrificing")
    run = prepare(couple, 100, noise=False, dt=1 / 200).arrays()
    mine = trajectory(Circuit.from_couple(couple), np.arange(101.0), (0.5, 0.5, 0.5))
    assert run["image"][:, 0, 0] == pytest.approx(mine[0], abs=0.02)
    assert run["hope"][:, 1, 0] == pytest.approx(mine[1], abs=0.002)
    assert run["hunger"][:, 0, 0] == pytest.approx(mine[2], abs=0.002)


@settings(max_examples=40, deadline=None)
@given(ANY, st.sampled_from([None, 0.2, 0.5, 0.8]))
def test_nothing_moves_at_a_rest_point(circuit: Circuit, held: float | None) -> None:
    points = rest_points(circuit, held)
    assert points
    for one in points:
        assert rates(circuit, np.array([one.image, one.hope, one.hunger]), held) == pytest.approx(0.0, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(WITHOUT_HUNGER)
def test_exchanging_good_and_bad_images_changes_no_rest_point(circuit: Circuit) -> None:
    points = rest_points(circuit)
    images, hopes = (np.array([getattr(one, name) for one in points]) for name in ("image", "hope"))
    assert images == pytest.approx(-images[::-1], abs=1e-6)
    assert hopes == pytest.approx(1 - hopes[::-1], abs=1e-6)
    assert [one.stable for one in points] == [one.stable for one in points[::-1]]


@given(WITHOUT_HUNGER, STATES)
def test_without_condition_one_areas_shrink_everywhere(circuit: Circuit, state: np.ndarray) -> None:
    """Bendixson: a plane flow whose divergence is nowhere above 0 has no cycle."""
    assume(abs(onset(circuit).speed) > 1e-9)
    middle = np.trace(jacobian(circuit, np.array([0.0, 0.5, 0.5]))[:2, :2])
    assert (middle > 0) == (onset(circuit).speed > 0)
    assert np.trace(jacobian(circuit, state)[:2, :2]) <= middle + 1e-12


@settings(max_examples=40, deadline=None)
@given(WITHOUT_HUNGER)
def test_condition_two_says_whether_an_image_rests_beyond_its_folds(circuit: Circuit) -> None:
    found, fold = onset(circuit), folds(circuit).image
    assume(circuit.splitting > 0.01)
    assume(abs(found.voice) > 1e-4)
    beyond = [one for one in rest_points(circuit) if abs(one.image) >= fold]
    assert len(beyond) == (2 if found.voice < 0 else 0)
    assert all(one.stable for one in beyond)
    if circuit.difference > 0 and circuit.voice_steepness > 0 and found.voice < 0:
        # said of hope: fusion teaches less than it would take to end it
        assert not 0.5 + 0.4 * np.tanh(2 * fold) > folds(circuit).hope_up


@settings(max_examples=40, deadline=None)
@given(WITHOUT_HUNGER)
def test_condition_three_says_whether_the_middle_is_alone(circuit: Circuit) -> None:
    found = onset(circuit)
    assume(circuit.splitting > 0.01)
    assume(abs(found.alone) > 1e-3)
    assert (len(rest_points(circuit)) == 1) == (found.alone > 0)
    if found.alone > 0:
        assert found.voice > 0


@pytest.mark.parametrize(("least", "bound"), [(0.02, 1.5), (0.5, 1.21), (1.0, 1.07)])
def test_conditions_two_and_three_are_as_far_apart_as_the_page_says(least: float, bound: float) -> None:
    """Difference that each asks for, from the equations on the page; and that `onset` changes its mind there."""
    apart = []
    for k in np.linspace(2, 16, 15):
        for lam in np.linspace(least, 1.5, 20):
            m = np.linspace(0, np.sqrt(lam), 401)[1:]
            h, f = 0.5 * np.tanh(0.2 * k * np.tanh(2 * m)), lam * m - m**3
            three = max((f / h).max(), 5 * lam / k)
            two = 2 * (lam / 3) ** 1.5 / (0.5 * np.tanh(0.2 * k * np.tanh(2 * np.sqrt(lam / 3))))
            apart.append(three / two)
            for factor in (0.99, 1.01):
                assert (onset(Circuit(lam, factor * three, voice_steepness=k)).alone > 0) == (factor > 1)
                assert (onset(Circuit(lam, factor * two, voice_steepness=k)).voice > 0) == (factor > 1)
    assert 0.99 * bound - 0.01 < max(apart) <= bound


def test_what_is_certain_happens() -> None:
    """Where (i) and (iii) hold there is a cycle; where (i) fails there is none: four random circuits of either kind."""
    rng, left = np.random.default_rng(11), {True: 4, False: 4}
    while any(left.values()):
        numbers = {one.name: float(rng.uniform(*RANGES[one.name])) for one in fields(Circuit)}
        circuit = Circuit(**{**numbers, "hunger_pull": 0.0})
        found = onset(circuit)
        decided = found.certain if found.speed > 0.2 and found.alone > 0.1 else (False if found.speed < -0.05 else None)
        if decided is None or not left[decided]:
            continue
        left[decided] -= 1
        assert (limit_cycle(circuit, (0.5, 0.4, 0.5), steps=40) is not None) == decided, circuit


@pytest.mark.parametrize(("image_time", "voice_steepness"), [(2.0, 10.0), (5.0, 6.0)])
def test_a_cycle_begins_small_as_the_normal_form_says(image_time: float, voice_steepness: float) -> None:
    """Supercritical: just above (i) it swings by 2 √(δ/3), with the period of the middle's eigenvalues."""
    above = 0.02
    here = replace(USUAL, splitting=image_time / 40 + above, image_time=image_time, voice_steepness=voice_steepness)
    found = limit_cycle(here, (swing(here), 0.5, 0.5), steps=100)
    assert found is not None
    assert found.swing == pytest.approx(swing(here), rel=0.02)
    assert swing(here) == pytest.approx(2 * np.sqrt(above / 3))
    assert found.period == pytest.approx(period_at_onset(here), rel=0.03)
    middle = next(one for one in rest_points(here) if one.image == 0)
    assert 2 * np.pi / abs(middle.eigenvalues[0].imag) == pytest.approx(period_at_onset(here), rel=0.02)


@pytest.mark.slow
def test_the_period_formula_is_the_limit_of_a_quick_image() -> None:
    """What is left beyond first order goes faster to 0 than the first order itself: as (τ_m/τ_v)^(1/3), at least."""
    times, left = (1.0, 0.3), []
    for image_time in times:
        here = replace(USUAL, image_time=image_time)
        found = limit_cycle(here, steps=20)
        assert found is not None
        left.append((period_estimate(here) - found.period) / (found.period - slow_period(here)))
    order = np.polyfit(np.log(times), np.log(np.abs(left)), 1)[0]
    assert 0.2 < order < 0.5  # 1/3, but for logarithms
    assert max(left) < 0.25


def test_the_slow_period_is_the_way_of_hope_along_a_branch() -> None:
    """Step by step: with the image of the branch, and with that image taken as √λ."""

    def along_branch(hope: float) -> float:
        pull = 1.6 * (1 / (1 + np.exp(-10 * (hope - 0.5))) - 0.5)
        return max(x.real for x in np.roots([-1, 0, 0.9, -pull]) if abs(x.imag) < 1e-6)

    for formula, image in ((slow_period, along_branch), (slow_period_approximation, lambda hope: 0.9**0.5)):
        hope, days = folds(USUAL).hope_down, 0.0
        while hope < folds(USUAL).hope_up:
            hope += 0.01 * (0.5 + 0.4 * np.tanh(2 * image(hope)) - hope) / 40
            days += 0.01
        assert 2 * days == pytest.approx(formula(USUAL), rel=1e-3)


def test_formulas_of_period_and_swing_refuse_hunger() -> None:
    """They know no hunger: with it they would say the same period as without, which the cycle has not."""
    hungry = replace(USUAL, hunger_pull=0.6)
    free, found = limit_cycle(USUAL, steps=20), limit_cycle(hungry, steps=20)
    assert free is not None
    assert found is not None
    assert abs(found.period / free.period - 1) > 0.05
    for formula in (
        slow_period_approximation,
        slow_period,
        fold_delay,
        period_estimate,
        period_at_onset,
        swing,
    ):
        assert np.isfinite(formula(USUAL))
        with pytest.raises(PairbondError, match=r"hold for hunger_pull=0, and this circuit has 0\.6; follow its cycle"):
            formula(hungry)
    table = continue_cycle(USUAL, "hunger_pull", [0.0, 0.6])
    assert table["period"].notna().all()
    for name in ("period_estimate", "swing_estimate"):
        assert table[name].isna().tolist() == [False, True]


def test_a_course_that_is_not_yet_decided_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """None says that it comes to rest; to give up is another thing."""
    assert limit_cycle(replace(USUAL, voice_steepness=1.0)) is None
    monkeypatch.setattr(cycle_module, "ROUNDS", 1)
    with pytest.raises(PairbondError, match="neither comes to rest nor into a cycle"):
        limit_cycle(USUAL)


def test_a_voice_that_does_not_wait_ends_the_cycle_and_leaves_no_formula() -> None:
    still = replace(USUAL, voice_steepness=1.0)
    assert not onset(still).cycles
    assert limit_cycle(still) is None
    assert np.isnan([slow_period_approximation(still), slow_period(still), period_estimate(still)]).all()
    assert not onset(replace(USUAL, splitting=-0.3)).cycles
    assert np.isnan(folds(replace(USUAL, splitting=-0.3)).image)
    assert limit_that_ends_fusion(replace(USUAL, difference=0.0)) == np.inf


def test_a_limit_that_is_kept_leaves_one_image_to_rest_in() -> None:
    """Just above the threshold the good image is gone, and the course goes down and stays."""
    needed = limit_that_ends_fusion(USUAL)
    assert needed == pytest.approx(fold_pull(USUAL) / 1.6)
    for above, stays in ((-0.01, 1), (0.01, -1)):
        course = trajectory(USUAL, np.linspace(0, 600, 601), held=0.5 + needed + above)[0]
        assert np.sign(course[-1]) == stays
        assert (max(one.image for one in rest_points(USUAL, 0.5 + needed + above)) > 0) == (stays > 0)
    assert np.flatnonzero(np.diff(np.sign(course))).size == 1


@pytest.mark.parametrize(("pull", "closed"), [(0.3, True), (0.7, True), (4.0, False)])
def test_hunger_alone_cycles_or_does_not(pull: float, closed: bool) -> None:
    """Free, all three cycle; with the voice held, only where hunger's own loop overcomes splitting."""
    here = replace(USUAL, splitting=0.4, image_time=3.0, hunger_pull=pull, hunger_time=15.0)
    alone = hunger_alone(here)
    middle = jacobian(here, np.array([0.0, 0.5, 0.5]), held=0.5)[np.ix_([0, 2], [0, 2])]
    assert (np.linalg.det(middle) < 0) == (alone.own_loop < alone.splitting)
    assert (np.trace(middle) > 0) == (alone.slowness < alone.splitting)
    assert limit_cycle(here, steps=40) is not None
    assert alone.closed == closed
    assert (limit_cycle(here, held=0.5, steps=40) is None) == closed
    assert rests_when_held(here) == closed


@pytest.mark.slow
def test_a_cycle_is_followed_along_a_parameter() -> None:
    found = continue_cycle(USUAL, "splitting", [0.03, 0.5, 0.6])
    assert found["period"].isna().tolist() == [True, False, False]
    for row, splitting in ((1, 0.5), (2, 0.6)):
        assert found["period"].iloc[row] == pytest.approx(mean_round(replace(USUAL, splitting=splitting)), rel=1e-4)
    assert found["swing"].iloc[1:].to_numpy() == pytest.approx(found["swing_estimate"].iloc[1:].to_numpy(), rel=0.02)
    assert found["hope_low"].iloc[1] == pytest.approx(1 - found["hope_high"].iloc[1], abs=1e-3)
    with pytest.raises(PairbondError, match="no parameter 'splittin'; the nearest is 'splitting'"):
        continue_cycle(USUAL, "splittin", [1.0])


def test_a_portrait_shows_where_things_stand_still() -> None:
    found = phase_portrait(USUAL, grid=5)
    for name, which in (("image stands still", 0), ("hope stands still", 1)):
        curve = found.nullclines[found.nullclines["curve"] == name]
        state = np.stack([curve["image"], curve["hope"], np.full(len(curve), 0.5)])
        assert len(curve) > 100
        assert rates(USUAL, state)[which] == pytest.approx(0.0, abs=1e-9)
    order = found.course["phase"].drop_duplicates().tolist()
    assert order == ["fusion", "rupture", "pursuit"]
    assert found.course["day"].iloc[-1] == pytest.approx(mean_round(USUAL), rel=1e-4)
    assert len(found.field) == 25
    text = " ".join(str(x.get_text()) for x in drawn(found).findobj(lambda x: hasattr(x, "get_text")))
    for word in ("fusion", "rupture", "pursuit", "image of the partner", "hope: warmth", "cycles"):
        assert word in text
    held = phase_portrait(USUAL, held=0.5, grid=5)
    assert not held.cycles
    assert held.rest["stable"].tolist() == [True, False, True]
    assert "settle" in drawn(held).axes[0].get_title(loc="left")
