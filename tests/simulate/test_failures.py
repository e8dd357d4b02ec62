"""A trajectory that breaks off is told and leaves the others alone."""

from __future__ import annotations

import numpy as np
import pytest

from pairbond.simulate import prepare, simulate
from pairbond.theory import Couple, Mechanism, Term, Theory
from pairbond.theory._spec import Constant

from ._couples import CYCLING, SECURE

# pushes the image without end where its gain is not 0, once the partners have known each other for a while
RUNAWAY = Mechanism(
    "runaway",
    r"\gamma_{run}",
    "An image that feeds on itself.",
    "test",
    params=(Constant("runaway_speed", 40.0),),
    terms=(Term("drift_image", "add", lambda m, q, p: p.runaway_speed * m.exp(q.own.image * q.own.image)),),
)
MODEL = Theory().with_(RUNAWAY)


def calm(couple: Couple) -> Couple:
    """The same couple without the runaway mechanism."""
    from dataclasses import replace

    return Couple(*(replace(p, gains={"runaway": 0.0}) for p in (couple.a, couple.b)))


@pytest.fixture
def batch() -> dict[str, Couple]:
    return {"x": calm(CYCLING), "y": CYCLING, "z": calm(SECURE)}


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["compiled", "plain"])
def test_the_batch_survives(batch: dict[str, Couple], engine: str) -> None:
    found = simulate(batch, days=12, theory=MODEL, engine=engine)
    alone = simulate({"x": batch["x"], "z": batch["z"]}, days=12, theory=MODEL, engine=engine)
    assert found.sel(couple=["x", "z"]).drop_vars("failed_day").equals(alone.drop_vars("failed_day"))
    assert np.isnan(found.failed_day.sel(couple=["x", "z"])).all()
    day = int(found.failed_day.sel(couple="y", draw=0))
    assert 1 <= day < 12
    broken = found.sel(couple="y", draw=0)
    assert np.isnan(broken.image.sel(day=slice(day, None))).all()
    assert np.isfinite(broken.image.sel(day=slice(0, day - 1))).all()


def test_why_and_how_to_see_it_again(batch: dict[str, Couple]) -> None:
    run = prepare(batch, 30, draws=2, seed=9, theory=MODEL)
    assert [(one.couple, one.draw) for one in run.failures] == [("y", 0), ("y", 1)]
    first = run.failures[1]
    assert "is not finite" in first.reason
    assert first.replay == "pairbond.simulate({'y': couple}, days=30, draws=[1], seed=9, theory=theory)"
    again = simulate({"y": batch["y"]}, days=30, draws=[1], seed=9, theory=MODEL)
    assert int(again.failed_day[0, 0]) == first.day
    assert first.replay in run.dataset().attrs["failures"]


def test_summaries_of_what_broke_off_are_missing(batch: dict[str, Couple]) -> None:
    shown = simulate(batch, days=30, record="summary", theory=MODEL)
    assert np.isnan(shown.mean_shame.sel(couple="y")).all()
    assert np.isfinite(shown.mean_shame.sel(couple="x")).all()


def test_nothing_is_marked_where_nothing_broke() -> None:
    assert prepare(CYCLING, 50).failures == ()
