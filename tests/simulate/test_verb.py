"""What `simulate` gives back, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

import pairbond.simulate
from pairbond.errors import PairbondError
from pairbond.simulate import prepare, simulate
from pairbond.theory import Couple, Person, Theory

from ._couples import CYCLING, SECURE, random_couples


def test_one_couple_has_no_dimension_couple() -> None:
    found = simulate(CYCLING, days=20, draws=3)
    assert dict(found.image.sizes) == {"draw": 3, "partner": 2, "day": 21}
    assert dict(found.security.sizes) == {"draw": 3, "day": 21}
    assert found.day.attrs["units"] == "d"
    assert list(found.partner) == ["a", "b"]


def test_several_couples_keep_their_names() -> None:
    found = simulate({"cycling": CYCLING, "secure": SECURE}, days=10)
    assert list(found.couple.values) == ["cycling", "secure"]
    assert found.warmth.sel(couple="secure", partner="a", day=10, draw=0).size == 1


def test_every_variable_says_what_it_is() -> None:
    for record in ("daily", "summary"):
        found = simulate(CYCLING, days=3, record=record)
        for name, variable in found.data_vars.items():
            assert set(variable.attrs) >= {"units", "long_name", "symbol"}, name
            assert variable.attrs["long_name"], name
        assert found.attrs["seed"] == 0
        assert "pairbond" in found.attrs["made_by"]


def test_days_begin_at_the_meeting() -> None:
    found = simulate(CYCLING, days=5)
    assert found.felt_worth.sel(day=0, draw=0).values.tolist() == [0.2, 0.3]
    assert simulate(CYCLING, days=0).sizes["day"] == 1


def test_the_same_seed_gives_the_same_numbers() -> None:
    one, two, other = (simulate(CYCLING, days=30, seed=s) for s in (4, 4, 5))
    assert one.equals(two)
    assert not one.equals(other)


def test_a_couple_more_changes_nobody_else() -> None:
    couples = random_couples(9)
    few, many = simulate(couples[:4], days=60), simulate(couples, days=60)
    assert many.isel(couple=slice(4)).equals(few)
    alone = simulate(couples[0], days=60, draws=2)
    assert alone.isel(draw=0, drop=True).equals(few.isel(couple=0, draw=0, drop=True))
    third = simulate(couples[0], days=60, draws=[1])
    assert third.isel(draw=0, drop=True).equals(alone.isel(draw=1, drop=True))


def test_a_name_is_a_fate() -> None:
    one = simulate({"x": CYCLING}, days=30)
    two = simulate({"y": SECURE, "x": CYCLING}, days=30)
    assert two.sel(couple="x").equals(one.sel(couple="x"))


def test_a_mechanism_less_leaves_the_noise_as_it_is() -> None:
    """Common random numbers: the paths part slowly, not at once."""
    whole = simulate(SECURE, days=2).image
    less = simulate(SECURE, days=2, theory=Theory().without("envy")).image
    other = simulate(SECURE, days=2, seed=1).image
    assert float(np.abs(whole - less).max()) < 0.01 < float(np.abs(whole - other).max())


def test_only_the_names_asked_for_are_written_down() -> None:
    found = simulate(CYCLING, days=10, record=["pain", "image", "pain"])
    assert list(found.data_vars) == ["pain", "image", "failed_day"]
    daily = simulate(CYCLING, days=10)
    assert found.image.equals(daily.image)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"days": -1}, "nearest possible is 0"),
        ({"dt": 0.3}, "whole number of steps; the nearest is 0.333"),
        ({"dt": 0}, "the nearest is 0.25"),
        ({"draws": 0}, "nobody to simulate"),
        ({"engine": "fast"}, "one of auto, compiled, plain"),
        ({"precision": "half"}, "one of double, single"),
        ({"precision": "single", "engine": "plain"}, "'compiled'"),
        ({"record": "dayly"}, r"'daily', 'summary', 'summary\+quantiles' or a list"),
        ({"record": ["imige"]}, "the nearest is 'image'"),
        ({"couples": []}, "nobody to simulate"),
        ({"couples": Couple(Person(params={"tau_x": 1.0}), Person())}, "no parameter 'tau_x'"),
        ({"interventions": ["no contact"]}, "is no intervention"),
    ],
)
def test_what_is_refused_is_refused_in_a_sentence(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(PairbondError, match=words):
        simulate(**{"couples": CYCLING, "days": 5, **arguments})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("simulate([Person()], 5)", "couple 0 is Person; it has to be Couple(a=…, b=…), or model.couple(…)."),
        ("simulate(Couple(Person(), Person()), 2.5)", "days is 2.5; the nearest possible is 2."),
        ("simulate(Couple(Person(), Person()), float('nan'))", "days is nan; it has to be a whole number, 0 or more."),
        ("simulate(Couple(Person(), Person()), float('inf'))", "days is inf; it has to be a whole number, 0 or more."),
        (
            "simulate(Couple(Person(), Person()), 5, begin=Begin({}, day=float('nan')))",
            "the run begins on day nan and ends on day 5; it has to begin on a whole day from 0 to 5: "
            "the nearest is 5.",
        ),
    ],
)
def test_wrong_types_are_refused_in_a_sentence_too(call: str, words: str) -> None:
    # in a process of its own, where annotations are not checked
    code = (
        "from pairbond.theory import Couple, Person; from pairbond.simulate import Begin, simulate\n"
        f"from pairbond.errors import PairbondError\ntry: {call}\nexcept PairbondError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == words


def test_the_package_is_the_verb() -> None:
    assert pairbond.simulate(CYCLING, days=1).equals(simulate(CYCLING, days=1))


def test_no_jax_and_no_pandas_before_a_dataset_is_asked_for() -> None:
    code = (
        "import sys; from pairbond.simulate import prepare; from pairbond.theory import Couple, Person\n"
        "prepare(Couple(Person(), Person()), 30).arrays(); print({'jax', 'pandas', 'xarray'} & set(sys.modules))\n"
        "prepare(Couple(Person(), Person()), 30).dataset(); print('jax' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["set()", "False"]


def test_single_precision_is_single() -> None:
    assert prepare(CYCLING, 3, precision="single").arrays()["image"].dtype == np.float32
