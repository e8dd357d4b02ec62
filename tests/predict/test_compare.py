"""The whole comparison on small diaries whose truth is known."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pairbond.inference import Fit, LinearModel
from pairbond.inference._spec import complete
from pairbond.predict import Comparison, _strangers, compare
from pairbond.predict._models import MODELS
from pairbond.predict._tables import Scored, tables_of
from pairbond.predict.split import split

from ._made import diary

ALL = ["own-mean", "ar1", "pooled", "var"]


@pytest.fixture(scope="session")
def influenced() -> Comparison:
    return compare(diary(across=0.6, own=0.1, seed=5), pseudo=6)


@pytest.fixture(scope="session")
def independent() -> Comparison:
    return compare(diary(across=0.0, own=0.4, seed=6), pseudo=6)


def paired(found: Comparison, model: str, against: str) -> pd.Series:
    table = found.paired
    return table[(table["model"] == model) & (table["against"] == against)].iloc[0]


def short(thing: object) -> bool:
    return len(repr(thing)) < 250 and "\n" not in repr(thing)


@pytest.mark.slow
def test_a_comparison_is_called_in_one_short_line(influenced: Comparison) -> None:
    assert short(influenced)
    assert "var highest" in repr(influenced)


@pytest.mark.slow
def test_influence_that_was_put_in_is_found(influenced):
    for against in ("ar1", "own-mean", "pooled"):
        assert paired(influenced, "var", against)["q05"] > 0
    assert paired(influenced, "var", "pseudo-couples")["q05"] > 0
    assert (influenced.pseudo["difference"] > 0).all()
    assert influenced.settings["real_above"] == 6


@pytest.mark.slow
def test_partners_who_go_their_own_ways_gain_nothing(independent):
    gain = paired(independent, "var", "pseudo-couples")
    assert gain["q05"] < 0.02
    assert abs(gain["difference"]) < 0.04
    assert paired(independent, "var", "ar1")["q05"] < 0.05


@pytest.mark.slow
def test_days_without_carry_over_are_predicted_no_better_for_knowing_yesterday():
    """What pooling over couples gains, the baseline gains as well; only what carries over counts."""
    found = compare(diary(couples=12, days=21, own=0.0, seed=8), pseudo=0)
    assert paired(found, "var", "pooled")["q05"] <= 0


@pytest.mark.slow
def test_all_models_are_scored_on_the_same_answers(influenced):
    keys = ["couple", "partner", "item", "time", "value"]
    tables = [rows[keys].reset_index(drop=True) for _, rows in influenced.cells.groupby("model", sort=False)]
    assert list(influenced.scores["model"]) == [*ALL, "pseudo-couples"]
    assert len(tables) == 4
    for other in tables[1:]:
        pd.testing.assert_frame_equal(tables[0], other)
    assert len(tables[0]) == 6 * 2 * 7 == influenced.settings["cells"]
    assert (influenced.scores["cells"] == 84).all()


@pytest.mark.slow
def test_tables_agree_with_each_other(influenced):
    cells = influenced.cells
    for row in influenced.scores.head(4).itertuples():
        mine = cells[cells["model"] == row.model]
        assert row.elpd == pytest.approx(mine["logdensity"].sum())
        assert row.rmse == pytest.approx(np.sqrt(((mine["value"] - mine["mean"]) ** 2).mean()))
    by = influenced.by_couple[influenced.by_couple["model"] == "ar1"]
    total = influenced.scores.set_index("model").loc["ar1", "elpd"]
    assert (by["mean_logscore"] * by["cells"]).sum() == pytest.approx(total)
    scores = influenced.scores.set_index("model")["mean_logscore"]
    assert paired(influenced, "var", "ar1")["difference"] == pytest.approx(scores["var"] - scores["ar1"])
    assert scores["pseudo-couples"] == pytest.approx(influenced.pseudo["mean_logscore"].mean())


@pytest.mark.slow
def test_equal_models_have_equal_scores(influenced):
    one = influenced.cells[influenced.cells["model"] == "var"].reset_index(drop=True)
    twins = [Scored.of(name, name, one, one) for name in ("a", "b")]
    found = tables_of(twins, [one, one], "b", 0)
    assert found["scores"]["mean_logscore"].nunique() == 1
    assert (found["paired"].drop(columns=["model", "against"]) == 0).all().all()
    assert (found["pseudo"]["difference"] == 0).all()


@pytest.mark.parametrize("name", ALL)
def test_held_out_answers_change_no_parameter_and_nothing_before_them(name):
    made = diary(across=0.6, own=0.1, seed=5)
    frame = made.frame.copy()
    when = (frame["couple"] == "c2") & (frame["partner"] == "partner 2") & (frame["time"] == 24)
    frame.loc[when, "mood"] += 5.0
    one, two = split(made, 7), split(replace(made, frame=frame), 7)
    a, b = (MODELS[name].predict(data, 0, None) for data in (one, two))
    if a.fit is not None and b.fit is not None:
        assert one.training == two.training
        np.testing.assert_array_equal(a.fit.posterior.mode["shared"], b.fit.posterior.mode["shared"])
        np.testing.assert_array_equal(a.fit.draws["phi"], b.fit.draws["phi"])
    changed = a.table["mean"].to_numpy() != b.table["mean"].to_numpy()
    changed &= ~(a.table["mean"].isna() & b.table["mean"].isna()).to_numpy()
    cells = one.cells
    assert (cells.loc[changed, "couple"] == "c2").all()
    assert (cells.loc[changed, "time"] > 24).all()
    if name not in ("own-mean", "pooled"):
        assert 25 in set(cells.loc[changed, "time"])
    if name.endswith("var"):  # the partner's next day feels it, too
        assert set(cells.loc[changed & (cells["time"] == 25), "partner"]) == {"partner 1", "partner 2"}


def test_one_couple_has_no_strangers():
    found = compare(diary(couples=1, days=28), ["own-mean", "ct-var"])
    assert found.pseudo is None
    assert list(found.scores["model"]) == ["own-mean", "ct-var"]
    assert found.settings["drawn"] == "days"


@pytest.mark.slow
def test_one_writer_has_no_strangers():
    assert compare(diary(writers=1), ["ar1", "ct-var"]).pseudo is None


def test_a_model_that_these_days_do_not_allow_is_left_out_with_its_reason():
    made = diary(couples=2, days=60)
    twice = replace(made, frame=made.frame.assign(time=made.frame["time"] / 2))
    found = compare(twice, ["ar1", "var"])
    assert list(found.scores["model"]) == ["ar1"]
    assert "more than one entry" in found.settings["left_out"]["var"]


@pytest.mark.slow
def test_progress_is_reported_and_time_is_kept(influenced):
    said: list[object] = []
    found = compare(diary(couples=2), ["own-mean", "ar1"], progress=lambda *words: said.append(words))
    assert said == [
        ("predicting the held-out days: own mean",),
        ("predicting the held-out days: yesterday's rating",),
    ]
    assert set(found.timing) == {"compile", "own-mean", "ar1", "intervals"}
    assert {"var", "pooled", "pseudo-couples"} <= set(influenced.timing)


@pytest.mark.parametrize(("name", "enough"), [("treated", False), ("stress", True)])
def test_what_partners_share_strangers_do_not(name, enough):
    """A treatment of one couple would be two values for two strangers, so partners are not shuffled."""
    made = diary()
    frame, rng = made.frame, np.random.default_rng(0)
    even = frame["couple"].rank(method="dense") % 2 == 0
    frame = frame.assign(treated=(even & (frame["time"] > 10)) * 1.0, stress=rng.normal(size=len(frame)))
    with_one = replace(made, frame=frame, covariates=(name,))
    whole = complete(with_one, LinearModel())[1]
    data = split(with_one, 5)
    begun = object.__new__(Fit)
    object.__setattr__(begun, "spec", whole)
    assert _strangers.enough(data, begun) == enough
    # a fit that goes on from another keeps its inputs, whatever its own diary would ask for
    assert complete(made, LinearModel(), inputs=whole.inputs)[1].inputs == whole.inputs
