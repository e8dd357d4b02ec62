"""What cannot be fitted is refused in one sentence that names the culprit, before any work is done."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from jaxtyping import config

import pairbond
from pairbond.diary import Diary, diary_from_frame
from pairbond.errors import PairbondError
from pairbond.inference import Fit, LinearModel, fit_many


def diary(change: Any = None, days: int = 20) -> Diary:
    """Two couples, two items; ``change`` may spoil the table."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(
        [
            {"couple": c, "person": f"{c}{p}", "partner": p, "time": float(t), "calm": a, "trust": b}
            for c in ("1", "2")
            for p in (0, 1)
            for t, (a, b) in enumerate(rng.normal(size=(days, 2)))
        ]
    )
    return diary_from_frame(frame if change is None else change(frame), ["calm", "trust"], partners=("ann", "ben"))


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            {"kind": "ct_var"},
            "model 'ct_var' is not known; the nearest is 'ct-var' (of auto, ct-var, var).",
        ),
        (
            {"initial": "stationery"},
            "initial 'stationery' is not known; the nearest is 'stationary' (of stationary, free).",
        ),
        ({"units": "couple"}, "units 'couple' is not known; the nearest is 'couples' (of couples, single)."),
        ({"prior": "flatt"}, "prior 'flatt' is not known; the nearest is 'flat' (of weak, flat)."),
        ({"prior_scale": 0}, "prior_scale must be a positive number, such as 0.5 or 2, not 0."),
        ({"prior_scale": float("nan")}, "prior_scale must be a positive number, such as 0.5 or 2, not nan."),
        ({"prior_scale": 2, "prior": "flat"}, 'a flat prior has no width: prior_scale is for prior="weak".'),
        ({"scaling": "persons"}, "scaling 'persons' is not known; the nearest is 'person' (of pooled, person, none)."),
        ({"order": 3}, "order 3 is not known; choose 1 (drifts back) or 2 (can swing)."),
        (
            {"random": ("means",)},
            "random effect 'means' is not known; the nearest is 'mean' "
            "(of mean, inertia, influence, variability, trend, lags).",
        ),
        ({"trend": "no"}, "trend is True or False, not 'no'."),
        ({"weekday": 1}, "weekday is True or False, or None to leave it to the diary, not 1."),
    ],
)
def test_linear_models_that_do_not_exist(
    settings: dict[str, Any], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "jaxtyping_disable", True)  # as for a user, whose types nobody checks
    with pytest.raises(PairbondError) as refused:
        LinearModel(**settings)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            {"model": "ct_var"},
            "model 'ct_var' is not known; the nearest is 'ct-var' (of auto, ct-var, var, theory, gottman-murray, "
            "minimal, rinaldi).",
        ),
        ({"method": "fast"}, "method 'fast' is not known; the nearest is 'full' (of normal, quick, full)."),
        ({"starts": 0}, "starts must be at least 1, not 0."),
        ({"draws": 10}, "draws must be at least 50, not 10."),
        ({"model": LinearModel(weekday=True)}, "weekday=True needs dates; this diary has day numbers only."),
    ],
)
def test_settings(settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(PairbondError) as refused:
        pairbond.fit(diary(), **settings)
    assert str(refused.value) == sentence


def test_a_linear_model_describes_itself_as_any_model_does() -> None:
    plain, other = LinearModel("ct-var"), LinearModel("var", random=("mean",), dynamics=False)
    assert (plain.name, plain.clock, plain.can) == ("ct-var", "flow", {"linear", "noise"})
    assert LinearModel().clock is None
    assert other.name == "var(dynamics=False, random=('mean',))"
    assert other.label == "linear model, entry by entry, nothing carries over"
    assert "inertia" in plain.quantities
    assert "inertia" not in other.quantities
    assert plain == LinearModel("ct-var", prior_scale=1)
    assert plain.hash == LinearModel("ct-var").hash != other.hash
    with pytest.raises(AttributeError):
        plain.trend = False  # type: ignore[misc]


def test_an_item_that_does_not_exist_is_named_with_its_neighbour() -> None:
    with pytest.raises(PairbondError, match=r"clam.*calm"):
        pairbond.fit(diary().with_items(["clam"]))


def test_an_item_that_never_changes_within_anybody() -> None:
    def constant_within(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(trust=frame["partner"] + 1.0)

    with pytest.raises(PairbondError) as refused:
        pairbond.fit(diary(constant_within))
    assert str(refused.value) == "item trust (nearly) never changes within a person; leave it out of the diary's items."


def test_two_entries_a_day_are_for_continuous_time_only() -> None:
    def halved(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(time=frame["time"] / 2)

    with pytest.raises(PairbondError) as refused:
        pairbond.fit(diary(halved), model="var")
    assert str(refused.value) == (
        "couple 1, person 10 has more than one entry on day 0, as on 100% of all days with entries; "
        'the discrete-time model "var" takes one a day: use model="ct-var"'
    )


def test_starts_of_another_model() -> None:
    with pytest.raises(PairbondError, match=r"start_values have 3 columns; the model has \d+ parameters\."):
        pairbond.fit(diary(), LinearModel(units="single"), start_values=np.zeros((2, 3)))


def test_no_diary() -> None:
    with pytest.raises(PairbondError) as refused:
        fit_many([])
    assert str(refused.value) == "there is no diary to fit."


def test_a_start_that_explodes_is_named_with_value_and_row() -> None:
    """A person who carries five times each day's mood into the next has no settled variance."""
    model = LinearModel("var", units="single", trend=False, means=False)
    # lags of own moods, of the other's, sds of shocks, their correlation
    start = np.array([[5.0, 0.3, 0.0, 0.0, 0.0, 0.0, 0.0]])
    with pytest.raises(PairbondError) as refused:
        pairbond.fit(diary().with_items(["calm"]), model, start_values=start)
    assert str(refused.value) == (
        "With lag[ann.calm<-ann.calm] = 5 the two would carry each other away without bound, "
        "first for couple 1, day 0 (row 1 of its diary); start nearer to the default 0.3."
    )


def test_files_that_are_no_fits(tmp_path: Path) -> None:
    missing, text, older = tmp_path / "none.fit", tmp_path / "text.fit", tmp_path / "older.fit"
    text.write_text("no zip")
    with zipfile.ZipFile(older, "w") as z:
        z.writestr("diary.csv", "couple\n")
    for path, words in (
        (missing, f"There is no file {missing}."),
        (text, "text.fit is not a fit that pairbond saved: it is damaged (File is not a zip file)."),
        (older, "older.fit is not a fit that pairbond saved: it holds no fit.json."),
    ):
        with pytest.raises(PairbondError) as refused:
            Fit.load(path)
        assert str(refused.value) == words
