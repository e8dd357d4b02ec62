"""What the picture of a simulation says is counted from the run."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import xarray as xr

from pairbond.dynamics import PHASES
from pairbond.errors import PairbondError
from pairbond.plots import Mark, marks, simulation
from pairbond.plots.simulation import drawing
from pairbond.plots.simulation_phases import phases, spells, turns
from pairbond.simulate import simulate
from pairbond.theory import COUPLES
from pairbond.theory.interventions import HealthyAdult, NoContact

DAYS = 400


def wave(period: float, draws: int = 1, days: int = DAYS, shift: float = 0.0) -> xr.Dataset:
    """A made-up run: the image that a has of b goes up and down, that of b stays."""
    day = np.arange(days + 1)
    image = np.empty((draws, 2, days + 1))
    for draw in range(draws):
        image[draw, 0] = np.cos(2 * np.pi * (day + shift * draw) / period)
    image[:, 1] = 1.0
    person = ("draw", "partner", "day")
    zero = np.zeros_like(image)
    return xr.Dataset(
        {
            "image": (person, image), "pursuit": (person, zero), "grief": (person, zero), "load": (person, zero + 0.5),
            "code": (("draw", "day"), zero[:, 0]), "contact": (("draw", "day"), zero[:, 0] + 1.0),
            "failed_day": (("draw",), np.full(draws, np.nan)),
        },
        {"draw": np.arange(draws), "partner": ["a", "b"], "day": day},
    )  # fmt: skip


def shown(found: xr.Dataset, **more: object) -> str:
    return drawing(found, show=("image", "load"), **more).title  # type: ignore[arg-type]


def test_turns_are_those_that_were_put_in() -> None:
    turn = turns(phases(wave(50)))
    assert turn.partner == "a"
    assert len(turn.falls[0]) == 8
    assert set(turn.periods) == {50.0}
    assert turns(phases(wave(50).reindex(partner=["b", "a"]))).partner == "a"


def test_a_turn_with_a_separation_in_it_has_no_duration() -> None:
    found = wave(50)
    found.code[:, 130:160] = 1
    turn = turns(phases(found))
    assert set(turn.periods) == {50.0}
    assert len(turn.periods) < 7


def test_the_title_counts() -> None:
    assert shown(wave(50)) == "a's image of b falls 8 times in 400 days, about every 50 days"
    assert shown(wave(50), names={"a": "Ada", "b": "b: anxious"}).startswith("Ada's image of b falls")
    assert shown(wave(50, draws=3, shift=7)) == "a's image of b falls again and again, about every 50 days"


def test_too_little_to_count_gives_the_variables() -> None:
    assert shown(wave(190)) == "Image of the partner, allostatic load over 400 days"
    assert shown(wave(1e9)) == "Nobody's image of the other falls while they are together, in 400 days"
    assert drawing(wave(50), show=("load",)).title == "Allostatic load over 400 days"


def test_what_is_done_divides_the_count() -> None:
    done = marks([NoContact(start=130)])
    assert shown(wave(50), interventions=done) == (
        "a's image of b falls 3 times before day 130 (no contact), 5 times in the 270 days after"
    )


def test_agreed_silence_is_a_phase_apart() -> None:
    found = wave(50)
    found.contact[:, 130:160] = 0
    read = phases(found)
    assert (read.couple[130:160] == PHASES.index("apart")).all()
    assert not read.together[130:160].any()
    assert read.together[160:].all()


def test_marks_say_who_how_fully_and_how_often() -> None:
    one, two = marks([HealthyAdult(who="b", start=3, dose=0.5), NoContact(adherence=0.8, end=9)])
    assert one == Mark("healthy-adult stance", "b", 3.0, float("inf"), "dose 0.5")
    assert one.words({"a": "a", "b": "Ben"}) == "healthy-adult stance (Ben; dose 0.5)"
    assert two.words({"a": "a", "b": "b"}) == "no contact (both; on 80 % of days)"


def test_lanes_cover_every_day_once() -> None:
    read = phases(simulate(COUPLES["closed-circuit"], 300))
    found = list(spells(read.day, read.couple[:, 0]))
    assert found[0][1] == 0
    assert found[-1][2] == 300
    assert all(one[2] == two[1] and one[0] != two[0] for one, two in itertools.pairwise(found))
    days = {name: sum(end - first for kind, first, end in found if kind == name) for name in PHASES}
    counted = {name: int((read.couple[:-1, 0] == k).sum()) for k, name in enumerate(PHASES)}
    assert days == counted


def test_the_numbers_are_those_of_the_run() -> None:
    found = simulate(COUPLES["closed-circuit"], 60, 9)
    table = simulation(found, show=("arousal",)).numbers
    b = table[table.partner == "b"]
    values = found.arousal.sel(partner="b")
    assert b.arousal.to_numpy() == pytest.approx(values.isel(draw=0).values)
    assert b.arousal_q95.to_numpy() == pytest.approx(values.quantile(0.95, "draw").values)
    assert b.share_together.to_numpy() == pytest.approx((found.code < 0.5).mean("draw").values)


def test_runs_that_broke_off_are_left_out_and_counted() -> None:
    found = wave(50, draws=3)
    found.failed_day[1] = 10
    assert "1 that broke off is left out." in drawing(found, show=("image",)).note
    found.failed_day[:] = 10
    with pytest.raises(PairbondError, match="every run broke off"):
        drawing(found, show=("image",))


def test_what_is_missing_is_named() -> None:
    with pytest.raises(PairbondError, match="needs pursuit of every day"):
        simulation(simulate(COUPLES["secure"], 5, record=["image", "grief", "code"]), show=("image",))
    with pytest.raises(PairbondError, match="shows one couple"):
        simulation(simulate({"x": COUPLES["secure"]}, 5))
