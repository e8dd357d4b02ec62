"""Partners shuffled between couples: nobody keeps their own, nothing else changes."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.errors import PairbondError
from pairbond.predict._pseudo import back_home, derangements, how_many, pairings, repaired
from pairbond.predict.split import split

from ._made import diary


@given(st.integers(5, 40), st.integers(1, 20), st.integers(0, 2**31))
@settings(max_examples=60, deadline=None)
def test_derangements_leave_nobody_in_place_and_never_repeat(size, count, seed):
    found = derangements(size, count, seed)
    assert len(set(found)) == count
    for one in found:
        assert sorted(one) == list(range(size))
        assert all(i != j for i, j in enumerate(one))
    assert found == derangements(size, count, seed)
    assert found[:1] == derangements(size, 1, seed)  # more of them do not change the first


def test_every_derangement_is_equally_likely():
    drawn = [derangements(4, 1, seed)[0] for seed in range(1800)]
    counts = pd.Series(drawn).value_counts()
    assert len(counts) == 9
    assert ((counts - 200) ** 2 / 200).sum() < 26.1  # chi-squared, 8 degrees of freedom, 0.1 %


def test_there_are_only_so_many():
    assert [how_many(n) for n in range(6)] == [1, 0, 1, 2, 9, 44]
    assert len(set(derangements(4, 9, 0))) == 9
    with pytest.raises(PairbondError, match="4 couples can swap partners in 9 ways only"):
        derangements(4, 10, 0)


@given(st.integers(0, 1000))
@settings(max_examples=15, deadline=None)
def test_everybody_keeps_their_own_answers_and_their_own_cut(seed):
    data = split(diary(couples=7, missing=0.1, seed=seed), 7)
    way = pairings(data.diary.couples, 1, seed)[0]
    whole, known = repaired(data, way, False)
    assert whole.couples == data.diary.couples
    for new, old in ((whole, data.diary), (known, data.training)):
        columns = ["person", "time", "mood"]
        a, b = (d.frame[columns].sort_values(columns[:2], ignore_index=True) for d in (new, old))
        pd.testing.assert_frame_equal(a, b)
    beside = whole.frame.groupby("couple")["person"].unique()
    for couple, (zero, one) in beside.items():
        assert zero == f"{couple}p0"
        assert one == f"{way.stranger[couple]}p1" != f"{couple}p1"


def test_predictions_find_their_way_home():
    data = split(diary(couples=6), 7)
    way = pairings(data.diary.couples, 1, 0)[0]
    whole, _ = repaired(data, way, False)
    home = back_home(whole.frame, way, whole.partners[1])
    assert (home["person"].str.removesuffix("p0").str.removesuffix("p1") == home["couple"]).all()


def test_weekdays_agree_where_a_model_knows_them():
    data = split(diary(couples=9, days=35, dates=True), 7)
    way = pairings(data.diary.couples, 1, 4)[0]
    whole, _ = repaired(data, way, True)
    frame = whole.frame
    assert frame.groupby("couple")["time"].min().ge(0).all()
    weekday = (frame["date"].dt.day_of_week - frame["time"].round().astype(int)) % 7
    assert (weekday.groupby(frame["couple"]).nunique() == 1).all()
    plain, _ = repaired(data, way, False)
    both = plain.frame.merge(frame, on="person", suffixes=("", "_moved"))
    assert np.abs(both["time"] - both["time_moved"]).min() == 0
