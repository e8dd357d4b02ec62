"""What a course on offer does in the model is what the claims' own files say of it."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from pairbond.counterfactual import COURSES
from pairbond.counterfactual.offered import OFFERS, REFERENCE
from pairbond.experiments import CourseEffect, records
from pairbond.simulate import prepare
from pairbond.theory import COUPLES, Intervention
from pairbond.theory.interventions import Acceptance, NoContact

BEGIN, WINDOW = 870, 104  # days together before a course; days of its mean: two turns of the cycle
LEAST = 0.01  # the least that any claim about a course counts as an effect
SIGNS = {1: "up", 0: "same", -1: "down"}
# courses about which no claim says anything against going on as before or against another course
SILENT = {"reconnection", "limits-with-compassion", "refusal"}

EFFECTS = [(claim, one) for claim, asked in records("claim").items() for one in asked.course]
Done = Mapping[str, tuple[Intervention, ...]]


def offered(actor: str) -> Done:
    return {one.name: one.by(actor).interventions for one in OFFERS} | {REFERENCE: ()}


@cache
def followed(couple: str, days: int, done: tuple[Intervention, ...]) -> Mapping[str, np.ndarray]:
    begun = [replace(one, start=BEGIN) for one in done]
    seen = sorted({one.quantity for _, one in EFFECTS})
    run = prepare(COUPLES[couple], BEGIN + days, interventions=begun, record=seen, noise=False, allow_separation=False)
    return {name: path[..., 0] for name, path in run.arrays().items()}


def change(one: CourseEffect, does: Done) -> float:
    """The change that a course makes where the claim looks."""
    away = (NoContact(),) if one.apart else ()

    def mean(name: str) -> float:
        path = followed(one.couple, one.day, (*away, *does[name]))[one.quantity][-WINDOW:]
        return float((path if one.of == "couple" else path[:, "ab".index(one.of)]).mean())

    return mean(one.name) - mean(one.against)


def sign(one: CourseEffect, does: Done) -> str:
    found = change(one, does)
    return SIGNS[int(np.sign(found)) if abs(found) >= LEAST else 0]


def wrong(effects: Sequence[tuple[str, CourseEffect]], other: Done | None = None) -> list[str]:
    """What the model's courses do otherwise than the claims say; ``other`` courses in place of those on offer."""
    found: list[str] = []
    for claim, one in effects:
        does = offered(one.actor) | dict(other or {})
        if (is_ := sign(one, does)) != one.direction:
            size = f"{change(one, does):+.3f}"
            found.append(f"{claim} says {one.name}, {one.quantity} of {one.of}: {one.direction}; {is_} ({size})")
    return found


@pytest.mark.slow
def test_courses_do_what_the_claims_say() -> None:
    assert wrong(EFFECTS) == []


@pytest.mark.slow
def test_a_planted_wrong_sign_is_found() -> None:
    for i, (claim, one) in enumerate(EFFECTS):
        for direction in {"up", "down", "same"} - {one.direction}:
            planted = [*EFFECTS[:i], (claim, one.model_copy(update={"direction": direction})), *EFFECTS[i + 1 :]]
            [said] = wrong(planted)
            assert said.startswith(f"{claim} says {one.name}, ")


def test_a_therapists_acceptance_in_place_of_the_partners_is_found() -> None:
    compassion = [(claim, one) for claim, one in EFFECTS if one.name == "compassion"]
    assert [said[:3] for said in wrong(compassion, {"compassion": (Acceptance(who="a"),)})] == ["I14"]


def test_only_claims_that_the_theory_carries_speak_for_a_course() -> None:
    table = (Path(__file__).parents[2] / "results" / "claims.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in table.splitlines() if not line.startswith("#"))
    verdict = {row["id"]: row["verdict"] for row in rows}
    assert {claim: verdict[claim] for claim, _ in EFFECTS if verdict[claim] != "carried on defaults"} == {}


def test_courses_without_a_claim_are_known() -> None:
    assert {one.name for _, one in EFFECTS} | {one.against for _, one in EFFECTS} <= {*COURSES, REFERENCE}
    assert set(COURSES) - {one.name for _, one in EFFECTS} == SILENT
    page = (Path(__file__).parents[2] / "docs" / "what-if.md").read_text(encoding="utf-8")
    labels = [one.label for one in OFFERS if one.name in SILENT]
    assert f"No claim says what these do: {', '.join(labels)}." in " ".join(page.split())
