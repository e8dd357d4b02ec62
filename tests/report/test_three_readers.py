"""A researcher, a couple and one writer: what each page says, once and in plain words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

from pairbond.diary import Diary
from pairbond.plots import Figure
from pairbond.report import report
from pairbond.report._contradicted import contradicted, least_squares
from pairbond.report.findings import findings
from pairbond.report.view import select_view

from ._fake import comparison, diary, fit
from ._reading import Page

# The dialect of earlier pages, and words of trades that no page may print.
RETIRED = (
    r"\btold\b|does not tell|do not tell|stays? open|\bforese\w*|\blinger\w*|usual swing|\bheld against\b|Fisher z"
    r"|\braw\b|\basked again\b|goes round"
)


@pytest.fixture(autouse=True, scope="module")
def without_pictures() -> Iterator[None]:
    def bare(name: str, draw: object, numbers: pd.DataFrame, *, title: str, note: str, alt: str) -> Figure:
        return Figure(name, title, note, alt, "", "", numbers)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("contraction", "couples", "course", "forecast", "influence", "scores"):
            patch.setattr(import_module(f"pairbond.plots.{name}"), "figure", bare)
        yield


def alone(asked: Diary) -> Diary:
    """The same diary with the first partner of each couple only."""
    frame = asked.frame[asked.frame["partner"] == "woman"].reset_index(drop=True)
    return replace(asked, frame=frame, partners=asked.partners[:1])


def text_of(folder: Path, *args: object, **more: object) -> str:
    return report(*args, folder / "a.html", **more).read_text("utf-8")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("readers")
    group, couple = diary(7), diary(1, days=40, partners=("Ana", "Ben"), dates=True)
    singles, one = alone(diary(6)), diary(1, days=40, partners=("Ana",))
    return {
        "group": text_of(folder, group, fit(group, effect=0.4), comparison(group, gain=0.2, real=0.1)),
        "null": text_of(folder, group, fit(group), comparison(group)),
        "page": text_of(folder, group, fit(group, effect=0.4), comparison(group, gain=0.2), couple="c2"),
        "couple": text_of(folder, couple, fit(couple, effect=0.4), comparison(couple, gain=0.2)),
        "one": text_of(folder, one, fit(one), comparison(one)),
        "singles": text_of(folder, singles, fit(singles), comparison(singles)),
        "short": text_of(folder, diary(1, days=9, partners=("Ana", "Ben")), None, None),
    }


def sentences(text: str) -> list[str]:
    """Sentences of the page's paragraphs and lists, the line of numbers under each apart."""
    said = []
    text = re.sub(r'<p class="note">.*?</p>', "", text, flags=re.S)  # how to read a figure stands under each figure
    for block in re.findall(r"<(?:p|li)\b[^>]*>(.*?)</(?:p|li)>", text, re.S):
        for part in re.split(r'<span class="size">', block):
            plain = re.sub(r"<[^>]+>", "", part).strip()
            said += [s for s in re.split(r"(?<=[.!?])\s+(?=[A-Z“])", plain) if len(s) > 25]
    return said


@pytest.mark.slow
def test_no_sentence_stands_twice_on_a_page(pages: dict[str, str]) -> None:
    for kind, text in pages.items():
        twice = [s for s, n in Counter(sentences(text)).items() if n > 1 and not s.startswith("All 90")]
        assert not twice, (kind, twice)


@pytest.mark.slow
def test_no_page_speaks_the_old_dialect(pages: dict[str, str]) -> None:
    for kind, text in pages.items():
        found = re.findall(RETIRED, Page(text).prose, re.I)
        assert not found, (kind, found)


@pytest.mark.slow
def test_pages_say_couples_only_of_couples(pages: dict[str, str]) -> None:
    for kind in ("one", "singles", "short", "couple"):
        body = Page(pages[kind]).text.split("To cite")[0]
        body = body.split("If you want to talk")[0] if kind != "singles" else body.split("Whoever reads")[0]
        assert not re.findall(r"\bcouples?\b", body.split("diary Thirty")[0].replace("couples’ diaries", ""), re.I), (
            kind
        )
    assert "The 6 people rated" in Page(pages["singles"]).text


