"""Courses for the timeline: those of ``what_if``, from its very tables, as far as a module can run them."""

from __future__ import annotations

import json
import re
from typing import Any

from pairbond.counterfactual import COURSES, ESSAYS
from pairbond.counterfactual.capacity import CAPABLE, CAPACITY, CAPACITY_DAYS, SHARE
from pairbond.counterfactual.offered import OFFERS
from pairbond.lab._sets import offered, sets
from pairbond.lab.views.courses import SILENCE, courses
from pairbond.rivals import RIVALS
from pairbond.simulate.recording import daily_names, default_theory

from ._story import texts

DATA = courses(default_theory())
ROWS = {one["name"]: one for one in DATA["courses"]}


def test_the_offers_are_those_of_what_if_in_their_order() -> None:
    assert tuple(ROWS) == COURSES
    assert DATA["silence"] == SILENCE in ROWS
    json.dumps(DATA, allow_nan=False)


def test_each_is_said_warned_of_and_voiced_as_there() -> None:
    for offer in OFFERS:
        row = ROWS[offer.name]
        assert (row["label"], row["says"]) == (offer.label, offer.says)
        assert row["directed"] == offer.directed_at_other
        assert [(one["essay"], one["says"]) for one in row["essays"]] == [
            (one.essay, one.says) for one in offer.voices.essays
        ]
        assert all(one["on"] == ESSAYS[one["essay"]] for one in row["essays"])
        assert [one["found"] for one in row["studies"]] == [one.found for one in offer.voices.studies]
        assert all(one["means"] and one["design"] and one["source"] for one in row["studies"])


def test_a_module_can_run_each_as_it_is_offered() -> None:
    there, inputs = offered(default_theory()), sets(default_theory())
    for offer in OFFERS:
        acts = offer.does("b")
        assert [one.name for one in acts] == ROWS[offer.name]["acts"]
        assert {one.who for one in acts} == {"b"}, "a course is done by whoever takes it"
        for one in acts:
            assert dict(one.inputs) == dict(there[one.name]().inputs), "at the usual doses"
        every = [name for one in acts for name in inputs[one.name]]
        assert len(every) == len(set(every)), "no two parts of a course set one input"


def test_what_the_model_can_besides_is_named_as_left_out() -> None:
    used = {name for row in ROWS.values() for name in row["acts"]}
    left = {one["name"] for one in DATA["not_offered"]}
    assert used | left == set(offered(default_theory()))
    assert not used & left


def test_rules_are_those_of_what_if() -> None:
    rule = DATA["capacity"]
    assert (rule["least"], rule["share"], rule["days"], rule["why"]) == (CAPABLE, SHARE, CAPACITY_DAYS, CAPACITY)
    assert [name for name, one in ROWS.items() if one["needs_both"]] == ["six-practices"]
    assert {name for name, one in ROWS.items() if one["only_apart"]} == {"remembrance", "reconnection"}
    assert all(one["pair"] for one in ROWS.values() if one["needs_both"] or one["less_contact"])
    daily = daily_names(default_theory())
    assert {rule["quantity"], DATA["falls_of"], *(x["name"] for x in DATA["outcomes"] if not x["count"])} <= set(daily)


def test_every_text_fits_what_is_filled_in() -> None:
    filled: dict[str, set[str]] = {
        "add": {"who"},
        "added": {"label", "who", "span"},
        "span": {"start", "end"},
        "by": {"day"},
        "to": {"low", "high"},
        "for": {"who", "changes"},
        "two": {"changes"},
        "higher": {"thing", "extent"},
        "more": {"thing", "extent"},
    }
    said: Any = texts()["courses"]
    for key, names in filled.items():
        assert set(re.findall(r"\{(\w+)\}", said[key])) == names
    for text in said["problems"].values():
        assert set(re.findall(r"\{(\w+)\}", text)) <= {"label", "who", "why", "silence"}


def test_another_model_has_no_courses() -> None:
    assert courses(RIVALS["rinaldi"]) == {}
