"""A model of a few equations, fitted to a couple's diary: recovery, predictions, refusals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pairbond.diary import Diary, Item, diary_from_frame
from pairbond.errors import PairbondError
from pairbond.inference.filtered import FilteredFit, fit_model, simulated_diary
from pairbond.inference.filtered._panel import panel
from pairbond.model import CoupleModel, State
from pairbond.rivals import RIVALS

TRUE = {
    "rinaldi": {"oblivion": (0.4, 0.6), "reactiveness": (0.3, 0.1), "attraction": (0.1, -0.05), "noise": (0.2, 0.25)},
    "gottman-murray": {
        "inertia": (0.5, 0.2), "own_level": (0.1, -0.1), "positive_influence": (0.1, 0.5),
        "negative_influence": (0.4, 0.0), "noise": (0.2, 0.25),
    },
    "minimal": {
        "splitting": (0.9, -0.2), "difference": (1.6, 0.4), "image_time": (3.0, 6.0), "hope_time": (40.0, 30.0),
        "voice_steepness": (2.0, 10.0), "hunger_pull": (0.3, 0.1), "hunger_time": (15.0, 20.0), "noise": (0.08, 0.1),
    },
}  # fmt: skip


@pytest.fixture(scope="module", params=list(RIVALS))
def fitted(request: pytest.FixtureRequest) -> FilteredFit:
    model = RIVALS[request.param]
    true = TRUE.get(model.name, {})
    return fit_model(simulated_diary(model.couple(**true), 80, seed=1, missing=0.1), model, draws=200)


@pytest.mark.slow
def test_the_diary_of_a_known_couple_gives_it_back(fitted: FilteredFit) -> None:
    """At most one of 8 or 10 parameters outside of its 98 % interval (two and more have a chance of .02)."""
    table = fitted.parameters[fitted.parameters["item"] == ""]
    values = TRUE.get(fitted.model.name, {})
    default = {one.name: one.default for one in fitted.model.parameters}
    true = [
        np.atleast_1d(values.get(name, default[name]))[int(p == "b") if name in values else 0]
        for name, p in zip(table["name"], table["partner"], strict=True)
    ]
    low, high = np.quantile(fitted.layout.values(fitted.draws)[:, : len(true)], (0.01, 0.99), axis=0)
    assert ((low > true) | (high < true)).sum() <= 1
    assert fitted.diagnostics["trusted"]
    assert table.loc[table["name"] == "noise", "contraction"].gt(0.5).all()  # some of it the diary does tell


@pytest.mark.slow
def test_what_a_fit_gives(fitted: FilteredFit) -> None:
    assert fitted.model.name in repr(fitted)
    assert fitted.problem == ""
    assert len(repr(fitted)) < 120
    assert set(fitted.summary()["partner"]) <= {"a", "b", "both"}
    assert fitted.states["time"].max() == fitted.panel.time[-1]
    step = fitted.one_step
    assert len(step) == fitted.panel.seen.sum()
    z = ((step["value"] - step["mean"]) / step["sd"]).to_numpy()
    assert 0.75 < z.std() < 1.25
    normal = -0.5 * z**2 - np.log(step["sd"].to_numpy() * np.sqrt(2 * np.pi))
    assert step["logdensity"].to_numpy() == pytest.approx(normal, abs=0.6)
    rows = fitted.diary.frame
    early = replace(fitted.diary, frame=rows[rows["time"] <= 50].reset_index(drop=True))
    both = fitted.predict(early).merge(step, on=["partner", "item", "time"])
    assert len(both) == (step["time"] <= 50).sum()
    assert both["mean_x"].to_numpy() == pytest.approx(both["mean_y"].to_numpy())  # no later answer is seen


def simple(**columns: list[float]) -> Diary:
    rows = len(next(iter(columns.values())))
    times = {"time": np.arange(rows, dtype=float)} if "time" not in columns else {}
    frame = pd.DataFrame({"couple": "1", "partner": 0, **times, **columns})
    names = [name for name in columns if name not in ("time", "partner", "couple")]
    return diary_from_frame(frame, [Item(name, kind="continuous", low=0, high=6) for name in names])


ANSWERS = [3.0, 4.0, 2.0, 5.0, 3.0, 4.0, 2.0, 3.0, 5.0, 4.0, 3.0, 2.0]


@pytest.mark.parametrize(
    ("made", "settings", "sentence"),
    [
        (simple(warmth=ANSWERS, calm=ANSWERS), {}, r"no item of this .*readings=\{'warmth': 'feeling'\}"),
        (simple(warmth=ANSWERS), {"readings": {"warm": "feeling"}}, "no item 'warm'; did you mean 'warmth'"),
        (simple(warmth=ANSWERS), {"readings": {"warmth": "feelin"}}, "no readout .* 'feelin'; did you mean 'feeling'"),
        (simple(warmth=ANSWERS[:6]), {}, "answered on 6 occasions; .* needs 10 at least"),
        (simple(warmth=ANSWERS), {"couple": "7"}, "no couple 7"),
        (simple(warmth=ANSWERS), {"method": "fast"}, "method is 'fast'; .* knows 'quick' and 'full'"),
        (simple(warmth=ANSWERS, time=[i / 10 for i in range(12)]), {}, "several entries .* within a step of 0.25"),
        (simple(warmth=ANSWERS, time=[*range(11), 2e4]), {}, "spans 80001 steps"),
        (simple(warmth=ANSWERS * 2, couple=[*"1" * 12, *"2" * 12], time=[*range(12)] * 2), {}, "like couple='1'"),
    ],
)  # fmt: skip
def test_what_cannot_be_fitted_is_refused_in_a_sentence(made: Diary, settings: dict, sentence: str) -> None:
    with pytest.raises(PairbondError, match=sentence):
        fit_model(made, RIVALS["rinaldi"], **settings)


@pytest.mark.slow
def test_a_model_without_noise_and_one_writer_come_to_an_end() -> None:
    still = CoupleModel(
        "still", "a model without noise", "It stays.", "", "map", (State("warmth", "warmth"),),
        RIVALS["rinaldi"].parameters[:1], lambda m, x, u, p: {"warmth": (1.0 - 0.1 * p.oblivion) * x.warmth},
    )  # fmt: skip
    found = fit_model(simple(warmth=ANSWERS), still, starts=2, draws=50)
    assert found.parameters["partner"].tolist() == ["partner 1", "partner 2", "partner 1"]
    other = found.parameters.iloc[1]  # nothing is known of a partner who does not write
    assert other["contraction"] < 0.3


@pytest.mark.slow
def test_answers_at_an_end_of_the_scale_are_no_result() -> None:
    model = RIVALS["gottman-murray"]
    high = simulated_diary(model.couple(own_level=0.5, inertia=0.5), 30)
    found = fit_model(high, model, starts=1, draws=50)
    assert "lie at an end of the scale" in found.problem
    assert "no result" in repr(found)


def test_an_answer_about_danger_is_read_only_if_somebody_asks() -> None:
    made = simple(feeling=ANSWERS, calm=ANSWERS[::-1])
    danger, calm = replace(made.items[0], danger=True), made.items[1]
    made = replace(made, items=(danger, calm), available=())
    model = RIVALS["rinaldi"]
    assert {one.item for one in panel(made, model, None, {}).columns} == {"calm"}
    assert {one.item for one in panel(made, model, None, {"feeling": "feeling"}).columns} == {"feeling"}
