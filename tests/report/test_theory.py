"""What a page says of the theory: all of it behind the gate, in sentences the numbers license."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

from pairbond.assess import TRAITS_WARNING, Assessment, Evidence
from pairbond.assess.quantities import HOLDS
from pairbond.cli.report import _gate_line
from pairbond.counterfactual import WhatIf
from pairbond.diary import Diary
from pairbond.errors import PairbondError
from pairbond.inference.theory.day import TRAITS
from pairbond.plots import Figure
from pairbond.report import _write, report
from pairbond.report import current_phase as current_phase_module
from pairbond.report._sections import Section

from ._fake import comparison, diary, fit
from ._reading import Page
from ._theory import OPEN, assess, daily_readings
from .test_words import GENDERED, GROUP, VERDICTS

SECTIONS = ("current-phase", "maintenance", "stories")
SHUT: dict[str, Evidence] = {
    "too few items": replace(OPEN, items={}, anchored={}),
    "no order": replace(OPEN, order={"Ana": 0.4, "Ben": 0.4}),
    "not predicted": replace(OPEN, forecast={"difference": -0.2, "q05": -0.3, "q95": -0.1}),
    "not trusted": replace(OPEN, trusted=False),
    "divided": replace(OPEN, distinct_optima=3),
}


@pytest.fixture(autouse=True, scope="module")
def words_only() -> Iterator[None]:
    """Pictures are drawn in a test of their own."""

    def bare(name: str, draw: object, numbers: pd.DataFrame, *, title: str, note: str, alt: str) -> Figure:
        return Figure(name, title, note, alt, "", "", numbers)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(current_phase_module, "daily_readings", daily_readings)
        for name in ("contraction", "course", "forecast", "holds", "influence", "phases", "scores"):
            patch.setattr(import_module(f"pairbond.plots.{name}"), "figure", bare)
        yield


@pytest.fixture(scope="module")
def two() -> Diary:
    return diary(1, days=30, partners=("Ana", "Ben"), dates=True)


def page(folder: Path, asked: Diary, theory: Assessment | None, **more: object) -> tuple[Page, str]:
    text = report(asked, None, None, folder / "a.html", theory=theory, **more).read_text("utf-8")  # type: ignore[arg-type]
    return Page(text), text


def section(text: str, key: str) -> str:
    found = re.search(rf'<section id="{key}">(.*?)</section>', text, re.S)
    assert found is not None, key
    return found[1]


def paragraphs(text: str, key: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", p).strip() for p in re.findall(r"<p[^>]*>(.*?)</p>", section(text, key), re.S)]


def test_an_open_gate_tells_phase_cycle_and_what_holds(tmp_path: Path, two: Diary) -> None:
    seen, text = page(tmp_path, two, assess(two))
    assert "Ana sees the other in a good light (fusion, 90" in seen.text
    assert "settles into a repeating cycle (95 %), 44 to 60 days long" in seen.text
    assert "The model calls this a closed circuit (95" in seen.text
    assert "What holds Ana most is attachment to the partner." in seen.text
    assert re.search("about as well as the theory does: [^.]*strain from outside", seen.text)
    assert "we assume that the two were together all the time" in seen.text
    assert "In the model, Ana goes from rupture to fusion" in text


@pytest.mark.slow
@pytest.mark.parametrize("rule", SHUT)
def test_a_theory_that_may_say_nothing_says_so_in_one_sentence(tmp_path: Path, two: Diary, rule: str) -> None:
    seen, text = page(tmp_path, two, assess(two, SHUT[rule]))
    [said] = paragraphs(text, "theory")
    assert said.startswith("From these 30 days we cannot say where in a cycle these days are")
    assert "because" in said
    # questions are advised only where too few were asked, otherwise more days
    assert ("questions such as" in said) == (rule == "too few items")
    assert ("more weeks of diary" in said) == (rule != "too few items")
    assert said.count(".") == 1
    assert not {"current-phase", "maintenance", "stories", "change"} & set(seen.sections)
    for word in ("fusion", "rupture", "pursuit", "closed circuit", "inner worth"):
        assert word not in seen.prose.lower(), word


def test_wide_quantities_shut_the_sections_too(tmp_path: Path, two: Diary) -> None:
    _, text = page(tmp_path, two, assess(two, narrowed=False))
    assert "nearly as uncertain as before" in paragraphs(text, "theory")[0]


@pytest.mark.slow
def test_the_first_screen_gets_one_sentence_of_the_theory_at_most(tmp_path: Path, two: Diary) -> None:
    for theory, wanted in ((assess(two), 1), (assess(two, SHUT["no order"]), 0), (None, 0)):
        _, text = page(tmp_path, two, theory)
        said = [p for p in paragraphs(text, "glance") if "in the model" in p.lower()]
        assert len(said) == wanted
    fitted = fit(two, effect=0.4)
    whole = report(two, fitted, comparison(two), tmp_path / "b.html", theory=assess(two)).read_text("utf-8")
    opening = section(whole, "glance").split("<figure")[0]
    assert len(re.findall(r"<p", opening)) == 3


@pytest.mark.slow
def test_sections_stand_before_the_next_weeks_and_are_absent_without_the_theory(tmp_path: Path, two: Diary) -> None:
    seen, _ = page(tmp_path, two, assess(two))
    assert [s for s in seen.sections if s in SECTIONS] == list(SECTIONS)
    bare, _ = page(tmp_path, two, None)
    assert not set(SECTIONS) & set(bare.sections)


@pytest.mark.slow
def test_words_are_those_of_the_house(tmp_path: Path, two: Diary) -> None:
    for theory in (assess(two), *(assess(two, e) for e in SHUT.values()), assess(two, cycling=0.05)):
        seen, _ = page(tmp_path, two, theory)
        for pattern in (GENDERED, VERDICTS, GROUP):
            assert not re.findall(pattern, seen.prose, re.I)


def test_one_writer_is_spoken_to_and_the_other_stays_withheld(tmp_path: Path) -> None:
    both = diary(1, days=30, partners=("Ana", "Ben"))
    alone = type(both)(**{**both.__dict__, "frame": both.frame[both.frame["partner"] == "Ana"].reset_index(drop=True)})
    one = replace(OPEN, writers=("Ana",), items={"Ana": 7}, anchored={"Ana": 7}, order={"Ana": 0.0003})
    verdicts = ("fits as well", "not compared", "fits as well", "fits less well")
    seen, _ = page(tmp_path, alone, assess(alone, one, verdicts=verdicts))
    assert "you see the other in a good light" in seen.text
    assert "Ben" not in seen.text
    assert "closed circuit (" not in seen.text
    assert "this cannot be distinguished from that person’s own ups and downs" in seen.text


@pytest.mark.slow
def test_each_verdict_on_the_other_stories_has_its_words(tmp_path: Path, two: Diary) -> None:
    less = "fits less well"
    for verdicts, words in (
        ((less, less, less, less), "that does not make it true"),
        ((less, "fits better", less, less), "These predict the days better than the theory does: strain from outside."),
        (("fits as well",) * 4, "too few days to distinguish any story"),
    ):
        seen, _ = page(tmp_path, two, assess(two, verdicts=verdicts))
        assert words in seen.text


def test_an_answer_about_somebody_else_is_refused(tmp_path: Path) -> None:
    several = diary(3)
    with pytest.raises(PairbondError, match="ask for a page about couple c1"):
        report(several, None, None, tmp_path / "a.html", theory=assess(several))
    with pytest.raises(PairbondError, match="the page about couple c2"):
        report(several, None, None, tmp_path / "a.html", couple="c2", theory=assess(several))
    seen, _ = page(tmp_path, several, assess(several), couple="c1")
    assert "the woman sees the other in a good light" in seen.text


@pytest.mark.slow
def test_courses_of_action_stand_behind_the_same_gate(
    tmp_path: Path, two: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Section("change", "What would change it, in the model")
    monkeypatch.setattr(_write, "change", lambda *_: made)
    none = pd.DataFrame(columns=["course", "actor", "partner"])
    what = WhatIf(none, (), {}, none, {"Ana": "Ana", "Ben": "Ben"}, ("Ana", "Ben"), ("Ana", "Ben"), False, {})
    shut, _ = page(tmp_path, two, assess(two, SHUT["divided"]), what_if=what)
    assert "change" not in shut.sections
    opened, _ = page(tmp_path, two, assess(two), what_if=what)
    assert "What would change it, in the model" in opened.text
    without, _ = page(tmp_path, two, assess(two))
    assert "change" not in without.sections


@pytest.mark.slow
def test_courses_are_of_those_alone_whose_phase_and_holds_are_both_let_through(tmp_path: Path, two: Diary) -> None:
    both = assess(two)
    assert both.courses_of == ("Ana", "Ben")
    one = assess(two, not_narrowed=[(about, "Ben") for about in ("phase", "craving")])
    assert one.courses_of == ("Ana",), "of the other, what holds is let through, and the phase is not"
    # of the one the phase, of the other what holds: no course has what it starts from
    crossed = assess(two, not_narrowed=[("phase", "Ben"), *((about, "Ana") for about in HOLDS)])
    assert crossed.open("phase")
    assert crossed.open("hold")
    assert not crossed.courses_open
    _, text = page(tmp_path, two, crossed)
    [said] = paragraphs(text, "change")
    assert said.startswith("From these 30 days we cannot say what would change it, because")
    assert "nearly as uncertain as before" in said


@pytest.mark.slow
def test_a_page_leaves_out_courses_of_one_whom_the_gate_stops(
    tmp_path: Path, two: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[WhatIf] = []
    monkeypatch.setattr(_write, "change", lambda what, *_: asked.append(what))
    none = pd.DataFrame(columns=["course", "actor", "partner"])
    what = WhatIf(none, (), {}, none, {"Ana": "Ana", "Ben": "Ben"}, ("Ana", "Ben"), ("Ana", "Ben"), False, {})
    page(tmp_path, two, assess(two, not_narrowed=[("phase", "Ben")]), what_if=what)
    assert asked[0].described == ("Ana",)


def test_what_holds_most_is_not_said_while_one_of_five_is_withheld(tmp_path: Path, two: Diary) -> None:
    # the largest is stopped: the largest of the rest is not what holds most
    partial = assess(two, not_narrowed=[("bond", "Ana"), ("arousal", "Ana"), ("load", "Ana")])
    seen, _ = page(tmp_path, two, partial)
    assert "We cannot say which of five things holds Ana most." in seen.text
    assert "What holds Ana most is" not in seen.text
    assert "What holds Ben most is attachment to the partner." in seen.text


@pytest.mark.slow
def test_costs_that_are_withheld_are_not_said_to_be_none(tmp_path: Path, two: Diary) -> None:
    for not_narrowed, begins in (
        ([], "None of the possible costs to Ana"),
        ([("load", "Ana")], "As far as the diary can say, none"),
    ):
        made = assess(two, not_narrowed=not_narrowed)
        ordinary = made.costs.assign(prior_q25=-1.0, prior_q75=2.0)
        seen, _ = page(tmp_path, two, replace(made, costs=ordinary))
        assert begins in seen.text
        assert (
            "As far as the diary can say, none of the possible costs to Ana is clearly higher" in seen.text
        ) == bool(not_narrowed)


@pytest.mark.slow
def test_no_trait_of_anybody_is_on_the_page_and_research_finds_it_in_a_file(tmp_path: Path, two: Diary) -> None:
    found = assess(two)
    assert not found.traits.empty
    seen, text = page(tmp_path, two, found, csv_dir=tmp_path / "csv")
    assert "What passed the evidence check, and what did not" in seen.text
    cells = set(re.findall(r"<td[^>]*>(.*?)</td>", text))
    assert "craving" in cells, "the gate's other rows are there"
    assert not cells & {name.replace("_", " ") for name in TRAITS}
    for name in set(TRAITS) - {"coping"}:
        assert name not in text, name
        assert name.replace("_", " ") not in text, name
    table = pd.read_csv(tmp_path / "csv" / "current-phase-traits-for-research.csv")
    assert set(table["name"]) == set(TRAITS)
    assert set(table["warning"]) == {TRAITS_WARNING}


def test_the_gate_is_shown_also_where_no_trait_is_reported(tmp_path: Path, two: Diary) -> None:
    none = assess(two, not_narrowed=[(name, p) for name in TRAITS for p in ("Ana", "Ben")])
    assert none.traits.empty
    seen, _ = page(tmp_path, two, none, csv_dir=tmp_path / "csv")
    assert "What passed the evidence check, and what did not" in seen.text
    assert not (tmp_path / "csv" / "current-phase-traits-for-research.csv").exists()


def test_without_a_score_no_story_is_held_against_the_theory(tmp_path: Path, two: Diary) -> None:
    unscored = replace(assess(two), forecast={})
    _, text = page(tmp_path, two, unscored)
    assert paragraphs(text, "stories") == [
        "The theory cannot say anything about these days, so there is nothing to compare other stories with."
    ]


@pytest.mark.slow
def test_the_method_says_how_much_an_answer_counts_and_how_draws_are_made(tmp_path: Path, two: Diary) -> None:
    seen, _ = page(tmp_path, two, assess(two))
    assert (
        "draws taken from there to the posterior by sequential Monte Carlo, with a likelihood of power one half"
        in seen.text
    )


@pytest.mark.slow
def test_a_story_is_named_by_no_more_than_its_model_knows(tmp_path: Path, two: Diary) -> None:
    # levels that stay fit two content people too, and one person's course need not be a low
    alike = ("fits as well", "fits less well", "fits as well", "fits less well")
    seen, text = page(tmp_path, two, assess(two, verdicts=alike))
    both = "every day much like the others and Ana’s own ups and downs."
    assert f"These predict the days about as well as the theory does: {both}" in seen.text
    assert (
        "Every day much like the others (little changes between the two, or they do not suit each other): " in seen.text
    )
    assert "Ana’s own ups and downs (low mood, for example; " in seen.text
    assert "low mood of" not in text
    assert not re.search(r"(?<!or )two people who do not fit", text)


@pytest.mark.parametrize(
    ("stopped", "total", "said"),
    [
        (0, 3, "All 3 statements passed the evidence check."),
        (1, 3, "2 of the 3 statements passed the evidence check; the other did not, because it rained."),
        (2, 3, "1 of the 3 statements passed the evidence check; the others did not, most often because it rained."),
        (3, 3, "None of the 3 statements passed the evidence check, most often because it rained."),
        (1, 1, "The one statement did not pass the evidence check because it rained."),
    ],
)
def test_the_command_counts_what_passed(two: Diary, stopped: int, total: int, said: str) -> None:
    gate = pd.DataFrame({"allowed": [i >= stopped for i in range(total)], "why": "it rained"})
    assert _gate_line(replace(assess(two), gate=gate)) == said
