"""Where diaries are cut, and what is refused."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pairbond.errors import PairbondError
from pairbond.inference import LinearModel
from pairbond.predict import compare
from pairbond.predict._models import chosen
from pairbond.predict.split import split

from ._made import diary


def test_the_last_days_of_each_couple_are_held_out():
    made = diary(couples=3, days=30)
    frame = made.frame
    short = replace(made, frame=frame[(frame["couple"] != "c1") | (frame["time"] < 25)].reset_index(drop=True))
    data = split(short, 7)
    held = data.cells[data.cells["held"]].groupby("couple")["time"].agg(["min", "max"])
    assert held.loc["c0"].tolist() == [23, 29]
    assert held.loc["c1"].tolist() == [18, 24]
    assert data.training.frame.groupby("couple")["time"].max().to_dict() == {"c0": 22, "c1": 17, "c2": 22}


def test_three_days_are_held_out_where_the_rest_is_enough():
    data = split(diary(couples=3, days=18), 3)
    assert data.training.frame.groupby("couple")["time"].max().to_dict() == {"c0": 14, "c1": 14, "c2": 14}
    with pytest.raises(PairbondError, match="prediction needs 17, 14 to learn from and 3 to predict"):
        split(diary(couples=3, days=16), 3)
    assert len(split(diary(couples=2, days=20), 0.25).training.frame) == 2 * 2 * 15


def test_whole_calendar_days_are_held_out_whatever_the_hour():
    made = diary(couples=4, days=30, dates=True)
    rng = np.random.default_rng(0)
    clock = pd.to_timedelta(rng.integers(-120, 120, len(made.frame)), unit="min") + pd.Timedelta(hours=21)
    frame = made.frame.assign(date=made.frame["date"].dt.normalize() + clock)
    first = frame.groupby("couple")["date"].transform("min")
    frame["time"] = (frame["date"] - first) / pd.Timedelta(days=1)
    data = split(replace(made, frame=frame), 7)
    held = data.cells[data.cells["held"]]
    assert (held["day"].min(), held["day"].max()) == (23, 29)
    assert (held.groupby(["couple", "partner"]).size() == 7).all()


def test_a_share_is_of_each_couples_own_span():
    data = split(diary(couples=2, days=41), 0.25)
    assert data.cuts == {"c0": 30.0, "c1": 30.0}


def test_cells_are_the_answers_in_the_order_of_the_tables_of_a_fit():
    data = split(diary(couples=12, days=28, missing=0.2), 7)
    cells = data.cells
    assert list(cells["couple"].unique()) == list(data.diary.couples)
    assert len(cells) == data.diary.frame["mood"].notna().sum()
    assert cells.groupby(["couple", "partner", "item"], sort=False)["time"].is_monotonic_increasing.all()


@pytest.mark.parametrize("holdout", [0, -3, float("nan"), True])
def test_no_length_is_refused(holdout):
    with pytest.raises(PairbondError, match=r"^holdout is a number of days or a share of the diary below 1, not .*\.$"):
        split(diary(), holdout)


def test_a_length_that_leaves_nothing_is_refused():
    with pytest.raises(PairbondError, match="holdout 400 leaves no days to learn from; the longest diary spans 28"):
        split(diary(), 400)
    with pytest.raises(PairbondError, match="holdout 24 leaves too little to learn from: No couple"):
        split(diary(), 24)


def test_a_short_diary_is_refused_in_the_words_of_the_minimum_data():
    with pytest.raises(PairbondError, match="prediction needs 21"):
        split(diary(days=15), 7)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"models": ["own-mean", "ar2"]}, "There is no model ar2 among the models to compare; the nearest is ar1."),
        (
            {"models": []},
            "models names none; there are own-mean, ar1, pooled, var, ct-var, gottman-murray, minimal and rinaldi.",
        ),
        ({"models": ["ar1", "ar1"]}, "models names one model twice; name each once."),
        ({"pseudo": -1}, "pseudo is a number of pairings, 0 or more, not -1."),
    ],
)
def test_bad_arguments_are_refused_in_one_sentence(arguments, words):
    with pytest.raises(PairbondError) as refused:
        compare(diary(), **arguments)
    assert str(refused.value) == words


def test_linear_models_are_compared_under_names_that_tell_them_apart():
    models = chosen(["pooled", "auto", LinearModel(trend=False), LinearModel("ct-var", order=2)], "var")
    assert [one.name for one in models] == ["pooled", "var", "var(trend=False)", "ct-var(order=2)"]
    assert models[2].model == LinearModel("var", trend=False)
    with pytest.raises(PairbondError, match="names one model twice"):
        chosen(["var", LinearModel()], "var")
