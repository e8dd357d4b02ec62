"""The module and its description: every input and output is described, from the model's own tables."""

from __future__ import annotations

import json

import numpy as np
import pytest

from pairbond.errors import PairbondError
from pairbond.lab import LabModule, lab_module
from pairbond.model import CoupleModel, Parameter, State
from pairbond.rivals import RIVALS
from pairbond.simulate import NEVER, prepare
from pairbond.simulate.recording import default_theory
from pairbond.theory import describe
from pairbond.theory.couples import COUPLES
from pairbond.theory.interventions import INTERVENTIONS

from ._docking import MODELS, module_of


@pytest.fixture(params=list(MODELS))
def made(request) -> LabModule:
    return module_of(request.param, "single")


def given_rows(description) -> list[tuple[str, list[int], float]]:
    """Every input: name, slots, default."""
    rows = [(f"param.{one['name']}", one["slots"], one["default"]) for one in description["parameters"]]
    for one in description["interventions"]:
        rows += [(f"act.{one['name']}.{edge}", one[edge], one["never"]) for edge in ("start", "end")]
        rows += [(f"act.{one['name']}.{dose['name']}", dose["slots"], 0.0) for dose in one["doses"]]
    return rows + [(f"switch.{one['name']}", one["slots"], one["default"]) for one in description["switches"]]


def test_every_slot_is_described_once(made: LabModule) -> None:
    description = json.loads(made.json())
    found = {
        "given": [slot for _, slots, _ in given_rows(description) for slot in slots],
        "carry": [slot for one in description["carry"] for slot in one["slots"]],
        "shown": [slot for one in description["shown"] for slot in one["slots"]],
    }
    for name, slots in found.items():
        assert sorted(slots) == list(range(description["sizes"][name])), name


def test_slots_and_defaults_are_those_of_the_program(made: LabModule) -> None:
    default = made.program.given(1)
    rows = given_rows(made.description)
    assert {name for name, _, _ in rows} == set(default)
    for name, slots, value in rows:
        assert tuple(slots) == made.wasm.layout.given[name]
        assert (default[name] == value).all(), name


def test_everything_is_said_in_words(made: LabModule) -> None:
    description = made.description
    for one in [*description["carry"], *description["parameters"], *description["shown"], *description["switches"]]:
        assert one["label"], one["name"]
    for one in [*description["interventions"], *description["mechanisms"]]:
        assert one["says"].endswith("."), one["name"]
    for one in description["parameters"]:
        low, high = one["low"], one["high"]
        assert low is not None
        assert high is not None
        assert low <= one["default"] <= high, one["name"]


def test_the_theory_says_what_it_has() -> None:
    theory = default_theory()
    description = module_of("theory", "single").description
    assert [one["name"] for one in description["mechanisms"]] == list(theory.mechanisms)
    assert {one["name"] for one in description["parameters"] if one["stage"] == "gain"} == {
        one.gain for one in theory.mechanisms.values()
    }
    assert all(one["never"] == NEVER for one in description["interventions"])
    named = {one["name"] for one in description["interventions"]}
    rest = [one for one in INTERVENTIONS if one.name not in named]
    assert named | {one.name for one in rest} == {one.name for one in INTERVENTIONS}
    assert rest
    for one in rest:  # partners, days and a dose are not enough for them
        with pytest.raises(TypeError, match="missing"):
            one(who="a", start=1, end=2, dose=0.5)


def test_quantities_have_the_words_of_the_table() -> None:
    table = describe.table(default_theory(), "quantities")
    description = module_of("theory", "single").description
    rows = [*description["carry"], *description["shown"], *(x for x in description["parameters"] if "higher" in x)]
    for one in rows:
        wanted = table.loc[one["name"]]
        for column in ("label", "term", "symbol", "stage", "unit", "higher", "source"):
            assert one[column] == wanted[column], (one["name"], column)


def test_named_couples_come_back_from_their_numbers() -> None:
    made = module_of("theory", "single")
    rows = {one["name"]: one["parameters"] for one in made.description["couples"]}
    assert set(rows) == set(COUPLES)
    for name, couple in COUPLES.items():
        given = made.program.task(prepare(couple, 0)).given
        default = made.program.given(1)
        for parameter in made.program.parameters:
            known = np.ravel(given[f"param.{parameter}"])
            said = np.ravel(rows[name].get(parameter, default[f"param.{parameter}"]))
            assert (known == said).all(), (name, parameter)


def test_inputs_of_a_model_of_ones_own_can_be_set() -> None:
    drift = CoupleModel(
        "drift", "a feeling", "A feeling fades.", "", "flow", (State("feeling", "feeling"),),
        (Parameter("fading", "how fast", 0.0, 1.0, 0.2, "1/d"),),
        lambda m, x, u, p: {"feeling": u.gift - p.fading * x.feeling}, inputs={"gift": 0.0},
    )  # fmt: skip
    [row] = lab_module(drift).description["interventions"]
    assert row["name"] == "gift"
    assert [one["name"] for one in row["doses"]] == ["gift"]


def test_an_unknown_build_is_refused() -> None:
    with pytest.raises(PairbondError, match="build is 'singel'; the nearest is 'single'"):
        lab_module(RIVALS["rinaldi"], build="singel")
