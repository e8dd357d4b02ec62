"""The mapping file: its schema, its faults, and writing it."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairbond.diary
from pairbond.diary import DiaryError, Mapping, mapping_json_schema, mapping_to_toml, read_mapping
from pairbond.diary.mapping_file import parse_mapping

BUNDLED = sorted((Path(pairbond.diary.__file__).parent / "bundled").glob("*/mapping.toml"))
BARE = {"columns": {"person": "p", "time": "t"}, "item": [{"name": "x", "columns": "x", "low": 0, "high": 4}]}


def faults_of(text: str) -> list[str]:
    with pytest.raises(DiaryError) as caught:
        parse_mapping(tomllib.loads(text), "m.toml", text)
    return str(caught.value).splitlines()


def test_the_schema_names_and_explains_every_key() -> None:
    schema = mapping_json_schema()
    json.dumps(schema)
    assert set(schema["properties"]) == set(Mapping.model_fields)
    for name, part in schema["$defs"].items():
        assert part["additionalProperties"] is False, name
        for key, value in part["properties"].items():
            assert value.get("description"), f"{name}.{key}"


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.parent.name)
def test_bundled_mappings_are_written_as_they_are_read(path: Path) -> None:
    mapping = read_mapping(path)
    for comments in (False, True):
        assert parse_mapping(tomllib.loads(mapping_to_toml(mapping, comments=comments))) == mapping


text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
numbers = st.integers(-999, 999).map(float) | st.floats(-1e6, 1e6).filter(lambda x: x == x)


@settings(max_examples=60, deadline=None)
@given(
    title=text,
    citation=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    column=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=10),
    names=st.lists(text.filter(str.strip), min_size=2, max_size=2, unique=True),
    missing=st.lists(st.sampled_from(["skipped", -99.0, -99.5, 'a "quoted" one'])),
    ends=st.lists(numbers, min_size=2, max_size=2, unique=True).map(sorted),
    danger=st.booleans(),
)
def test_toml_says_what_the_mapping_says(title, citation, column, names, missing, ends, danger) -> None:
    """Whatever stands in names, quotes, line breaks and odd letters included."""
    item = {"name": "x", "columns": {name: [column, "b"] for name in names}, "low": ends[0], "high": ends[1]}
    data = {
        "title": title,
        "citation": citation,
        "file": {"layout": "wide", "missing": missing},
        "columns": {"time": column},
        "partners": {"names": names},
        "item": [item | {"danger": danger}],
    }
    mapping = Mapping.model_validate(data)
    assert Mapping.model_validate(tomllib.loads(mapping_to_toml(mapping))) == mapping


def test_every_fault_is_reported_and_its_line_named() -> None:
    said = faults_of(
        """\
titel = "x"

[columns]
person = "p"
time = "t"
contakt = "c"

[[item]]
name = "x"
columns = "x"
low = 0
high = 4
about = "partnr"

[[item]]
name = "y"
colums = "y"
danger = "perhaps"
"""
    )
    assert said == [
        "m.toml, line 1: there is no key titel; the nearest is title.",
        "m.toml, line 6: there is no key contakt in columns; the nearest is contact.",
        "m.toml, line 13: item 1: about is partnr, but must be own or partner; the nearest is partner.",
        "m.toml, line 15: item 2 needs the key columns.",
        "m.toml, line 17: there is no key colums in item 2; the nearest is columns.",
        "m.toml, line 18: item 2: danger is 'perhaps', but must be true or false.",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"item": []}, "m: item is [], but must be a list of at least one."),
        ({"partners": {"names": ["a", "b", "c"]}}, None),
        ({"columns": {"person": "p", "time": 3}}, "m: columns.time is 3, but must be text in quotes."),
        (
            {"file": {"layout": "tall"}},
            "m: file.layout is tall, but must be long or wide.",
        ),
        ({"time": {"unit": "weeks"}}, None),
        ({"item": [BARE["item"][0] | {"columns": 3}]}, None),
        ({"item": [BARE["item"][0] | {"columns": []}]}, "m: item x: names no column."),
        (
            {"item": [BARE["item"][0] | {"danger": True, "kind": "continuous", "low": None}]},
            "m: item x: a danger item needs low and high, the ends of its scale.",
        ),
    ],
)
def test_wrong_values_are_refused_in_one_sentence(change: dict, sentence: str | None) -> None:
    with pytest.raises(DiaryError) as caught:
        parse_mapping(BARE | change, "m")
    said = str(caught.value)
    assert said.endswith(".")
    assert "\n" not in said
    assert sentence is None or said == sentence


@pytest.mark.parametrize("key", ["1,5", "str", "float", "a b", "", "list[str]", "w" * 5000])
@pytest.mark.parametrize("place", [(), ("columns",), ("item", 0)])
def test_a_key_that_looks_like_no_key_is_refused_by_name(key: str, place: tuple[Any, ...]) -> None:
    data: dict[str, Any] = {"columns": {"time": "t"}, "item": [{"name": "x", "columns": "x"}]}
    at: Any = data
    for part in place:
        at = at[part]
    at[key] = 1
    with pytest.raises(DiaryError) as caught:
        parse_mapping(data, "m.toml")
    (one,) = caught.value.faults
    assert (one.code, one.value) == ("unknown-key", key)
    assert len(str(caught.value)) < 500


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DiaryError, match=r"^m\.toml: there is no such mapping file\.$"):
        read_mapping(tmp_path / "m.toml")


def test_a_missing_code_may_be_outside_the_scale_or_between_its_steps() -> None:
    item = {"name": "x", "columns": "x", "low": 0, "high": 4, "kind": "ordinal", "missing": [-99, 9, 2.5]}
    assert parse_mapping(BARE | {"item": [item]}).item[0].missing == [-99, 9, 2.5]
