"""The view Debates: both sides and results are those on record, dials run, and a lesson fits on one page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import pytest

import pairbond as pb
from pairbond.experiments import records
from pairbond.lab.page import english
from pairbond.lab.views.debates import DIALS, debates, measured
from pairbond.rivals import RIVALS
from pairbond.simulate.recording import default_theory
from pairbond.theory import COUPLES
from pairbond.theory.interventions import Acceptance

from ._browser import needs_browser, opened

LAB = "document.querySelector('#app').lab"
SHOWN = sorted({name for one in DIALS.values() for name in one.shows})
SIDES = {
    (True, False): "the first side",
    (False, True): "the second side",
    (True, True): "both, each in its place",
    (False, False): "cannot be told apart",
}


@pytest.fixture(scope="module")
def held():
    found = debates(default_theory(), SHOWN)
    assert found is not None
    return found


def test_every_dispute_is_a_lesson_with_its_verdict(held) -> None:
    table = pb.verdict_table().set_index("id")
    assert [row["id"] for row in held["rows"]] == list(records("dispute")) == list(DIALS)
    for row in held["rows"]:
        one = records("dispute")[row["id"]]
        assert [side["says"] for side in row["sides"]] == [one.sentence, one.rival.sentence]
        assert row["verdict"] == table.loc[row["id"], "verdict"]
        assert set(english()["debates"][row["id"]]) == {
            "title", "first", "second", "dial", "watch", "line", "dotted", "ask"
        }  # fmt: skip


def test_the_checks_that_are_shown_give_the_verdict(held) -> None:
    for row in held["rows"]:
        first, second = (all(one["holds"] for one in side["checks"]) for side in row["sides"])
        assert SIDES[first, second] == row["verdict"], row["id"]
        for side in row["sides"]:
            assert all(one["value"] is not None for one in side["checks"])
    [near] = [one for row in held["rows"] if row["id"] == "L1" for one in row["sides"][1]["checks"] if one["near"]]
    assert near["value"] == measured(pb.verdict_table().set_index("id").loc["L1", "numbers"])["at_ease"]


def test_dials_are_links_and_start_within_their_range() -> None:
    for name, one in DIALS.items():
        assert one.low < one.start < one.high, name
        assert "{x}" in one.link
        for link in (one.link, one.against):
            said = dict(parse_qsl(link.replace("{x}", "0.5"), keep_blank_values=True))
            assert said["couple"] in COUPLES


def test_another_model_has_no_debates() -> None:
    assert debates(RIVALS["rinaldi"], SHOWN) is None


@pytest.mark.slow
@needs_browser
class TestInTheBrowser:
    def test_the_dial_runs_the_model_as_python_does(self, pages) -> None:
        with opened(pages("theory"), "#view=debates&debate=L1") as found:
            page = found.page
            page.wait_for_selector(".compare-changed:not(:empty)")
            before = page.locator(".compare-changed").text_content()
            page.locator("#debate-dial").focus()
            page.keyboard.press("End")
            page.wait_for_function("(x) => document.querySelector('.compare-changed').textContent !== x", arg=before)
            assert "very high" in page.locator("#debate-dial").get_attribute("aria-valuetext")
            page.locator(".compare .twin summary").click()
            rows = page.locator(".compare .twin tbody tr").all()
            cells = [row.locator("th, td").all_text_contents() for row in (rows[-3], rows[-1])]
            acts = [Acceptance(who="a", start=200)]
            run = pb.simulate(COUPLES["closed-circuit"], days=404, interventions=acts, noise=False)
            for day, value, *_ in cells:
                expected = float(run["hostility"].isel(partner=0).sel(day=int(day)).squeeze())
                assert float(value.replace("−", "-")) == pytest.approx(expected, abs=0.0051)
            page.wait_for_timeout(300)
            assert "debate=L1" in page.evaluate("location.hash")
            assert "debates.dial=1" in page.evaluate("location.hash")
            assert found.outside == found.complaints == []

    def test_every_dial_is_taken_by_the_page_at_both_ends(self, pages) -> None:
        with opened(pages("theory"), "#view=debates") as found:
            for one in DIALS.values():
                for link in (one.link, one.against):
                    for x in (one.low, one.high):
                        text = "#" + link.replace("{x}", str(x))
                        assert found.page.evaluate(f"(text) => {LAB}.states.parse(text).refusals", text) == []

    def test_every_lesson_prints_on_one_page(self, pages) -> None:
        with opened(pages("theory"), "#view=debates") as found:
            for name in DIALS:
                found.page.evaluate(f"{LAB}.set({{ own: {{ 'debates.debate': '{name}' }} }})")
                title = english()["debates"][name]["title"]
                assert found.page.locator(".debate-sheet h3").text_content().startswith(title)
                pdf = found.page.pdf(prefer_css_page_size=True)
                assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1, name

    def test_an_unknown_debate_is_refused_with_the_nearest(self, pages) -> None:
        with opened(pages("theory"), "#view=debates&debate=L77") as found:
            assert "There is no debate “L77”; the nearest is “L7”" in found.page.locator(".notice").text_content()
