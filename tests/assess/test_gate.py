"""The gate by itself: every rule can shut it, and nothing opens it but all of them together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairbond.assess import RULES, Evidence, Statement, gate
from pairbond.assess.gate import NARROWED
from pairbond.model import BOTH

NAMES = ("Ana", "Ben")
GOOD = Evidence(
    writers=NAMES,
    items=dict.fromkeys(NAMES, 7),
    anchored=dict.fromkeys(NAMES, 7),
    order=dict.fromkeys(NAMES, 0.0005),
    forecast={"difference": 0.1, "q05": 0.05, "q25": 0.08, "q50": 0.1, "q75": 0.12, "q95": 0.15},
    trusted=True,
    effective_draws=150.0,
    starts_agree=5,
    distinct_optima=1,
)
PHASE = Statement("phase", "phase", "Ana", 0.2, 0.55)
TRAIT = Statement("trait", "coping", "Ben", 0.3, 1.0)
CYCLE = Statement("cycle", "cycling", BOTH, 0.1, 0.5)
CIRCUIT = Statement("closed circuit", "closed circuit", BOTH, 0.1, 0.5)
ALL = (PHASE, TRAIT, CYCLE, CIRCUIT)


def test_good_evidence_opens_it() -> None:
    assert gate(GOOD, ALL)["allowed"].all()


BAD: dict[str, tuple[dict[str, Any], Statement]] = {
    "not written": ({"writers": ("Ben",)}, PHASE),
    "too few items": ({"items": {"Ana": 1, "Ben": 7}}, PHASE),
    "no order": ({"order": {"Ana": 0.02, "Ben": 0.0005}}, PHASE),
    "not predicted": ({"forecast": {**(GOOD.forecast or {}), "q95": -0.001}}, PHASE),
    "not trusted": ({"trusted": False}, TRAIT),
    "divided": ({"starts_agree": 1}, TRAIT),
}


@pytest.mark.parametrize("rule", BAD)
def test_each_rule_alone_shuts_it(rule: str) -> None:
    changed, statement = BAD[rule]
    row = gate(replace(GOOD, **changed), [statement]).iloc[0]
    assert not row["allowed"]
    assert row["failed"] == rule


def test_a_wide_quantity_is_not_spoken_of_and_a_narrow_one_is() -> None:
    found = gate(
        GOOD, [Statement("trait", "coping", "Ana", sd, 1.0) for sd in (NARROWED, NARROWED + 0.001, float("nan"))]
    )
    assert found["allowed"].tolist() == [True, False, False]


def test_few_draws_and_a_second_account_shut_it() -> None:
    assert gate(replace(GOOD, effective_draws=12.0), [PHASE])["failed"].tolist() == ["not trusted"]
    assert gate(replace(GOOD, distinct_optima=2), [PHASE])["failed"].tolist() == ["divided"]


def test_mood_is_not_the_bond() -> None:
    found = gate(replace(GOOD, items={}, anchored={}), ALL)
    assert set(found["failed"]) == {"too few items"}


def test_levels_need_scales_that_say_what_they_mean() -> None:
    found = gate(replace(GOOD, anchored=dict.fromkeys(NAMES, 0)), ALL).set_index("kind")["allowed"]
    assert found.to_dict() == {"phase": True, "trait": False, "cycle": True, "closed circuit": False}


def test_one_writer_is_no_circuit() -> None:
    alone = replace(GOOD, writers=("Ana",), items={"Ana": 7}, anchored={"Ana": 7}, order={"Ana": 0.0005})
    found = gate(alone, ALL).set_index("kind")["failed"]
    assert found.to_dict() == {"phase": "", "trait": "not written", "cycle": "", "closed circuit": "not written"}


@given(
    p=st.floats(0.0, 1.0), top=st.floats(-1.0, 1.0), draws=st.floats(0.0, 500.0), agree=st.integers(0, 8),
    distinct=st.integers(0, 4), ratio=st.floats(0.0, 2.0), asked=st.integers(0, 9), trusted=st.booleans(),
)  # fmt: skip
def test_what_is_allowed_has_passed_every_rule(
    p: float, top: float, draws: float, agree: int, distinct: int, ratio: float, asked: int, trusted: bool
) -> None:
    evidence = Evidence(
        NAMES, dict.fromkeys(NAMES, asked), dict.fromkeys(NAMES, asked), dict.fromkeys(NAMES, p),
        {"difference": 0.0, "q05": -1.0, "q95": top},
        trusted, draws, agree, distinct,
    )  # fmt: skip
    statement = Statement("trait", "coping", "Ana", ratio, 1.0)
    row = gate(evidence, [statement]).iloc[0]
    assert row["allowed"] == (not any(rule.fails(evidence, statement) for rule in RULES))
    good = p <= 0.001 and top >= 0 and draws >= 50 and agree >= 2 and distinct == 1 and ratio <= 0.7 and asked >= 2
    assert row["allowed"] == (good and trusted)
