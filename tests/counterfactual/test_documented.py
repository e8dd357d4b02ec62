"""The documented way to courses of action leads through the gate."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import pairbond
from pairbond import counterfactual, what_if

from ._made import current_state, diary, fitted

PAGE = Path(__file__).parents[2] / "docs" / "what-if.md"
EXAMPLE = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)[0]


@pytest.mark.parametrize("courses_of", [(), ("Ana",), ("Ana", "Ben")])
def test_the_example_of_the_page_asks_the_gate_first(
    courses_of: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = SimpleNamespace(
        courses_of=courses_of, courses_open=bool(courses_of), fit=fitted(current_state(draws=2), diary())
    )
    monkeypatch.setattr(pairbond, "read_diary", lambda *_: None)
    monkeypatch.setattr(pairbond, "assess", lambda *_: asked)
    monkeypatch.setattr(pairbond, "what_if", lambda fit: what_if(fit, ["limits"], days=20, replicates=2))
    done: dict[str, Any] = {}
    exec(EXAMPLE, done)
    assert ("found" in done) == bool(courses_of)
    if courses_of:
        assert {one.actor(("Ana", "Ben")) for one in done["found"].courses} == set(courses_of)


def test_docstrings_say_that_a_bare_fit_is_asked_no_gate() -> None:
    for said in (counterfactual.__doc__, what_if.__doc__):
        assert "courses_open" in str(said)
        assert re.search(r"bare.*fit", str(said), re.S)


def test_the_page_promises_of_a_course_of_ones_own_only_what_it_takes() -> None:
    [said] = re.findall(r"[^.;]*build a `Course` of your own", PAGE.read_text("utf-8"))
    assert "dose" in said
    # a course is kept up on every day, and refuses these
    assert not re.search("beginning|pause|condition", said)
