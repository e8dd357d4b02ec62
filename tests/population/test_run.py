"""What has to hold of any population, whatever happens in it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pairbond.errors import PairbondError
from pairbond.population import Population, Protocol, simulate_population
from pairbond.theory import QUANTITIES

from .conftest import SMALL


def tables(found: Population) -> tuple[pd.DataFrame, ...]:
    return found.people, found.relationships, found.years, found.summary()


@pytest.mark.slow
def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(small: Population) -> None:
    again = simulate_population(people=80, years=30, seed=3, protocol=SMALL)
    for one, two in zip(tables(small), tables(again), strict=True):
        pd.testing.assert_frame_equal(one, two, check_exact=True)
    other = simulate_population(people=80, years=4, seed=4, protocol=SMALL)
    assert not np.allclose(other.people["inner_worth"][:80], small.people["inner_worth"][:80])


def test_nobody_is_in_two_relationships_at_once(small: Population) -> None:
    pairs = small.relationships
    sides = [pairs[[side, "begun_year", "ended_year"]].set_axis(["who", "begun", "ended"], axis=1) for side in "ab"]
    spells = pd.concat(sides).sort_values(["who", "begun"])
    spells["ended"] = spells["ended"].fillna(np.inf)
    before = spells.groupby("who")["ended"].shift()
    assert before.notna().sum() > 20
    assert not (spells["begun"] < before).any()
    assert (pairs["a"] < pairs["b"]).all()
    counted = spells["who"].value_counts().reindex(small.people["person"], fill_value=0)
    assert (counted.to_numpy() == small.people["relationships"].to_numpy()).all()


def test_traits_and_states_stay_in_their_ranges(small: Population) -> None:
    people = small.people
    raised = people[people["inner_worth"].notna()]
    for name, low in (("inner_worth", 0), ("integration", 0), ("coping", -1), ("anxiety", 0), ("avoidance", 0)):
        assert raised[name].between(low, 1).all(), name
    adults = people[people["adult"]]
    for column in [name for name in people if str(name).endswith("_now")]:
        one = QUANTITIES[str(column).removesuffix("_now")]
        assert adults[column].between(one.low, one.high).all(), column
    assert raised.filter(like="childhood_").apply(lambda x: x.between(0, 1)).all(axis=None)


def test_only_adults_alive_pair_and_have_children(small: Population) -> None:
    people, pairs = small.people, small.relationships
    died = (people["born_year"] + people["died_age"]).fillna(np.inf).to_numpy()
    for side in "ab":
        assert (pairs[f"age_{side}"] >= SMALL.coming_of_age).all()
        assert (pairs["begun_year"] <= died[pairs[side]]).all()
    children = people[people["parent_a"].notna()]
    assert len(children) > 20
    for side in ("parent_a", "parent_b"):
        assert (children["born_year"].to_numpy() <= died[children[side].to_numpy(int)] + SMALL.block / 365).all()
    assert pairs["children"].sum() == len(children)
    assert people["children"].sum() == 2 * len(children)


def test_relatives_do_not_pair(small: Population) -> None:
    pairs, parents = small.relationships, small.people[["parent_a", "parent_b"]].astype(float).to_numpy()
    a, b = pairs["a"].to_numpy(), pairs["b"].to_numpy()
    assert not (parents[a] == parents[b]).any()
    assert not (parents[a] == b[:, None]).any()
    assert not (parents[b] == a[:, None]).any()


def test_years_add_up(small: Population) -> None:
    years = small.years
    assert years["year"].iloc[-1] == pytest.approx(30, abs=0.01)
    assert years["begun"].sum() == len(small.relationships)
    assert (years["together"] <= years["in_relationship"]).all()
    assert (years["in_relationship"] <= years["adults"]).all()
    assert years["born"].sum() == small.people["parent_a"].notna().sum()


@pytest.mark.slow
def test_culture_reaches_its_end_and_childhoods_of_its_time() -> None:
    found = simulate_population(40, 12, 1, Protocol(entry_years=1, births=1, culture=0.0, culture_end=1.0))
    assert found.years["culture"].iloc[[0, -1]].tolist() == [0.0, 1.0]
    late = found.people["childhood_culture"].iloc[40:].dropna()
    assert late.gt(0.4).all()
    assert len(late)


@pytest.mark.parametrize(
    ("people", "years", "words"),
    [
        (1, 10, r"people is 1; .* the nearest is 2"),
        (2.5, 10, r"people is 2.5; it has to be a whole number"),
        (float("nan"), 10, r"people is nan"),
        (10, 0, r"years is 0; .* the nearest is 1"),
        (10, 1e6, r"years is 1e\+06; .* the nearest is 500"),
    ],
)
def test_impossible_numbers_are_refused_in_a_sentence(people: float, years: float, words: str) -> None:
    with pytest.raises(PairbondError, match=words):
        simulate_population(people, years)
