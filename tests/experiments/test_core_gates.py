"""The core's gates, each criterion by itself: what is met stays met, what is missed is expected to be missed.

A criterion that comes to be met makes its test fail until it leaves the list; the table has to agree with the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd
import pytest
from science._results import FOLDER
from science.gates import GATES
from science.gates._gate import Criterion, Estimate, Setting
from science.gates.populations import COUPLES, SEEDS
from science.heads import head

from pairbond.theory import Theory
from pairbond.theory.repairs import repaired

WITHOUT, WITH = "without", "with"
Key = tuple[str, str, str]
# the value of each criterion that is missed, 200 couples of the development seed
MISSED: Mapping[str, Mapping[Key, float]] = {
    "core_gates": {
        ("W", "rises_above_former_mean", WITHOUT): 0,
        ("W", "above_own_twin", WITHOUT): 0,
        ("W", "rises_above_former_mean", WITH): 0,
        ("W", "above_own_twin", WITH): 0,
        ("W", "one_contact", WITH): 0.0082611,
        ("P", "lead_2", WITHOUT): -0.035386,
        ("P", "lead_4", WITHOUT): -0.055825,
        ("P", "lead_6", WITHOUT): -0.052182,
        ("P", "lead_3_2", WITHOUT): -0.033388,
        ("P", "lead_2", WITH): -0.026516,
        ("P", "lead_4", WITH): -0.039435,
        ("P", "lead_6", WITH): -0.037466,
        ("P", "lead_3_2", WITH): -0.023556,
        ("G", "n_stops", WITHOUT): 0.29299,
        ("G", "n_stops_raised", WITHOUT): 0.3758,
        ("G", "ordinary_ratio", WITHOUT): 0.77707,
        ("G", "n_turns_left", WITH): 0.79292,
        ("G", "n_follows", WITH): 0,
        ("G", "ordinary_ratio", WITH): 0.995,
        ("G", "projections_off", WITH): 0.01095,
        ("C", "image_below_0", WITHOUT): 0,
        ("C", "angry", WITHOUT): 0,
        ("C", "arousal_fusion", WITHOUT): 0.65157,
        ("C", "demand_peak", WITHOUT): 69,
        ("C", "angry", WITH): 0,
        ("C", "arousal_fusion", WITH): 0.67574,
        ("C", "demand_peak", WITH): 71,
        ("C", "secure_image_below_0", WITH): 0.8,
        ("L", "hostility_left", WITHOUT): 0.91928,
        ("L", "below_twin", WITHOUT): 0.56553,
        ("L", "giving_reality_trust", WITHOUT): 0.1165,
        ("L", "giving_craving", WITHOUT): -0.16895,
        ("L", "forgiving_eases", WITHOUT): 1.0325e-05,
        ("L", "hostility_left", WITH): 0.91134,
        ("L", "below_twin", WITH): 0.45133,
        ("L", "forgiving_eases", WITH): 1.425e-05,
        ("D", "worth_falls", WITHOUT): 0.037729,
        ("D", "worth_falls", WITH): 0.046205,
        ("B", "over_two_self_inflating", WITHOUT): 1.0378,
        ("B", "ordinary_prefer_ordinary", WITHOUT): -0.12207,
        ("B", "choice_after_work", WITHOUT): 0.99217,
        ("B", "over_two_self_inflating", WITH): 1.029,
        ("B", "ordinary_prefer_ordinary", WITH): -0.057246,
        ("B", "choice_after_work", WITH): 0.985,
        ("J", "ordinary", WITHOUT): 0.0088544,
        ("J", "ordinary", WITH): 0.014723,
    },
    "core_gates_repaired": {
        ("W", "half_life", WITH): 215.5,
        ("P", "lead_2", WITHOUT): -0.037897,
        ("P", "lead_4", WITHOUT): -0.058504,
        ("P", "lead_6", WITHOUT): -0.052141,
        ("P", "lead_3_2", WITHOUT): -0.035175,
        ("P", "lead_2", WITH): -0.031199,
        ("P", "lead_4", WITH): -0.046436,
        ("P", "lead_6", WITH): -0.041471,
        ("P", "lead_3_2", WITH): -0.026885,
        ("G", "n_turns_left", WITH): 0.62819,
        ("G", "n_follows", WITH): 0.09,
        ("G", "ordinary_ratio", WITH): 0.91,
        ("C", "angry", WITHOUT): 0.033113,
        ("C", "arousal_fusion", WITHOUT): 0.52115,
        ("C", "demand_peak", WITHOUT): 82,
        ("C", "arousal_fusion", WITH): 0.53988,
        ("C", "demand_peak", WITH): 79,
        ("C", "secure_image_below_0", WITH): 0.82,
        ("L", "below_twin", WITHOUT): 0.0018207,
        ("D", "rupture_grows", WITHOUT): 1.0199,
        ("D", "rupture_grows", WITH): 1.0655,
        ("J", "ordinary", WITHOUT): 0.0062974,
        ("J", "ordinary", WITH): 0.011135,
    },
}
THEORIES = {"core_gates": Theory, "core_gates_repaired": repaired}
ASKED = [
    (letter, one, word)
    for letter, gate in GATES.items()
    for word in (WITHOUT, WITH)
    for one in gate.asked(word == WITH)
]


@cache
def measured(table: str, letter: str, chance: str) -> Mapping[str, Estimate]:
    return GATES[letter].measure(Setting(THEORIES[table](), COUPLES, SEEDS["development"], chance == WITH))


def expectation(table: str, letter: str, one: Criterion, chance: str) -> pytest.MarkDecorator | tuple[()]:
    value = MISSED[table].get((letter, one.name, chance))
    return () if value is None else pytest.mark.xfail(strict=True, reason=f"measured {value:g}, wanted {one.wanted}")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "letter", "criterion", "chance"),
    [
        pytest.param(
            table,
            letter,
            one,
            chance,
            marks=expectation(table, letter, one, chance),
            id=f"{table}-{letter}-{one.name}-{chance}",
        )
        for table in MISSED
        for letter, one, chance in ASKED
        if table == "core_gates" or chance == WITHOUT  # half the time: the repaired theory without chance only
    ],
)
def test_gate(table: str, letter: str, criterion: Criterion, chance: str) -> None:
    value, error = measured(table, letter, chance)[criterion.name]
    assert criterion.passed(value, error), f"{value:g} (SE {error:.2g}); wanted {criterion.wanted}"


@pytest.mark.parametrize("table", MISSED)
def test_the_table_says_what_the_tests_hold(table: str) -> None:
    found = pd.read_csv(FOLDER / f"{table}.csv", comment="#", keep_default_na=False)
    missed = found[found.passed == "False"].set_index(["gate", "row", "chance"]).value.astype(float)
    assert missed.to_dict() == pytest.approx(dict(MISSED[table]), rel=1e-3, abs=1e-9)
    assert [(row.gate, row.row, row.chance) for row in found.itertuples()] == [
        (letter, one.name, chance) for letter, one, chance in ASKED
    ]
    assert head(FOLDER / f"{table}.csv")["theory"] == THEORIES[table]().hash


# what comes out otherwise on the second seed, which was run once
OTHERWISE = {"core_gates": [], "core_gates_repaired": [("C", "image_below_0", WITHOUT)]}


@pytest.mark.parametrize("table", MISSED)
def test_the_second_seed_comes_out_as_it_is_said_to(table: str) -> None:
    first, second = (
        pd.read_csv(FOLDER / f"{name}.csv", comment="#", keep_default_na=False) for name in (table, f"{table}_second")
    )
    keys = ["gate", "row", "chance"]
    assert first[keys].equals(second[keys])
    moved = second[first.passed != second.passed]
    assert list(moved[keys].itertuples(index=False, name=None)) == OTHERWISE[table]
    said = head(FOLDER / f"{table}_second.csv")
    assert (said["seed"], said["couples"]) == (str(SEEDS["second"]), str(COUPLES))
    hashes = said["theory"], head(FOLDER / f"{table}.csv")["theory"]
    assert hashes[0] == hashes[1] == THEORIES[table]().hash


def test_every_set_that_was_tried_is_written_down() -> None:
    sets, criteria = (pd.read_csv(FOLDER / f"{name}.csv", comment="#") for name in ("core_sets", "core_sets_criteria"))
    assert sets.set.tolist() == list(range(1, len(sets) + 1))
    assert len(sets) < 30
    judged = criteria[criteria.passed != "printed"]
    assert judged.groupby("set").size().tolist() == sets.of.tolist()
    assert (judged.passed == "True").groupby(judged.set).sum().tolist() == sets.met.tolist()
    assert repaired().hash in sets.theory.tolist()
