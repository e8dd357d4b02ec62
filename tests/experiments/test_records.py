"""What is predicted stands in files, is legal, and was not made up on the way."""

import ast
import json
import re
from pathlib import Path

import pytest

from pairbond.errors import PairbondError
from pairbond.experiments import all_protocols, read, records, schema
from pairbond.experiments.files import FOLDER
from pairbond.experiments.record import Claim, Dispute, Fact
from pairbond.theory import Theory

LETTERS = {"A": 5, "B": 4, "C": 12, "D": 6, "E": 8, "F": 6, "G": 9, "H": 4, "I": 8, "J": 6, "K": 2}
# of the second part: how much it matters that each is carried, in the order of their numbers
SECOND = {"A": "3222", "B": "22", "C": "333233221221", "D": "3231"}
# what protocols have in common
SHARED = (
    "trial", "participants", "samples", "summaries", "intermittent_warmth", "starting_points", "next_relationship"
)  # fmt: skip
# rows of the list of claims that the essays do not say, or not so far
ADDED = {"B3", "C12", "E3", "E5", "E6", "E7", "E8", "G1", "G7", "H1", "I8", "J3"}


def test_every_claim_of_the_first_part_is_predicted() -> None:
    shown = [name for name, one in records("claim").items() if one.part == 1]
    assert shown == [f"{letter}{i + 1}" for letter, n in LETTERS.items() for i in range(n)]


@pytest.mark.parametrize("letter", SECOND)
def test_every_claim_of_the_second_part_is_predicted_and_has_its_priority(letter: str) -> None:
    shown = {name: one.priority for name, one in records("claim").items() if one.part == 2 and name[0] == letter}
    assert shown == {f"{letter}{LETTERS[letter] + 1 + i}": int(x) for i, x in enumerate(SECOND[letter])}


def test_what_is_added_is_named_as_such() -> None:
    assert {name for name, one in records("claim").items() if one.strength == "added"} == ADDED


def test_every_record_has_an_experiment_and_no_experiment_goes_without() -> None:
    unmapped = {name for name, one in records("fact").items() if not one.holds}
    assert set(all_protocols()) == set(records()) - unmapped
    assert unmapped == {"extinction_reverses"}


def test_mechanisms_that_claim_to_explain_a_claim_name_one_that_exists() -> None:
    known = set(records("claim"))
    for one in Theory().mechanisms.values():
        assert set(one.claims) <= known, one.name


def test_roles_are_nobodys_sex() -> None:
    for path in FOLDER.glob("*/*.toml"):
        assert not re.search(r"\b(he|she|him|her|his|hers)\b", path.read_text(encoding="utf-8"), re.I), path.name


def test_protocols_and_what_they_share_cannot_see_what_is_predicted() -> None:
    files = list((FOLDER.parent / "protocols").rglob("*.py"))
    assert len(files) > 30
    files += [FOLDER.parent / f"{name}.py" for name in SHARED]
    for path in files:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        seen = {one for one in modules if one.endswith((".record", ".files", ".verdict", ".run", ".result", ".table"))}
        assert not seen | (modules & {"pairbond.experiments"}), path.name


def test_the_schema_is_json_and_names_every_field() -> None:
    shown = json.loads(json.dumps(schema()))
    assert {"id", "holds", "control", "knock_out", "effect"} <= set(shown["$defs"]["Claim"]["properties"])
    assert {"id", "holds", "rival"} <= set(shown["$defs"]["Dispute"]["properties"])
    assert {"id", "holds", "contradicted", "sample"} <= set(shown["$defs"]["Fact"]["properties"])
    assert shown["$defs"]["Check"]["properties"].keys() >= {"number", "is", "value"}


def test_every_declared_field_is_read_somewhere() -> None:
    program = "".join(path.read_text(encoding="utf-8") for path in (FOLDER.parent).rglob("*.py"))
    for kind in (Claim, Dispute, Fact):
        for name in kind.model_fields:
            assert re.search(rf"\b(asked|one|found|side)\.{name}\b", program), (kind.__name__, name)


COURSE = '[[course]]\nname = "limits"\nquantity = "shames"\nof = "a"\ndirection = "up"\nday = 180\n'
GOOD = (FOLDER / "claims" / "C5.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('strength = "said"', 'strength = "heard"', r"C5.toml: strength: .*'said'"),
        ('kind = "claim"', 'kind = "guess"', r"C5.toml: kind: it has to be claim, dispute, fact; it is 'guess'"),
        ('is = ">"', 'is = "more"', r"C5.toml: holds.0.is"),
        ('mechanisms = ["witness"]', 'mechanisms = ["witnes"]', "nearest is 'witness'"),
        ("version = 1", "version = 2", "changed"),
        ("[[knock_out]]", f"{COURSE}\n[[knock_out]]", "there is no quantity 'shames' .* the nearest is 'shame'"),
        ('id = "C5"', 'id = "C6"', "its name should be C6.toml"),
        ("[effect]", "[effect", r"C5.toml, line \d+: this is not TOML"),
        ('[[knock_out]]\nmechanisms = ["witness"]', "", "either a"),
        ("minimum = 0.01", "minimum = 0.0", "minimum"),
        ('strength = "said"', 'strength = "added"', "goes beyond the essays"),
    ],
)
def test_a_faulty_file_is_refused_in_one_sentence(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in GOOD
    path = tmp_path / "C5.toml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(PairbondError, match=says) as caught:
        read(path)
    assert "\n" not in str(caught.value)


def test_the_file_itself_is_read(tmp_path: Path) -> None:
    path = tmp_path / "C5.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert read(path) == records("claim")["C5"]


def test_the_published_schema_is_that_of_the_program() -> None:
    published = Path(__file__).parents[2] / "docs" / "_static" / "experiment.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == schema()


def test_a_mechanism_names_every_claim_that_it_is_taken_out_for() -> None:
    mechanisms = Theory().mechanisms
    for name, one in records("claim").items():
        for mechanism in {mechanism for out in one.knock_out for mechanism in out.mechanisms}:
            assert name in mechanisms[mechanism].claims, mechanism
