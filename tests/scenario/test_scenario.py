"""Scenario files: what they mean, what they refuse, and that they come back as they were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pairbond.scenario import Condition, ScenarioError, parse_scenario, read_scenario, scenario_json_schema
from pairbond.scenario.read import scenario_tables
from pairbond.scenario.write import scenario_toml
from pairbond.simulate import simulate
from pairbond.theory import COUPLES, PEOPLE, DoseSchedule, Theory

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
SECURE = 'couple = "secure"\n'


def parsed(text: str) -> Any:
    return parse_scenario(scenario_tables("s.toml", text), "s.toml", text)


def test_a_named_couple_is_that_couple() -> None:
    read = parsed('couple = "closed-circuit"')
    assert read.couple == COUPLES["closed-circuit"]
    assert read.names == {"a": "a: self-inflating", "b": "b: self-sacrificing"}
    assert (read.days, read.draws, read.seed, read.noise) == (730, 20, 0, True)


def test_a_person_is_the_couple_s_then_like_then_the_traits() -> None:
    read = parsed('couple = "closed-circuit"\n[b]\nanxiety = 0.5\nname = "Ada"')
    assert read.couple.b.anxiety == 0.5
    assert read.couple.b.coping == PEOPLE["self-sacrificing"].coping
    assert read.names["b"] == "Ada"
    like = parsed('couple = "closed-circuit"\n[a]\nlike = "fully-compliant"\n[a.gains]\nsplitting = 0.5')
    assert like.couple.a.gains == {**PEOPLE["fully-compliant"].gains, "splitting": 0.5}
    assert like.couple.a.integration == 0.3
    free = parsed("[a]\ncoping = 0.9\n[b]\ncoping = -0.5\n[parameters]\ntau_image = 4.0")
    assert (free.couple.a.coping, free.couple.b.coping, free.couple.params) == (0.9, -0.5, {"tau_image": 4.0})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("couple", "mechanism"),
    [("closed-circuit", "splitting"), ("self-inflating-compliant", "voice_of_needs"), ("secure", "repair")],
)
def test_taken_out_is_a_gain_of_nothing_to_the_last_digit(couple: str, mechanism: str) -> None:
    begin = f'couple = "{couple}"\ndays = 60\ndraws = 2\n'
    out, nothing = parsed(f'{begin}without = ["{mechanism}"]'), parsed(f"{begin}[gains]\n{mechanism} = 0")
    assert mechanism not in out.theory.mechanisms
    found, zero = out.simulate(), nothing.simulate()
    less = simulate(COUPLES[couple], 60, 2, theory=Theory().without(mechanism))
    whole = parsed(begin).simulate()
    for name in less:
        assert np.array_equal(found[name], less[name], equal_nan=True), name
        assert np.array_equal(zero[name], less[name], equal_nan=True), name
    assert float(abs(whole.image - found.image).max()) > 1e-3
    assert found.attrs["theory"] == out.theory.hash != zero.attrs["theory"]


def test_an_intervention_acts_on_its_days() -> None:
    read = parsed(SECURE + 'days = 40\ndraws = 1\n[[intervention]]\nname = "no_contact"\nstart = 10\nend = 20')
    contact = read.simulate().contact.squeeze("draw")
    together = read.simulate().code.squeeze("draw") == 0
    on = (contact.day >= 10) & (contact.day < 20)
    assert float(contact.where(on).max()) == 0
    assert float(contact.where(~on & together).min()) == 1


def test_a_condition_holds_while_something_can_be_seen() -> None:
    read = parsed(
        SECURE + 'days = 30\ndraws = 1\n[[intervention]]\nname = "set_conduct"\nconduct = "joy"\nvalue = 0.0123\n'
        'who = "a"\n[intervention.when]\nobserve = "days_apart"\nabove = 1.0'
    )
    assert read.interventions[0].when == Condition("days_apart", 1.0, True)
    assert str(read.interventions[0].when) == "days apart above 1"
    always = parsed(
        SECURE + 'days = 30\ndraws = 1\n[[intervention]]\nname = "set_conduct"\nconduct = "joy"\nvalue = 0.0123\n'
        'who = "a"\n[intervention.when]\nobserve = "received_warmth"\nbelow = 2.0'
    )
    assert (always.simulate().joy.sel(partner="a") == 0.0123).mean() > 0.9
    assert not (read.simulate().joy.sel(partner="b") == 0.0123).any()


def test_a_dose_may_follow_a_schedule() -> None:
    read = parsed(
        SECURE + 'days = 60\ndraws = 1\n[[intervention]]\nname = "no_contact"\nstart = 10\n'
        "dose_schedule = {points = [[0, 1], [18, 0]], every = 21}"
    )
    assert read.interventions[0].dose == DoseSchedule([(0, 1), (18, 0)], every=21)
    contact = read.simulate().contact.squeeze("draw").values
    assert [day for day in range(10, 61) if contact[day]] == [28, 29, 30, 49, 50, 51]
    warm = parsed(
        SECURE
        + '[[intervention]]\nname = "set_conduct"\nconduct = "warmth"\n[intervention.dose_schedule]\nof = "value"\n'
        'points = [[0, 0.1], [9, 0.5]]\nbetween = "line"'
    )
    assert warm.interventions[0].value == DoseSchedule([(0, 0.1), (9, 0.5)], between="line")
    assert parsed(scenario_toml(warm)).interventions == warm.interventions


NO_CONTACT = SECURE + '[[intervention]]\nname = "no_contact"\n'
WRONG = [
    ("", "s.toml: it needs a couple, or two persons [a] and [b]"),
    ("[a]\ncoping = 1", "it needs a couple, or two persons"),
    ("[a]\nanswer = 1\n[b]\ncoping = 0", "line 2: there is no key answer in a; the nearest is coping"),
    ("couple = 'secur'", "s.toml, line 1: there is no couple 'secur'; the nearest is 'secure'."),
    (SECURE + "day = 3", "line 2: there is no key day; the nearest is days."),
    (SECURE + "days = 1.5", "line 2: days is 1.5, but must be a whole number from 1 to 36525; the nearest is 2."),
    (SECURE + "days = nan", "days is nan, but must be a whole number"),
    (SECURE + "days = true", "days is True, but must be a number"),
    (SECURE + "draws = -inf", "the nearest is 1."),
    (SECURE + "days = 36500\ndraws = 100", "line 3: 100 draws of 36500 days are more than is kept"),
    (SECURE + "dt = 0.3", "the nearest is 0.333"),
    (SECURE + "seed = 1e12", "the nearest is 2147483647."),
    (SECURE + "show = ['imige']", "no quantity 'imige'; the nearest is 'image'."),
    (SECURE + 'without = ["spliting"]', "no mechanism 'spliting'; the nearest is 'splitting'."),
    (SECURE + "gains = {spliting = 0}", "no mechanism 'spliting'; the nearest is 'splitting'."),
    (SECURE + "[gains]\nsplitting = 2", "line 2: the gain of splitting is 2, outside [0, 1]; the nearest is 1."),
    (SECURE + "[parameters]\ntau_imag = 2", "no free parameter 'tau_imag'; the nearest is 'tau_image'."),
    (SECURE + "[parameters]\ntau_image = 0", "tau_image is 0 days; a time is above 0"),
    (SECURE + "[a]\nanxiety = 1.2", "line 2: anxiety of a person is 1.2, outside [0, 1]; the nearest is 1."),
    (SECURE + "[a]\nanxiety = nan", "anxiety is nan, which is no finite number."),
    (SECURE + "[a]\nanxeity = .2", "this is not TOML"),
    (SECURE + "[a]\nanxeity = 0.2", "there is no key anxeity in a; the nearest is anxiety."),
    (SECURE + "[a]\nlike = 'Secure'", "no person 'Secure'; the nearest is 'secure'."),
    (SECURE + "[a.gains]\nx = 1", "there is no mechanism 'x'"),
    (SECURE + "[[intervention]]\nstart = 3", "needs the key name"),
    (SECURE + "[[intervention]]\nname = 'nocontact'", "line 3: there is no intervention 'nocontact'; the nearest is"),
    (NO_CONTACT + "dose = 2", "dose of no_contact is 2, outside [0, 1]; the nearest is 1."),
    (NO_CONTACT + "who = 'c'", "who is c, but must be a, b or both"),
    (NO_CONTACT + "start = 900", "no_contact starts on day 900, but the run has days 0 to 730; the nearest is 729."),
    (NO_CONTACT + "start = -1", "the nearest is 0."),
    (NO_CONTACT + "start = 9\nend = 4", "no_contact ends on day 4, but starts on day 9 only."),
    (NO_CONTACT + "mode = 'angry_child'", "no_contact has no 'mode', only evocation has; leave it out."),
    (NO_CONTACT + "when = {observe = 'shame', above = 1}", "no observable 'shame'; the nearest is"),
    (NO_CONTACT + "when = {observe = 'warmth'}", "needs either 'above' or 'below'."),
    (NO_CONTACT + "when = {observe = 'warmth', abov = 1}", "there is no key abov in intervention 1: when"),
    (
        NO_CONTACT + "dose_schedule = {points = [[1, 1]]}",
        "line 3: a dose schedule starts on day 1; its first point has to be on",
    ),
    (NO_CONTACT + "course = {points = [[0, 1]]}", "there is no key course in intervention 1; the nearest is dose_sch"),
    (
        NO_CONTACT + "dose_schedule = {points = [[0, 1, 2]]}",
        "the points of a dose schedule are pairs of a day and a dose",
    ),
    (
        NO_CONTACT + "dose_schedule = {points = [[0, 1], [5, 2]]}",
        "dose of 2 on day 5, outside [0, 1]; the nearest is 1.",
    ),
    (
        NO_CONTACT + "dose_schedule = {points = [[0, 1]], beween = 'line'}",
        "there is no key beween in intervention 1: dose_schedule",
    ),
    (NO_CONTACT + "dose_schedule = {points = [[0, 1]], between = 'lin'}", "must be step or line; the nearest is line"),
    (NO_CONTACT + "dose_schedule = {points = 3}", "dose_schedule.points is 3, but must be a list."),
    (NO_CONTACT + "dose_schedule = {every = 3}", "needs the key points"),
    (
        NO_CONTACT + "dose_schedule = {points = [[0, 1]], of = 'value'}",
        "no_contact has no 'value' to follow a dose schedule; it has",
    ),
    (
        NO_CONTACT + "dose = 0.5\ndose_schedule = {points = [[0, 1]]}",
        "both a number and a dose schedule for its dose; leave one",
    ),
    (SECURE + "[[intervention]]\nname = 'evocation'", "evocation needs 'mode'."),
    (SECURE + "[[intervention]]\nname = 'evocation'\nmode = 'child'", "there is no mode 'child'"),
    (
        NO_CONTACT + "[[intervention]]\nname = 'no_contact'\nwho = 'a'\nstart = 9",
        "two interventions are called 'no_contact'",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "words"), WRONG, ids=lambda value: "")
def test_what_is_wrong_is_said_in_one_sentence_with_its_place(text: str, words: str) -> None:
    with pytest.raises(ScenarioError) as found:
        parsed(text)
    assert words in str(found.value)
    assert len(str(found.value).splitlines()) == 1
    assert str(found.value).startswith("s.toml")


def test_every_fault_is_reported() -> None:
    with pytest.raises(ScenarioError) as found:
        parsed(NO_CONTACT + "dose = 2\n[[intervention]]\nname = 'limit'\n[a]\nanxiety = 3")
    assert len(str(found.value).splitlines()) == 3


def test_a_file_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "no-contact.toml").write_text(SECURE, encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"beside it there is no-contact\.toml"):
        read_scenario(tmp_path / "no-contct.toml")
    (tmp_path / "latin.toml").write_bytes(b'title = "\xe4"')
    with pytest.raises(ScenarioError, match="byte 10 is not UTF-8"):
        read_scenario(tmp_path / "latin.toml")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_is_written_is_what_was_read(path: Path) -> None:
    read = read_scenario(path)
    again = parsed(scenario_toml(read))
    assert (again.couple, again.names, again.interventions) == (read.couple, read.names, read.interventions)
    assert (again.days, again.draws, again.seed, again.noise, again.dt, again.show) == (
        read.days, read.draws, read.seed, read.noise, read.dt, read.show,
    )  # fmt: skip


def test_strange_words_and_numbers_survive_writing() -> None:
    text = 'couple = "secure"\ntitle = "a \\"b\\" = [c] ü"\n[a.gains]\nsplitting = 1e-7\n' + (
        '[[intervention]]\nname = "limits"\nend = inf\n[intervention.when]\nobserve = "demand"\nbelow = 0.25\n'
    )
    read = parsed(text)
    again = parsed(scenario_toml(read))
    assert (again.title, again.couple, again.interventions) == (read.title, read.couple, read.interventions)


def test_there_are_three_examples() -> None:
    assert {path.stem for path in EXAMPLES} >= {"no-contact", "healthy-adult", "six-practices"}


def test_the_published_schema_is_the_one_in_force() -> None:
    published = json.loads((ROOT / "docs" / "_static" / "scenario.schema.json").read_text(encoding="utf-8"))
    assert published == scenario_json_schema(), "write it anew: pairbond simulate --schema"
    assert set(published["properties"]) >= {"couple", "a", "b", "days", "draws", "intervention"}
