"""Plain words: each from an interval, none a promise, a verdict or a chance of separating."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

import pairbond
from pairbond.counterfactual import People, WhatIf
from pairbond.counterfactual.offered import OFFERS
from pairbond.counterfactual.words import direction, sentence

from ._made import current_state, diary, fitted

NEVER = (
    r"\b(he|she|him|her|his|hers)\b",
    r"\b(should|must|ought|best|better|worse|recommend\w*|healthy|toxic|narciss\w*|codepend\w*|victim|abuser)\b",
    r"\b(will|chance of|probability|likely to) (leave|separat\w*|break|change)\b",
)
LIMITS = next(one for one in OFFERS if one.name == "limits").by("a")


@pytest.fixture(scope="module")
def found() -> WhatIf:
    return pairbond.what_if(fitted(current_state(draws=4)), days=90, replicates=4)


def row(q05: float, q95: float, outcome: str = "load", partner: str = "Ana", aleatoric: float = 0.1) -> SimpleNamespace:
    spread = {"sd_aleatoric": aleatoric, "sd_epistemic": 0.1}
    return SimpleNamespace(
        course="limits", actor="Ana", outcome=outcome, partner=partner, day=90, q05=q05, q95=q95, **spread
    )


@pytest.mark.parametrize(
    ("values", "word", "words"),
    [
        ((0.02, 0.1), "higher", "is higher than if everything goes on as before, by 2 to 10 points of 100."),
        ((-0.3, -0.04), "lower", "is lower than if everything goes on as before, by 4 to 30 points of 100."),
        ((-0.3, 0.04), "cannot tell", "the 90 % interval includes no change (−30 to +4 points of 100)."),
        ((0.001, 0.004), "as before", "differs by less than half a point of 100 from going on as before."),
        ((-0.004, 0.004), "as before", "by less than half a point of 100 from going on as before."),
    ],
)
def test_the_interval_decides(values: tuple[float, float], word: str, words: str) -> None:
    one = row(*values)
    said = sentence(one, LIMITS, People({"Ana": "Ana", "Ben": "Ben"}), one_writer=False)
    assert direction(one) == said.direction == word
    assert said.text.startswith("In the model, under “limits” (Ana), Ana’s exhaustion in the 14 days before day 90 ")
    assert words in said.text
    assert ("includes no change" in said.text) == (word == "cannot tell")


def test_where_the_width_comes_from() -> None:
    def width(aleatoric: float) -> str:
        return sentence(
            row(0.1, 0.2, aleatoric=aleatoric),
            LIMITS,
            People({"Ana": "you", "Ben": "the other person"}),
            one_writer=True,
        ).text

    assert width(0.01).endswith("The interval is wide mostly because these entries fit more than one couple.")
    assert width(1.0).endswith("The interval is wide mostly because weeks differ by chance.")
    assert width(0.1).endswith("because weeks differ by chance and because these entries fit more than one couple.")
    assert "under “limits”, your exhaustion" in width(1.0)


def test_falls_are_counted_in_words() -> None:
    people = People({"Ana": "Ana", "Ben": "Ben"})
    fewer = sentence(row(-3, -1, "falls", "both"), LIMITS, people, one_writer=False).text
    assert (
        "the image of the other falls less often than if everything goes on as before, up to day 90: by 1 to 3."
        in fewer
    )
    assert "as often as if" in sentence(row(0, 0, "falls", "both"), LIMITS, people, one_writer=False).text


def test_no_sentence_promises_ranks_or_judges(found: WhatIf) -> None:
    assert len(found.sentences) > 100
    for one in found.sentences:
        assert one.text.startswith("In the model, under “")
        assert not [p for p in NEVER if re.search(p, one.text, re.I)], one.text
        # about who acts, or about the two; never about what the other person would be like
        assert one.partner in ("both", one.actor) or one.actor == "both"
    for offer in OFFERS:
        assert not [p for p in NEVER if re.search(p, f"{offer.label} {offer.says}", re.I)]


def test_nothing_absolute_is_worked_out(found: WhatIf) -> None:
    names = {*found.table["outcome"], *found.reference["outcome"]}
    assert not {name for name in names if re.search("leav|separat|code|attempt|return|status|together", name)}


def test_the_order_does_not_depend_on_the_answers(found: WhatIf) -> None:
    other = pairbond.what_if(fitted(current_state(draws=2, age=400)), days=30, replicates=2)
    assert [(x.name, x.who) for x in other.courses] == [(x.name, x.who) for x in found.courses]


def test_names_are_those_of_the_diary() -> None:
    roles = diary()
    roles = replace(roles, partners=("woman", "man"), frame=roles.frame.replace({"Ana": "woman", "Ben": "man"}))
    found = pairbond.what_if(fitted(current_state(draws=2), roles), ["limits"], days=20, replicates=2)
    assert any("the woman’s exhaustion" in one.text for one in found.sentences)