@pytest.mark.slow
def test_laypeople_are_spared_terms_of_the_trade(pages: dict[str, str]) -> None:
    for kind in ("one", "couple", "page"):
        before_method = pages[kind].split('<section id="method">')[0]
        for term in ("Holm", "posterior", "autoregressive", "log score", "cross-lagged"):
            assert term not in Page(before_method).text, (kind, term)


@pytest.mark.slow
def test_a_researcher_gets_tables_terms_and_the_rule(pages: dict[str, str]) -> None:
    seen = Page(pages["group"])
    for wanted in (
        "Ratings by item", "ICC", "Fixed effects over 1 day", "Random effects: standard deviations between couples",
        "Residual and total correlations", "Priors", "Holm’s adjustment is made within each of",
        "Yesterday’s ratings helped predict today’s.", "pairbond contributors",
    ):  # fmt: skip
        assert wanted in seen.text, wanted
    assert pages["group"].count(" open>") >= 4
    assert "No lagged effect from one partner to the other was significant after correction" in Page(pages["null"]).text


def test_yesterday_helps_only_against_the_same_model_without_carry_over(tmp_path: Path) -> None:
    asked = diary(5)
    beaten = comparison(asked, gain=0.3)
    rows = beaten.paired["against"] == "pooled"
    for q in ("difference", "q05", "q25", "q50", "q75", "q95"):
        beaten.paired.loc[rows, q] -= 0.3
    seen = Page(text_of(tmp_path, asked, fit(asked), beaten)).text
    assert "ratings helped predict" not in seen
    assert "We cannot say whether yesterday’s ratings help predict today’s." in seen


def test_a_model_that_has_not_converged_gives_no_findings(tmp_path: Path) -> None:
    asked, reason = diary(5), "The search has not arrived: its next step would gain 20.0 nats."
    fitted = fit(asked, effect=0.9)
    fitted.__dict__["problem"] = reason
    seen = Page(text_of(tmp_path, asked, fitted, comparison(asked, gain=0.5)))
    assert not seen.findings
    assert seen.text.count(reason) == 1
    assert "The model has not converged, so this page reports no effects over time." in seen.text
    assert "Ratings by item" in seen.text, "what is described stays"
    shaky = comparison(asked, gain=0.5)
    shaky.settings["problems"] = {"var": reason}
    seen = Page(text_of(tmp_path, asked, fit(asked), shaky))
    assert "The comparison of predictions is not reported: a model in it has not converged." in seen.text
    assert "ratings helped predict" not in seen.text


def test_the_page_says_why_its_model_is_simpler_than_planned_or_missing(tmp_path: Path) -> None:
    asked, steps = diary(5), ["Starts that fit about as well end 3.0 apart.", "Only levels differ between couples."]
    simpler = Page(text_of(tmp_path, asked, fit(asked), None, steps=steps)).text
    assert f"The model is simpler than planned. {' '.join(steps)}" in simpler
    none = Page(text_of(tmp_path, asked, None, None, steps=steps))
    assert "No model could be used as a result" in none.text
    assert all(step in none.text for step in steps)
    assert not none.findings


def test_a_failed_check_takes_back_the_finding_it_contradicts(tmp_path: Path) -> None:
    asked = diary(5)
    fitted = fit(asked, effect=0.5)
    row = {"statistic": "next_day", "label": "the other's day before", "partner": "man", "item": "sadness"}
    inside = {"observed": 0.2, "q05": 0.1, "q50": 0.2, "q95": 0.3}
    for observed, provisional in ((0.2, False), (0.5, True)):
        fitted.__dict__["checks"] = pd.DataFrame([row | inside | {"observed": observed}])
        view = select_view(asked, fitted, None, None)
        key = ("effect", "woman", "sadness", "man", "sadness")
        assert findings(view)[key].significant
        assert (key in contradicted(view)) == provisional
        seen = Page(text_of(tmp_path, asked, fitted, None)).text
        assert ("Treat this finding above as provisional" in seen) == provisional
        assert ("woman: sadness → man: sadness." in seen) == provisional


