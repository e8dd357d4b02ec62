"""Summaries worked out on the way equal those worked out afterwards from every step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairbond.dynamics import HYSTERESIS, PHASES, person_phases
from pairbond.simulate import Run, _quantiles, prepare, simulate
from pairbond.simulate.recording import summarised_names
from pairbond.theory import Couple, Quantity, Theory, effective_status
from pairbond.theory.interventions import NoContact, ReducedContact

from ._couples import CYCLING, SECURE, random_couples

HASTY = {"leave_base": 0.04, "return_base": 0.06, "over_days": 20.0}
DAYS = 300


@pytest.fixture(scope="module")
def couples() -> list[Couple]:
    hasty = [Couple(c.a, c.b, HASTY) for c in random_couples(6, 3)]
    return [*hasty, CYCLING, SECURE]


def test_sums_equal_those_of_the_recorded_steps(couples: list[Couple]) -> None:
    # with one step a day everything there was is written down
    daily = prepare(couples, DAYS, dt=1.0).arrays()
    reported = prepare(couples, DAYS, dt=1.0, record="summary").arrays()
    for name in ("image", "arousal", "tension", "warmth", "craving"):
        assert reported[f"mean_{name}"] == pytest.approx(daily[name][:-1].mean(0), abs=1e-10)
        assert reported[f"sd_{name}"] == pytest.approx(daily[name][:-1].std(0), abs=1e-7)
    code = daily["code"]
    for value, name in enumerate(("together", "apart", "no_contact", "ended")):
        assert reported[f"days_{name}"] == pytest.approx((code[:-1] == value).sum(0))
        assert (code == value).any(), name
    gone = daily["attempts"].sum(1) > 0
    first = np.where(gone.any(0), gone.argmax(0), np.nan)
    assert reported["first_leaving_day"] == pytest.approx(first, nan_ok=True)
    over = code == 3
    assert reported["end_day"] == pytest.approx(np.where(over.any(0), over.argmax(0), np.nan), nan_ok=True)
    for place in np.flatnonzero(np.isfinite(first)):
        assert (reported["first_leaver"][:, place] == daily["leaver"][int(first[place]), :, place]).all()


def test_cycles_are_turns_with_hysteresis(couples: list[Couple]) -> None:
    run = prepare(couples, DAYS, dt=1.0)
    image = run.arrays()["image"][:-1]
    reported = replace(run, record="summary").arrays()
    expected = np.zeros(image.shape[1:])
    for at in np.ndindex(expected.shape):
        high = image[(0, *at)] > 0
        for x in image[(slice(None), *at)]:
            now = True if x > HYSTERESIS else False if x < -HYSTERESIS else high
            expected[at] += high and not now
            high = now
    assert reported["cycles"] == pytest.approx(expected)
    assert reported["cycles"].max() >= 3


def test_days_in_phases_are_those_of_the_pure_function(couples: list[Couple]) -> None:
    run = prepare(couples, 2 * DAYS, dt=1.0)
    there = {name: value[:-1] for name, value in run.arrays().items()}
    phases = person_phases(there["image"], there["pursuit"], there["code"], there["grief"])
    reported = replace(run, record="summary").arrays()
    for number, name in enumerate(PHASES):
        share = (phases == number).mean(0)
        assert reported[f"share_{name}"] == pytest.approx(share, abs=1e-9), name
        assert share.max() > 0, name


def test_days_of_agreed_silence_are_days_without_contact(couples: list[Couple]) -> None:
    course = [NoContact(start=100, end=180.0), ReducedContact(start=200, end=220)]
    run = prepare(couples, DAYS, dt=1.0, interventions=course)
    there = {name: value[:-1] for name, value in run.arrays().items()}
    effective = effective_status(np, there["code"], there["contact"])
    assert (effective[100:180] >= 2).all()
    assert (there["code"][100:180] == 0).any()
    assert ((effective == there["code"]) | (there["contact"] == 0)).all()
    reported = replace(run, record="summary").arrays()
    for value, name in enumerate(("together", "apart", "no_contact", "ended")):
        assert reported[f"days_{name}"] == pytest.approx((effective == value).sum(0)), name
    phases = person_phases(there["image"], there["pursuit"], effective, there["grief"])
    for number, name in enumerate(PHASES):
        assert reported[f"share_{name}"] == pytest.approx((phases == number).mean(0), abs=1e-9), name


@pytest.mark.slow
def test_both_engines_tell_the_same_summary(couples: list[Couple]) -> None:
    one = prepare(couples[-2:], 30, record="summary").arrays()
    two = prepare(couples[-2:], 30, record="summary", engine="plain").arrays()
    for name, value in one.items():
        assert value == pytest.approx(two[name], abs=1e-9, nan_ok=True), name


QUANTILES = "summary+quantiles"


def exact(run: Run, share: float) -> dict[str, np.ndarray]:
    """The smallest value that this share of the days, but the last, does not exceed."""
    return {k: np.quantile(v[:-1], share, axis=0, method="inverted_cdf") for k, v in run.arrays().items()}


@pytest.mark.slow
@pytest.mark.parametrize("precision", ["double", "single"])
def test_quantiles_are_those_of_the_recorded_days_to_within_their_error(couples: list[Couple], precision: str) -> None:
    run = prepare(couples, DAYS, record=summarised_names(Theory()), precision=precision)
    reported = replace(run, record=QUANTILES).arrays()
    table = run.theory.quantities
    for label, share in (("q05", 0.05), ("q50", 0.5), ("q95", 0.95)):
        for name, value in exact(run, share).items():
            low, high = table[name].low, table[name].high
            allowed = (high - low) / 512 if np.isfinite(high - low) else 1.02 * (1 + np.abs(value)) ** 2 / 256
            assert (np.abs(reported[f"{label}_{name}"] - value) <= allowed + 1e-7).all(), (label, name)
    assert (reported["q05_image"] < reported["q50_image"]).any()
    # everything else is that of the plain summary, whatever is counted beside it
    plain = replace(run, record="summary").arrays()
    for name, value in plain.items():
        assert reported[name] == pytest.approx(value, abs=1e-12, nan_ok=True), name


@pytest.mark.slow
def test_both_engines_count_the_same_quantiles(couples: list[Couple]) -> None:
    one = prepare(couples[-2:], 20, record=QUANTILES).arrays()
    two = prepare(couples[-2:], 20, record=QUANTILES, engine="plain").arrays()
    assert set(one) == set(two)
    for name, value in one.items():
        assert value == pytest.approx(two[name], abs=1e-9, nan_ok=True), name


def test_how_many_days_are_counted_at_once_changes_nothing(couples: list[Couple], monkeypatch) -> None:
    run = prepare(couples[-2:], 50, record=QUANTILES)
    monkeypatch.setattr(_quantiles, "NUMBERS", 7 * 4 * len(run.shown))
    few = prepare(couples[-2:], 50, record=QUANTILES).arrays()
    for name, value in run.arrays().items():
        assert value == pytest.approx(few[name], abs=1e-12, nan_ok=True), name


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=30))
def test_quantiles_of_any_numbers(values: list[float]) -> None:
    table = {
        "free": Quantity("free", "x", "x", "state", low=-np.inf, high=np.inf),
        "above": Quantity("above", "x", "x", "state", low=-50.0, high=np.inf),
        "ours": Quantity("ours", "x", "x", "state", low=-50.0, high=50.0, couple=True),
    }
    counts = _quantiles.Counts(tuple(table), table, 1, len(values))
    days = np.array(values)[:, None]
    counts.take({"free": np.stack([days, -days], 1), "above": days, "ours": days}, len(values))
    for name, found in counts.results().items():
        label, _, kind = name.partition("_")
        one = np.quantile(values, _quantiles.SHARES[label], method="inverted_cdf")
        places = [_quantiles.squeezed(x, table[kind].low, table[kind].high) for x in (found.ravel()[0], one)]
        assert abs(places[0] - places[1]) <= 0.5 / _quantiles.BINS + 1e-12
        assert min(values) <= found.ravel()[0] <= max(values)
    assert counts.results()["q50_above"].shape == (2, 1)


def test_quantiles_are_labelled_and_nothing_is_reported_on_no_days() -> None:
    reported = simulate(CYCLING, days=40, draws=2, record=QUANTILES)
    assert reported.q50_image.attrs["long_name"] == "50% quantile over the days of image of the partner"
    assert reported.q95_tension.dims == ("draw",)
    nothing = _quantiles.Counts(("image",), Theory().quantities, 1, 0)
    assert np.isnan(nothing.results()["q50_image"]).all()


@pytest.mark.slow
def test_single_precision_keeps_the_digits_of_a_long_run() -> None:
    runs = [prepare(SECURE, 2000, noise=False, record="summary", precision=p).arrays() for p in ("double", "single")]
    for name in ("mean_image", "mean_arousal", "sd_arousal", "sd_unmet_need"):
        assert runs[1][name] == pytest.approx(runs[0][name], abs=2e-4), name


@pytest.mark.parametrize("record", ["summary", QUANTILES])
def test_memory_does_not_grow_with_the_days(record: str) -> None:
    short, long = (prepare(CYCLING, d, record=record).result for d in (50, 500))
    size = [sum(v.nbytes for v in (*r.carry.values(), *r.shown.values())) for r in (short, long)]
    assert size[0] == size[1]


def test_a_summary_tells_the_end() -> None:
    reported = simulate(CYCLING, days=100, draws=2, record="summary")
    daily = simulate(CYCLING, days=100, draws=2)
    assert reported.last_bond.values == pytest.approx(daily.bond.isel(day=-1).values)
    assert reported.attempts.values == pytest.approx(daily.attempts.isel(day=-1).values)
    assert "day" not in reported.dims
