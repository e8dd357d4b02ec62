"""What a report says to whom, and what it never says."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

import pairbond.report
from pairbond.diary import Diary, Item, diary_from_frame
from pairbond.errors import PairbondError
from pairbond.plots import Figure
from pairbond.report import report
from pairbond.report._write import compose
from pairbond.report.findings import findings, null
from pairbond.report.view import select_view
from pairbond.report.voice import digits_of, in_words

from ._fake import comparison, diary, fit
from ._reading import Page

GENDERED = r"\b(he|she|him|her|his|hers|himself|herself)\b"
VERDICTS = (
    r"\b(toxic|narcissis\w*|codependen\w*|abuser|victim|diagnos\w*|disorder|patholog\w*|healthy|unhealthy|manipulat\w*"
    r"|should (leave|stay)|causes?d? by|leads? to|because of)\b"
)
GROUP = r"\b(couples|group|strangers?|average over)\b"


@pytest.fixture(autouse=True, scope="module")
def without_pictures() -> Iterator[None]:
    """Words only, and quickly; pictures are drawn in the tests of the page."""

    def bare(name: str, draw: object, numbers: pd.DataFrame, *, title: str, note: str, alt: str) -> Figure:
        return Figure(name, title, note, alt, "", "", numbers)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("contraction", "couples", "course", "forecast", "influence", "scores"):
            patch.setattr(import_module(f"pairbond.plots.{name}"), "figure", bare)
        yield


def page(tmp_path: Path, *args: object, **kwargs: object) -> Page:
    return Page(report(*args, tmp_path / "a.html", **kwargs).read_text("utf-8"))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    tmp_path = tmp_path_factory.mktemp("kinds")
    group, couple = diary(6), diary(1, partners=("Ana", "Ben"), dates=True)
    one = diary(1, partners=("Ana",), items=("sadness", "warmth", "fear"), fear=3.0)
    return {
        "group": page(tmp_path, group, fit(group, effect=0.4), comparison(group, gain=0.2, real=0.1)),
        "page": page(tmp_path, group, fit(group, effect=0.9), comparison(group, gain=0.2), couple="c2"),
        "couple": page(tmp_path, couple, fit(couple, effect=0.4), comparison(couple)),
        "one": page(tmp_path, one, fit(one), comparison(one)),
        "short": page(tmp_path, diary(1, days=9, partners=("Ana", "Ben")), None, None),
    }


@pytest.mark.slow
def test_no_report_speaks_of_he_or_she_or_passes_a_verdict(kinds: dict[str, Page]) -> None:
    for kind, seen in kinds.items():
        assert not re.findall(GENDERED, seen.prose, re.I), kind
        assert not re.findall(VERDICTS, seen.prose, re.I), kind


@pytest.mark.slow
def test_one_couple_hears_nothing_of_groups(kinds: dict[str, Page]) -> None:
    for kind in ("couple", "one", "short"):
        assert not re.findall(GROUP, kinds[kind].prose, re.I), kind
    assert re.findall(GROUP, kinds["group"].prose, re.I), "the pattern must be able to find them"


@pytest.mark.slow
def test_partners_are_called_as_the_diary_calls_them(kinds: dict[str, Page]) -> None:
    assert "Ana and Ben rated sadness and warmth received" in kinds["couple"].text
    assert "the Ana" not in kinds["couple"].text
    assert "women" in kinds["group"].text


def test_one_writer_is_spoken_to_and_the_other_is_left_out(tmp_path: Path) -> None:
    both = diary(1, partners=("Ana", "Ben"))
    alone = type(both)(
        **{**both.__dict__, "frame": both.frame[both.frame["partner"] == both.partners[0]].reset_index(drop=True)}
    )
    seen = page(tmp_path, alone, fit(alone), comparison(alone))
    assert re.search(r"Your diary, \d+ days For Ana: your own answers only", seen.text)
    assert re.search(r"On \d+ days you rated sadness and warmth received\.", seen.text)
    assert "do not lay the two side by side" in seen.text
    assert "Ben" not in seen.text
    assert "Only your side is here" in seen.text


def test_short_diaries_are_described_only(tmp_path: Path) -> None:
    short = diary(1, days=9, partners=("Ana", "Ben"))
    for fitted in (None, fit(short)):  # even if somebody fitted it
        seen = page(tmp_path, short, fitted, None)
        assert seen.sections == ["glance", "course", "concurrent", "reading", "method", "help"]
        assert "under 14 days it can only be described" in seen.text
        assert not seen.findings


def test_what_is_not_ready_is_absent(tmp_path: Path) -> None:
    asked = diary(3)
    assert "prediction" not in page(tmp_path, asked, fit(asked), None).sections
    one = diary(1, partners=("Ana", "Ben"))
    assert "couples" not in page(tmp_path, one, fit(one), None).sections


def test_a_page_for_one_couple_shows_its_own_numbers(tmp_path: Path) -> None:
    asked = diary(5)
    fitted = fit(asked, effect=0.0)
    own = fitted.couple_effects
    strong = (own["couple"] == "c2") & (own["cause_partner"] == "man") & (own["effect_partner"] == "woman")
    for q in ("q05", "q25", "q50", "q75", "q95"):
        own.loc[strong, q] += 3.0
    second = page(tmp_path, asked, fitted, None, couple="c2")
    third = page(tmp_path, asked, fitted, None, couple="c3")
    wanted = "the man’s sadness was higher than usual, the woman’s sadness tended to be higher the next day"
    assert any(wanted in t for t in second.findings)
    assert not any("the next day" in t for t in third.findings)


@pytest.mark.parametrize(("sign", "way"), [(0.5, "higher"), (-0.5, "lower")])
def test_the_sentence_follows_the_sign(tmp_path: Path, sign: float, way: str) -> None:
    asked = diary(4)
    marked = page(tmp_path, asked, fit(asked, effect=sign), None).findings
    sentence = f"After days when women’s sadness was higher than usual, men’s sadness tended to be {way} the next"
    assert any(t.startswith(sentence) for t in marked)
    assert any(f"Partner effect, same item {'−' if sign < 0 else ''}0." in t for t in marked), (
        "with the field’s term and its size"
    )


@pytest.mark.slow
def test_diaries_of_noise_give_reports_without_findings() -> None:
    asked = diary(2, days=18)
    false = naive = 0
    for seed in range(120):
        tests = findings(select_view(asked, fit(asked, seed=seed), comparison(asked, seed=seed), None))
        false += bool(tests.significant)
        naive += any(a.hypothesis.low > 0 or a.hypothesis.high < 0 for a in tests.all)
    assert false / 120 < 0.10 + 0.083  # three standard errors
    assert naive / 120 > 0.9, "the same tables, read one interval at a time, must nearly always hold a finding"


def test_only_what_the_rule_lets_through_is_printed_as_reported() -> None:
    asked = diary(4)
    for seed in range(3):
        view = select_view(asked, fit(asked, effect=0.3, seed=seed), comparison(asked, gain=0.1, real=0.1), None)
        tests = findings(view)
        allowed = {a.sentence for a in tests.all if a.significant}
        derived = ("In both directions:",)
        printed = {w.text for s in compose(view) for w in s.words if w.finding}
        assert printed
        assert all(text in allowed or text.startswith(derived) for text in printed)


def test_findings_are_worded_in_one_file_only() -> None:
    """``Words(..., True)`` or a truthy ``finding`` may be written in findings.py alone."""
    folder = Path(pairbond.report.__path__[0])
    for file in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Words"):
                continue
            marked = [*node.args[1:2], *(k.value for k in node.keywords if k.arg == "finding")]
            for value in marked:
                harmless = isinstance(value, ast.Constant) and value.value in (False, None)
                assert harmless or file.name == "findings.py", f"{file.name}:{node.lineno}"


def test_danger_puts_help_first_and_makes_up_no_number(tmp_path: Path) -> None:
    one = diary(1, partners=("Ana",), items=("sadness", "fear"), fear=3.0)
    seen = page(tmp_path, one, None, None)
    assert seen.sections[0] == "help"
    first = seen.text.split("At a glance")[0]
    assert "local emergency number" in first
    assert "Leave this page" in first
    assert "who wrote" not in first
    assert not re.search(r"\d{3}", first)
    assert "can be read by anyone who uses this computer" in first
    calm = diary(1, partners=("Ana",), items=("sadness", "fear"), fear=0.0)
    seen = page(tmp_path, calm, None, None)
    assert seen.sections[-1] == "help"
    assert "Help comes first" not in seen.text
    assert "Leave this page" in seen.text


@pytest.mark.slow
def test_help_and_the_exit_are_on_every_page(kinds: dict[str, Page]) -> None:
    for kind, seen in kinds.items():
        assert seen.sections.count("help") == 1, kind
        assert "not wanting to live" in seen.text, kind
        links = [a for a in seen.all("a") if "href" in a]
        if kind == "group":
            assert "Leave this page" not in seen.text
        else:
            assert links[0]["id"] == "leave", kind
            assert links[1]["href"] == "#help", kind
            assert "history still holds this page" in seen.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("hurt", "memory", "first"),
    [
        ([4, 0, 5, 0], [6, 6, 6, 6], True),  # much hurt on two days
        ([3, 3, 3, 3], [6, 6, 6, 6], False),
        ([0, 0, 0, 0], [1, 0, 6, 6], True),  # very low trust on two days
        ([0, 0, 0, 0], [2, 2, 2, 2], False),
        ([4, 0, 0, 0], [6, 6, 1, 6], True),  # one of each, on different days
        ([4, 0, 0, 0], [1, 6, 6, 6], False),  # both on one day
    ],
)
def test_much_hurt_or_a_memory_not_trusted_put_help_first_for_one_writer(
    tmp_path: Path, hurt: list[float], memory: list[float], first: bool
) -> None:
    def asked(*people: str) -> Diary:
        rows = [
            {"person": who, "time": day, "calm": 3.0 + day % 2, "hurt_received": hurt[day], "memory": memory[day]}
            for who in people
            for day in range(4)
        ]
        items = [
            Item("calm", low=0, high=6, higher="better"),
            Item("hurt_received", low=0, high=6, higher="worse"),
            Item("memory", quantity="trust in one's own perception", low=0, high=6, higher="better"),
        ]
        return diary_from_frame(pd.DataFrame(rows), items)

    seen = page(tmp_path, asked("Ana"), None, None)
    assert (seen.sections[0] == "help") is first
    # of two, each may be reading what the other wrote
    assert page(tmp_path, asked("Ana", "Ben"), None, None).sections[-1] == "help"


def test_fear_of_one_is_not_shown_to_the_other(tmp_path: Path) -> None:
    asked = diary(1, partners=("Ana", "Ben"), items=("sadness", "warmth", "fear"), fear=3.0)
    seen = page(tmp_path, asked, fit(asked), comparison(asked))
    assert seen.sections[0] == "help"
    assert "fear of the other" not in seen.text
    assert not re.search(r"fear", seen.text.split("At a glance")[1])
    assert "fear" not in "".join(seen.csv().values())


def test_nothing_is_forecast_about_danger(tmp_path: Path) -> None:
    asked = diary(1, partners=("Ana",), items=("sadness", "fear"), fear=3.0)
    view = select_view(asked, fit(asked), None, None)
    assert view.forecast is not None
    assert set(view.forecast["item"]) == {"sadness"}
    assert view.effects is not None
    assert "fear" not in set(view.effects["cause_item"])
    assert [i.name for i in view.items] == ["sadness", "fear"], "but it is shown as written"


def test_contacts_are_those_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "contacts.toml"
    file.write_text('[[contact]]\nname = "House by the river"\nphone = "0800 000"\nweb = "https://example.org"\n')
    asked = diary(1, partners=("Ana",), items=("sadness", "fear"), fear=3.0)
    seen = page(tmp_path, asked, None, None, contacts=file)
    assert "House by the river" in seen.text
    assert "local emergency number" not in seen.text
    assert {"href": "tel:0800000"}.items() <= next(a for a in seen.all("a") if a["href"].startswith("tel:")).items()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "needs at least one [[contact]] table with a name"),
        ("[[contact]]\nphone = '1'", "Contact 1 in .* has no name"),
        ("[[contact]]\nname = 3", "write name in quotation marks"),
        ("[[contact]]\nname = 'a'\nfax = '1'", "has a field fax; there are name, phone, web and note"),
        ("[[contact]]\nname = 'a'\nweb = 'javascript:alert(1)'", "must begin with https:// or http://"),
        ("[[contact", "this is not TOML at its end"),
    ],
)
def test_faulty_contacts_are_refused_before_anything_is_written(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "contacts.toml"
    file.write_text(text)
    pattern = sentence if ".*" in sentence else re.escape(sentence)
    with pytest.raises(PairbondError, match=pattern):
        report(diary(1), None, None, tmp_path / "a.html", contacts=file)
    assert not (tmp_path / "a.html").exists()


def test_a_missing_contacts_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PairbondError, match="no such file"):
        report(diary(1), None, None, tmp_path / "a.html", contacts=tmp_path / "none.toml")


def test_levels_on_the_page_are_those_of_the_diary(tmp_path: Path) -> None:
    asked = diary(1, partners=("Ana", "Ben"))
    ana = asked.frame.loc[asked.frame["partner"] == asked.partners[0], "sadness"]
    seen = page(tmp_path, asked, None, None)
    assert f"Ana’s average was {ana.mean():.1f} (SD {ana.std():.1f})" in seen.text


def test_partners_without_roles_are_one_and_the_other(tmp_path: Path) -> None:
    asked = diary(5, partners=("first", "second"))
    asked = type(asked)(**{**asked.__dict__, "distinguishable": False})
    fitted = fit(asked, effect=0.0)
    for q in ("q05", "q25", "q50", "q75", "q95"):  # exchangeable: the same both ways
        fitted.effects.loc[fitted.effects["cause_partner"] != fitted.effects["effect_partner"], q] += 0.5
    seen = page(tmp_path, asked, fitted, comparison(asked))
    said = " ".join(seen.findings)
    wanted = (
        "After days when one partner’s sadness was higher than usual, the other partner’s sadness tended to be higher"
    )
    assert wanted in said
    assert "first" not in " ".join(seen.findings)
    assert "After days when the other partner’s sadness" not in said, "each effect once"


@pytest.mark.slow
def test_inertia_that_is_there_by_construction_must_be_more_than_a_trace(tmp_path: Path) -> None:
    asked = diary(4)
    fitted = fit(asked)
    fitted.__dict__["spec"] = replace(
        fitted.spec, model=replace(fitted.spec.model, kind="ct-var", measurement_error=True)
    )
    fitted.effects["informed"] = True
    own = fitted.effects["kind"] == "inertia"
    for q, value in {"q05": 0.02, "q25": 0.05, "q50": 0.09, "q75": 0.15, "q95": 0.26}.items():
        fitted.effects.loc[own, q] = value
    assert not any("carried over" in t for t in page(tmp_path, asked, fitted, None).findings)
    for q, value in {"q05": 0.31, "q25": 0.33, "q50": 0.35, "q75": 0.37, "q95": 0.39}.items():
        fitted.effects.loc[own, q] = value
    marked = page(tmp_path, asked, fitted, None).findings
    assert sum("About a third of a deviation from" in t for t in marked) >= 4
    assert all("0.35 SD" in t for t in marked if "carried over" in t)
    fitted.effects["informed"] = False
    assert not any("carried over" in t for t in page(tmp_path, asked, fitted, None).findings)


@pytest.mark.slow
def test_days_of_the_week_are_in_a_table(tmp_path: Path) -> None:
    asked = diary(2, dates=True)
    fitted = fit(asked)
    cells = [
        {"partner": p, "item": i.name, "weekday": d} for p in asked.partners for i in asked.items for d in range(7)
    ]
    fitted.__dict__["weekday"] = pd.DataFrame(cells).assign(q05=-0.1, q25=0.0, q50=0.1, q75=0.2, q95=0.3)
    assert "Wednesday" in page(tmp_path, asked, fitted, None).text


def test_a_diary_about_danger_only_still_puts_help_first(tmp_path: Path) -> None:
    asked = diary(1, partners=("Ana", "Ben"), items=("fear",), fear=3.0)
    seen = page(tmp_path, asked, fit(asked), comparison(asked))
    assert seen.sections == ["help", "glance", "reading", "method"]
    assert "fear" not in seen.text.split("At a glance")[1]


def test_a_fit_of_some_items_leaves_the_others_as_written(tmp_path: Path) -> None:
    asked = diary(1, partners=("Ana", "Ben"), items=("sadness", "calm"))
    seen = page(tmp_path, asked, fit(asked.with_items(["calm"])), None)
    drawn = pd.read_csv(io.StringIO(seen.csv()["course.csv"]))
    assert drawn.loc[drawn["item"] == "sadness", "q50"].isna().all()
    assert drawn.loc[drawn["item"] == "calm", "q50"].notna().all()
    assert set(pd.read_csv(io.StringIO(seen.csv()["forecast.csv"]))["item"]) == {"calm"}


def test_one_conversation_has_an_axis_of_its_own(tmp_path: Path) -> None:
    asked = diary(6, days=60)
    frame = asked.frame.assign(time=asked.frame["time"] / 3000)
    seen = page(tmp_path, type(asked)(**{**asked.__dict__, "frame": frame}), None, None)
    assert len(pd.read_csv(io.StringIO(seen.csv()["course.csv"]))) > 100


def test_in_a_couple_the_help_tells_nobody_what_was_answered(tmp_path: Path) -> None:
    asked = {"partners": ("Ana", "Ben"), "items": ("sadness", "warmth", "fear")}
    pages = [page(tmp_path, diary(1, fear=fear, **asked), None, None) for fear in (0.0, 3.0)]
    first = [seen.text.split("At a glance")[0] for seen in pages]
    assert first[0] == first[1]
    assert page(tmp_path, diary(1, partners=("Ana", "Ben")), None, None).sections[-1] == "help"


def test_nothing_is_said_without_its_interval() -> None:
    asked = diary(1, partners=("Ana", "Ben"))
    for effect in (0.0, 0.4):
        view = select_view(asked, fit(asked, effect=effect), comparison(asked, gain=effect), None)
        tests = findings(view)
        for section in compose(view):
            for words in section.words:
                if words.finding is not None and not words.text.startswith("In both directions"):
                    assert re.search(r"90 % intervals? ", words.numbers), words
        assert tests.all


@pytest.mark.slow
def test_an_own_diary_shows_all_that_was_written(tmp_path: Path) -> None:
    both = diary(1, partners=("Ana", "Ben"), items=("sadness", "warmth", "calm"))
    asked = both.with_items(["calm"])
    seen = page(tmp_path, asked, fit(asked), None)
    assert "The model is about calm; everything else is shown as written." in seen.text
    assert set(pd.read_csv(io.StringIO(seen.csv()["course.csv"]))["item"]) == {"sadness", "warmth", "calm"}
    study = diary(4, items=("sadness", "warmth", "calm")).with_items(["calm"])
    assert set(pd.read_csv(io.StringIO(page(tmp_path, study, fit(study), None).csv()["course.csv"]))["item"]) == {
        "calm"
    }


def test_many_items_are_counted_and_fear_is_not_the_one_named(tmp_path: Path) -> None:
    asked = diary(1, partners=("Ana",), items=("fear", "sadness", "warmth", "calm", "energy"), fear=3.0)
    seen = page(tmp_path, asked, fit(asked), None)
    assert "days you gave 5 ratings, among them sadness and warmth received." in seen.text
    assert "All 5 ratings, day by day" in seen.text
    assert "Fear of the other, from 0 to 4" not in seen.text  # no average of fear


def test_what_is_no_finding_says_if_its_interval_excludes_zero() -> None:
    asked = diary(4)
    tests = findings(select_view(asked, fit(asked, effect=0.1), None, None))
    rest = [a for a in tests.about("effect") if not a.significant]
    lone = [a for a in rest if a.unadjusted]
    assert lone, "among so many some would count alone"
    said = null("None.", rest).numbers
    assert f"; before Holm correction, {in_words(len(lone))} of these {len(rest)} intervals exclude" in said
    assert "Holm" not in null("None.", [a for a in rest if not a.unadjusted]).numbers


@pytest.mark.parametrize(("low", "high", "digits"), [(0.1, 0.4, 2), (0.01, 0.04, 3), (-2.0, 3.0, 2), (0.001, 0.005, 4)])
def test_narrow_intervals_get_more_digits(low: float, high: float, digits: int) -> None:
    assert digits_of(low, high) == digits
