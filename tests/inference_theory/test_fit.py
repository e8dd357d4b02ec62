"""From a diary to traits, states, phases and predictions: one writer, two weeks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import pairbond
from pairbond.diary import Diary, Item
from pairbond.diary.template_items import QUESTIONS
from pairbond.dynamics import PHASES
from pairbond.errors import PairbondError
from pairbond.inference.theory import TheoryFit, _filter, fit_theory
from pairbond.inference.theory._initial_state import initial_state_prior
from pairbond.inference.theory._parameters import Layout
from pairbond.theory import Theory

from ._made import CYCLING, panel

DAYS = 14


def diary_of(days: int) -> Diary:
    """The diary of the self-sacrificing partner of a couple that cycles."""
    _, made = panel(CYCLING, days, 6, partners=(1,))
    frame = pd.DataFrame({"couple": "1", "person": "Ben", "partner": "Ben", "time": np.arange(days, dtype=float)})
    frame = frame.assign(date=pd.NaT, contact="", event="")
    for j, column in enumerate(made.columns):
        frame[column.item] = np.where(made.seen[:, j], np.round(column.width * made.y[:, j]), np.nan)
    items = [q.item for q in QUESTIONS]
    known = tuple(Item(i.name, i.label, i.quantity, i.about, i.low, i.high, i.higher, i.kind) for i in items)
    return Diary("made", frame, known, ("Ben",), False)


def test_rows_and_columns_may_lie_in_memory_as_they_like() -> None:
    """Answers picked out of a table are often kept column by column."""
    layout = Layout(panel(CYCLING, 3, 1)[1])
    made = panel(CYCLING, 3, 1)[1]
    other = replace(made, y=np.asfortranarray(made.y), seen=np.asfortranarray(made.seen))
    theta = np.zeros((1, len(layout)))
    totals = [_filter.run(one, layout.numbers(theta), initial_state_prior()).total for one in (made, other)]
    np.testing.assert_array_equal(*totals)


@pytest.fixture(scope="module")
def fitted() -> TheoryFit:
    return fit_theory(diary_of(DAYS), starts=2, draws=60)


@pytest.mark.slow
def test_a_fit_is_called_in_one_short_line_and_summed_up(fitted: TheoryFit) -> None:
    assert len(repr(fitted)) < 120
    found = fitted.summary()
    assert len(found) == 6  # of the one who wrote
    assert set(found["partner"]) == set(fitted.diary.partners)


@pytest.mark.slow
def test_every_trait_has_an_interval(fitted: TheoryFit) -> None:
    traits = fitted.traits
    assert len(traits) == 12
    assert (traits["q05"] <= traits["q95"]).all()
    assert traits["contraction"].between(-0.6, 1.0).all()
    assert traits["informed"].any()
    assert fitted.diagnostics["trusted"] == (fitted.diagnostics["r_hat"] <= 1.1)
    assert fitted.optima["gap"].iloc[0] == 0.0


def test_a_setting_of_the_linear_models_is_refused() -> None:
    with pytest.raises(PairbondError, match="start_values are for the linear models; the theory takes a number"):
        pairbond.fit(diary_of(DAYS), model="theory", start_values=np.zeros((1, 3)))


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(PairbondError, match="method is 'normal'; the theory knows 'quick' and 'full'"):
        pairbond.fit(diary_of(DAYS), model="theory", method="normal")


@pytest.mark.slow
def test_states_and_phases_cover_every_day(fitted: TheoryFit) -> None:
    states = fitted.states
    assert states.groupby(["quantity", "partner"]).size().eq(DAYS).all()
    bounded = states[~states["quantity"].isin(["image", "fortune"])]
    assert bounded[["q05", "q95"]].stack().between(0.0, 1.0).all()
    phases = fitted.phases
    assert len(phases) == 3 * DAYS
    np.testing.assert_allclose(phases[list(PHASES)].sum(axis=1), 1.0)
    assert 0.0 <= fitted.cycling <= 1.0


@pytest.mark.slow
def test_days_are_predicted_from_the_days_before(fitted: TheoryFit) -> None:
    table = fitted.one_step
    assert len(table) == fitted.panel.seen.sum()
    assert np.isfinite(table["logdensity"]).all()
    later = fitted.predict(diary_of(DAYS))
    pd.testing.assert_frame_equal(later, table)
    # an answer that was not there to be known changes nothing about the days before it
    other = diary_of(DAYS)
    frame = other.frame.copy()
    frame.loc[frame["time"] == DAYS - 1, "calm"] = 6.0
    changed = fitted.predict(replace(other, frame=frame))
    both = changed.merge(table, on=["partner", "item", "time"])
    before = both[both["time"] < DAYS - 1]
    np.testing.assert_allclose(before["mean_x"], before["mean_y"])


@pytest.mark.slow
def test_the_last_evening_can_be_gone_on_from(fitted: TheoryFit) -> None:
    current_state = fitted.current_state
    assert current_state.code == 0.0
    assert set(current_state.state) == {one.name for one in Theory().states}
    assert current_state.state["security"].shape == (len(current_state),)
    here = fitted.states.query("quantity == 'arousal' and partner == 'the other person'")["q50"].iloc[-1]
    assert np.median(current_state.state["arousal"][1]) == pytest.approx(here)
    assert current_state.couples[3].b.coping == current_state.traits["coping"][1, 3]
