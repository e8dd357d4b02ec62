"""What is known before anything is fitted: questions, and the order of days."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.assess import _daily, _prerequisites, assessed_by_default
from pairbond.diary import Diary, example_diary, help_first
from pairbond.inference.theory.panel import Panel

from ._made import noise, only, shuffled, simulated, with_danger


def days(diary: Diary) -> Panel:
    return _daily.read(_daily.daily(diary, diary.couples[0]), diary.couples[0])


@pytest.mark.slow
def test_days_in_their_order_are_inferred_from_the_same_days_shuffled() -> None:
    for partner in simulated().partners:
        assert _prerequisites.order(days(simulated()), partner, 0) <= 0.001
        assert min(_prerequisites.order(days(shuffled(simulated(), seed)), partner, 0) for seed in range(10)) > 0.001


@pytest.mark.slow
def test_noise_has_no_order() -> None:
    probabilities = np.array(
        [_prerequisites.order(days(noise(seed)), p, 0) for seed in range(15) for p in noise(0).partners]
    )
    assert probabilities.min() > 0.001
    assert 0.2 < probabilities.mean() < 0.8, "the chance of a permutation test is even where there is nothing"


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), share=st.floats(0.0, 0.6))
def test_the_chance_of_order_knows_nothing_of_scale(seed: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    one = days(noise(1, 30))
    kept = one.seen & (rng.uniform(size=one.seen.shape) >= share)
    plain = Panel(one.couple, one.columns, one.y, kept, one.code, one.contact_recorded, one.first_day,
                  partners=one.partners)  # fmt: skip
    other = Panel(one.couple, one.columns, 3.0 * one.y + 1.0, kept, one.code, one.contact_recorded, one.first_day,
                  partners=one.partners)  # fmt: skip
    first, second = (_prerequisites.order(x, one.partners[0], 5) for x in (plain, other))
    assert 0 < first <= 1
    assert first == pytest.approx(second, abs=0.005)


def test_mood_counts_as_nothing_about_the_bond() -> None:
    mood = days(only(simulated(), "calm", "exhaustion", "own_memory"))
    assert _prerequisites.on_the_bond(mood, mood.partners[0]) == ()
    assert "closeness" in _prerequisites.missing(mood, mood.partners[0])
    assert _prerequisites.missing(days(simulated()), simulated().partners[0]) == ()


def test_the_theory_is_asked_of_one_couple_with_our_questions() -> None:
    assert assessed_by_default(simulated())
    assert not assessed_by_default(simulated(15)), "too few days to keep some back"
    real = example_diary("barkalifa_sample1")
    assert not assessed_by_default(real)
    assert not assessed_by_default(real.select(real.couples[:1])), "none of its scales is one of ours"


def test_what_was_written_about_fear_is_not_read() -> None:
    quiet, afraid = (_daily.daily(with_danger(simulated(), level), simulated().couples[0]) for level in (0.0, 6.0))
    one, other = (_daily.read(d, simulated().couples[0]) for d in (quiet, afraid))
    assert [c.item for c in one.columns] == [c.item for c in other.columns]
    assert not any("afraid" in c.item for c in one.columns)
    np.testing.assert_array_equal(one.y, other.y)
    assert any(item.danger for item in afraid.available), "the rules about help still see it"


def test_several_entries_a_day_become_one() -> None:
    diary = simulated(20)
    frame = diary.frame.copy()
    twice = frame[frame["partner"] == diary.partners[0]].assign(time=lambda f: f["time"] + 0.3, calm=0.0)
    dense = type(diary)(**{**diary.__dict__, "frame": _sorted(frame, twice)})
    daily = _daily.daily(dense, diary.couples[0])
    assert len(daily.frame) == len(frame)
    mine = frame[frame["partner"] == diary.partners[0]]["calm"].to_numpy() / 2
    there = np.isfinite(mine)
    np.testing.assert_allclose(
        daily.frame[daily.frame["partner"] == daily.partners[0]]["calm"].to_numpy()[there], mine[there]
    )


def test_the_last_yes_or_no_of_a_day_counts() -> None:
    diary = simulated(20)
    name = next(item.name for item in diary.available if item.kind == "binary")
    turned = diary.frame.assign(**{"time": diary.frame["time"] + 0.3, name: 1.0 - diary.frame[name]})
    twice = replace(diary, frame=_sorted(diary.frame, turned))
    couple = diary.couples[0]
    np.testing.assert_array_equal(_daily.daily(twice, couple).frame[name], turned[name])


@pytest.mark.parametrize("higher", ["worse", "better"])
def test_a_calm_entry_takes_nothing_off_a_fear_of_the_same_day(higher: str) -> None:
    diary = with_danger(simulated(20), 6.0 if higher == "worse" else 0.0)
    *others, asked = diary.available
    calm = diary.frame.assign(time=lambda f: f["time"] + 0.3, afraid=0.0 if higher == "worse" else 6.0)
    items = (*others, replace(asked, higher=higher))
    twice = replace(diary, frame=_sorted(diary.frame, calm), available=items)
    couple = diary.couples[0]
    assert help_first(twice, couple)
    assert help_first(_daily.daily(twice, couple), couple)


def _sorted(*frames):  # type: ignore[no-untyped-def]
    import pandas as pd

    return pd.concat(frames).sort_values(["couple", "partner", "time"], ignore_index=True)
