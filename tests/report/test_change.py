"""The section on courses of action: what it says, what it leaves out, and what it must not give away."""

from __future__ import annotations

import re
from dataclasses import asdict

import pandas as pd
import pytest
from tests.counterfactual._made import current_state, diary, fitted

import pairbond
from pairbond.counterfactual import WhatIf
from pairbond.diary import Diary
from pairbond.help import Contact, help_on_page
from pairbond.report._page import page
from pairbond.report._sections import Section
from pairbond.report.change import DRAWN, change
from pairbond.report.voice import Voice, voice_of

from ._reading import Page
from .test_words import GENDERED, GROUP, VERDICTS


def voice(of: Diary) -> Voice:
    return voice_of(of, of.available, group=False, page=False, writers=of.writers("1"))


def asked(of: Diary, code: float = 0.0, courses: list[str] | None = None) -> WhatIf:
    return pairbond.what_if(fitted(current_state(draws=3, code=code), of), courses, days=30, replicates=2)


def read(section: Section, kind: str = "couple") -> Page:
    help = help_on_page(kind=kind, first=False, couples=0, contacts=())
    return Page(page(title="Made", subheading="", kind=kind, sections=[section], help=help))


@pytest.fixture(scope="module")
def pages() -> dict[str, tuple[Section, Page]]:
    found = {}
    for name, of, code in (("couple", diary(), 0.0), ("one", diary((1,)), 0.0), ("apart", diary((0,)), 1.0)):
        section = change(asked(of, code), voice(of))
        found[name] = (section, read(section, voice(of).kind))
    return found


@pytest.mark.slow
def test_words_are_the_models_and_nobody_is_judged(pages: dict[str, tuple[Section, Page]]) -> None:
    for section, seen in pages.values():
        assert section.title == "What would change it, in the model"
        assert "results of the model, not forecasts" in seen.text
        assert "Separating can raise danger" in seen.text
        assert "people who help: your local emergency number" in seen.text
        assert not re.findall(GENDERED, seen.prose, re.I)
        assert not re.findall(VERDICTS, seen.prose, re.I)
        assert not re.findall(GROUP, seen.prose.replace("the couple", ""), re.I)
        assert not re.findall(r"chance of (leaving|separat\w*)|probab", seen.prose, re.I)
        # under each course its three voices, in this order
        assert section.points
        for essay, studies, model in (one.under for one in section.points):
            assert re.match(r"An essay .* \(S\d\) says: ", essay)
            assert studies.startswith("Studies found: ")
            assert model.startswith("In the model, by day 30, ")
            assert all(one in seen.text for one in (essay, studies, model))


@pytest.mark.slow
def test_one_writer_is_spoken_to_and_the_other_is_promised_nothing(pages: dict[str, tuple[Section, Page]]) -> None:
    section, seen = pages["one"]
    assert "You would say so every time a limit is crossed." in seen.text
    assert "Ben" not in seen.text
    assert set(section.figures[0].numbers["partner"]) == {"Ben"}
    assert set(section.tables[0].frame["of"]) == {"you", "the couple"}
    both = pages["couple"][1]
    assert "Ana or Ben would say so" in both.text
    assert "If Ben acts, " in both.text


@pytest.mark.slow
def test_every_drawn_number_is_there_to_be_had(pages: dict[str, tuple[Section, Page]]) -> None:
    for section, seen in pages.values():
        [figure] = section.figures
        assert set(figure.numbers["outcome"]) == set(DRAWN)
        assert (figure.numbers["day"] == 30).all()
        assert "viewBox" in figure.wide
        assert "viewBox" in figure.narrow
        assert "Rows are courses of action" in seen.text
        # aleatoric and epistemic spread, apart, for every number
        assert {"aleatoric SD", "epistemic SD"} <= set(section.tables[0].frame)
        assert "Chance" not in figure.title


def test_what_is_reported_is_what_the_interval_says() -> None:
    of = diary((0,))
    what = asked(of, courses=["support-network"])
    section = change(what, voice(of))
    for one in what.sentences:
        named = one.thing in section.points[0].under[2]
        assert named == (one.direction != "as before")


@pytest.mark.slow
def test_a_shared_page_gives_away_nobodys_answers() -> None:
    # one wrote of fear on many days, or on none: page, numbers and notes are the same to the letter
    pages = []
    for fear in ({}, {0: 9}, {1: 9}):
        of = diary(fear=fear)
        what = asked(of)
        assert ("limits" in what.left_out) == bool(fear)
        pages.append(change(what, voice(of)))
    first = _plain(pages[0])
    assert all(_plain(other) == first for other in pages[1:])
    seen = read(pages[0]).text
    assert "not shown where two people may read one page" in seen
    assert "a limit is crossed" not in seen


def test_one_of_two_alone_acts_and_is_spoken_of() -> None:
    of = diary()
    section = change(asked(of).only_of(("Ben",)), voice(of))
    seen = read(section).text
    assert set(section.figures[0].numbers["partner"]) == {"Ben"}
    assert set(section.tables[0].frame["of"]) == {"Ben", "the couple"}
    assert "Ben would have friends or professionals to rely on." in seen
    assert "if Ana acts" not in seen
    assert "Courses of action for Ana: these entries say too little about them." in seen
    assert "it takes two people" in seen


def test_one_writer_in_danger_is_reported_why() -> None:
    of = diary((0,), fear={0: 3})
    seen = read(change(asked(of), voice(of)), "one").text
    assert "a limit is crossed" not in seen
    assert "can then make things worse and are not worked out. People who help come first" in seen
    assert "You would have friends or professionals to rely on." in seen


def test_the_contacts_of_a_report_are_named() -> None:
    of = diary((0,))
    what = asked(of, courses=["no-contact"])
    section = change(what, voice(of), (Contact("Open Door", phone="0800 1"), Contact("A friend")))
    assert "people who help: Open Door, 0800 1; A friend." in read(section, "one").text


def test_with_nothing_left_there_is_no_picture() -> None:
    of = diary((0,), fear={0: 3})
    section = change(asked(of, courses=["limits", "confrontation"]), voice(of))
    assert not section.figures
    assert not section.tables
    assert "No course of action could be compared" in section.words[0].text
    assert "Limits and confrontation: answers about fear" in read(section, "one").text


def _plain(section: Section) -> dict[str, object]:
    """A section as values that can be compared."""
    found = asdict(section)
    for part in (*found["figures"], *found["tables"]):
        part |= {name: value.to_csv() for name, value in part.items() if isinstance(value, pd.DataFrame)}
    return found