@pytest.mark.slow
def test_chance_failures_of_checks_take_nothing_back_and_many_do(tmp_path: Path) -> None:
    asked = diary(5)
    for failed, provisional in ((2, False), (8, True)):
        fitted = fit(asked)
        fitted.__dict__["checks"] = pd.DataFrame(
            [
                {"statistic": "sd", "label": "", "partner": ("woman", "man")[i % 2], "item": "sadness"}
                | {"q05": 0.4, "q50": 0.5, "q95": 0.6}
                | {"observed": 0.9 if i < failed else 0.5}
                for i in range(18)
            ]
        )  # fmt: skip
        seen = Page(text_of(tmp_path, asked, fitted, None)).text
        assert ("more checks fail than chance would explain" in seen) == provisional
        assert f"{failed} of 18 statistics fell outside" in seen


def test_what_another_estimator_or_measurement_error_contradicts_is_named(tmp_path: Path) -> None:
    asked = diary(6)
    fitted = fit(asked, effect=0.6)  # ratings of noise: least squares finds nothing there
    table = least_squares(select_view(asked, fitted, None, None)).set_index(
        ["cause_partner", "cause_item", "effect_partner"]
    )
    differs = table.loc[("woman", "sadness", "man")]
    assert bool(differs[differs["effect_item"] == "sadness"]["differs"].iloc[0])
    table = fitted.error_sensitivity
    lost = (table["error_share"] == 0.4) & (table["cause_partner"] == "woman") & (table["effect_partner"] == "man")
    lost &= (table["cause_item"] == "sadness") & (table["effect_item"] == "sadness")
    for q in ("q05", "q25", "q50", "q75", "q95"):
        table.loc[lost, q] *= 0.4
    seen = Page(text_of(tmp_path, asked, fitted, None)).text
    assert re.search(
        r"differs by more than two of its standard errors for \d+ of 16 effects: .*woman: sadness → man: sadness", seen
    )
    assert re.search(r"1 finding on .* lose more than half its size.* fragile: woman: sadness → man: sadness \(", seen)


def test_people_set_aside_and_a_common_course_are_named(tmp_path: Path) -> None:
    asked = diary(5)
    fitted = fit(asked)
    fitted.__dict__["set_aside"] = pd.DataFrame([{"couple": "c4", "partner": "man", "item": "warmth"}])
    fitted.__dict__["common_course"] = pd.DataFrame(
        {"partner": "woman", "item": "sadness", "calendar": False, "days": [0, 9], "shift": [-0.4, 0.8], "p": 0.001}
    )
    seen = Page(text_of(tmp_path, asked, fitted, None)).text
    assert "couple c4, the man (warmth received)" in seen
    assert "women’s sadness (from −0.40 to 0.80 points)" in seen


def test_null_sentences_set_the_posterior_beside_the_prior(tmp_path: Path) -> None:
    asked = diary(5)
    fitted = fit(asked)
    seen = Page(text_of(tmp_path, asked, fitted, None)).text
    assert "(prior 90 % interval −0.49 to 0.49)" in seen
    fitted.__dict__["priors"] = None  # a flat prior has no range to be said
    assert not any(a.hypothesis.prior for a in findings(select_view(asked, fitted, None, None)).all)


def test_the_same_day_is_tested_in_its_own_family_and_said_with_both_correlations(tmp_path: Path) -> None:
    asked = diary(5)
    fitted = fit(asked)
    same = fitted.same_day
    pair = (same["kind"] == "between partners, same item") & (same["item"] == "sadness")
    for q in ("q05", "q25", "q50", "q75", "q95"):
        same.loc[pair, q] = same.loc[pair, q] + 0.5
    view = select_view(asked, fitted, None, None)
    tests = findings(view)
    assert tests.families["same day"] == 6
    [key] = [k for k in tests.significant if k[0] == "same day"]
    assert set(key[1:]) == {"woman", "man", "sadness"}
    seen = Page(text_of(tmp_path, asked, fitted, None))
    said = next(
        t for t in seen.findings if t.startswith("On days when women’s sadness was higher than usual, so was men’s.")
    )
    assert "Residual correlation 0." in said
    assert "total within-person correlation" in said
