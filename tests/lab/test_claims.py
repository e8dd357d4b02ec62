"""The view Claims: what it holds is what is on record, and its runs are those of the experiments."""

from __future__ import annotations

import copy
import tomllib
from urllib.parse import parse_qsl

import pytest

import pairbond as pb
from pairbond.experiments import recorded_verdicts, records
from pairbond.lab._scenario import entries
from pairbond.lab.views.claims import FAILED, ORDER, claims
from pairbond.rivals import RIVALS
from pairbond.scenario import parse_scenario
from pairbond.simulate.recording import default_theory
from pairbond.theory import COUPLES, INTERVENTIONS

from ._browser import needs_browser, opened

LAB = "document.querySelector('#app').lab"
SHOWN = ["image", "bond", "hostility", "craving", "arousal", "load", "warmth"]


@pytest.fixture(scope="module")
def held():
    found = claims(default_theory(), SHOWN)
    assert found is not None
    return found


def test_every_claim_is_there_with_the_verdict_on_record(held) -> None:
    table = pb.verdict_table()
    table = table[table["kind"] == "claim"].set_index("id")
    assert sorted(row["id"] for row in held["rows"]) == sorted(table.index)
    for row in held["rows"]:
        one = table.loc[row["id"]]
        assert (row["verdict"], row["says"], row["count"]) == (one.verdict, one.sentence, one["count"])
        assert row["held"] == one.held
        assert ("measured" in row) == (row["verdict"] == "contradicted")
        assert row["out"] == one.knock_out
        assert bool(row.get("outs")) != bool(row.get("no_out"))


def test_contradictions_come_first(held) -> None:
    order = [ORDER.index(row["verdict"]) for row in held["rows"]]
    assert order == sorted(order)
    assert held["rows"][0]["verdict"] == "contradicted"


def test_facts_stand_beside_the_claims_that_they_bear_on(held) -> None:
    by_id = {row["id"]: row for row in held["rows"]}
    facts = {name: one for name, one in records("fact").items() if one.bears_on}
    assert set(held["facts"]) == set(facts)
    table = pb.verdict_table().set_index("id")
    for name, one in facts.items():
        assert set(one.bears_on) <= set(by_id), name
        assert held["facts"][name]["verdict"] == table.loc[name, "verdict"]
        assert all(name in by_id[claim]["facts"] for claim in one.bears_on)
        assert not (held["facts"][name]["memory"] and held["facts"][name]["published"])


def test_runs_are_links_that_name_what_there_is(held) -> None:
    names = {one.name for one in INTERVENTIONS}
    for row in held["rows"]:
        assert 0 <= row["exact"] <= row["of"]
        assert len(row.get("runs", [])) == max(row["exact"], bool(row.get("runs")))
        for link in row.get("runs", []):
            said = parse_qsl(link, keep_blank_values=True)
            assert dict(said)["couple"] in COUPLES
            assert 14 <= int(dict(said)["days"]) <= 3650
            assert {text.split(":")[0] for key, text in said if key == "act"} <= names
    assert sum(row["exact"] > 0 for row in held["rows"]) > 80


def test_a_run_of_an_experiment_is_the_scenario_it_would_be(held) -> None:
    [link] = [x for row in held["rows"] if row["id"] == "C17" for x in row["runs"] if "sanction" in x]
    text = "couple = 'closed-circuit'\ndays = 518\nnoise = false\n"
    text += "[[intervention]]\nname = 'sanction'\nwho = 'a'\nstart = 300.0\nend = 404.0\n"
    read = entries(parse_scenario(tomllib.loads(text)))
    found = [one for one in read if one[0] not in ("view", "seed", "draws")]
    assert found == [list(one) for one in parse_qsl(link, keep_blank_values=True)]


def test_another_theory_marks_the_verdicts_and_another_model_has_none(held, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not held["stale"]
    assert claims(RIVALS["rinaldi"], SHOWN) is None
    other = copy.deepcopy(dict(recorded_verdicts()))
    other["made"]["claim"]["theory"] = "0" * 64
    monkeypatch.setattr("pairbond.lab.views.claims.recorded_verdicts", lambda: other)
    found = claims(default_theory(), SHOWN)
    assert found is not None
    assert found["stale"]


@pytest.mark.slow
@needs_browser
class TestInTheBrowser:
    def test_a_link_opens_a_claim_and_the_first_screen_leads_to_those_that_failed(self, pages, held) -> None:
        with opened(pages("theory"), "#view=claims&claim=E1") as found:
            page = found.page
            page.wait_for_selector(".compare canvas")
            assert records("claim")["E1"].sentence in page.locator("#claim-says").text_content()
            assert "opposite" in page.locator(".claim-detail").text_content()
            page.evaluate(f"{LAB}.set({{ view: 'start' }})")
            page.locator(".failed summary").click()
            failed = [row for row in held["rows"] if row["verdict"] in FAILED]
            assert page.locator(".failed li a").all_text_contents() == [row["says"] for row in failed]
            page.locator(".failed li a").nth(2).click()
            assert failed[2]["says"] in page.locator("#claim-says").text_content()
            page.wait_for_timeout(400)
            assert page.evaluate("location.hash").endswith(f"claim={failed[2]['id']}")
            assert found.outside == found.complaints == []

    def test_every_run_of_every_claim_is_taken_by_the_page(self, pages) -> None:
        with opened(pages("theory"), "#view=claims") as found:
            wrong = found.page.evaluate(
                f"""{LAB}.page.views.claims.rows.flatMap((row) => (row.runs ?? [])
                .map((link) => [row.id, {LAB}.states.parse('#' + link)])
                .filter(([, one]) => one.refusals.length).map(([id, one]) => [id, ...one.refusals]))"""
            )
            assert wrong == []

    def test_search_and_filters_list_what_they_say(self, pages, held) -> None:
        with opened(pages("theory"), "#view=claims") as found:
            page = found.page
            page.locator("#claims-find").fill("warmth STEADY")
            wanted = [x["id"] for x in held["rows"] if all(w in x["says"].lower() for w in ("warmth", "steady"))]
            assert page.locator(".claim-id").all_text_contents() == wanted != []
            page.locator("#claims-find").fill("")
            page.locator("#claims-verdict").select_option("not_carried")
            page.locator("#claims-essay").select_option("S2")
            wanted = [x["id"] for x in held["rows"] if x["verdict"] == "not carried" and "S2" in x["source"]]
            assert page.locator(".claim-id").all_text_contents() == wanted != []
            page.wait_for_timeout(400)
            assert "claims.essay=S2" in page.evaluate("location.hash")
            page.locator("#claims-find").fill("zzz")
            assert "None of" in page.locator(".claims-all [role=status]").text_content()

    def test_what_is_shown_without_the_knock_out_is_the_run_without_it(self, pages) -> None:
        with opened(pages("theory"), "#view=claims&claim=C8") as found:
            page = found.page
            page.wait_for_selector(".compare-changed:not(:empty)")
            said = page.locator(".compare-changed").text_content()
            page.locator(".compare .twin summary").click()
            last = page.locator(".compare .twin tbody tr").last.locator("td").all_text_contents()
            page.get_by_role("button", name="Open without it").click()
            page.wait_for_selector(".view-couple canvas")
            page.wait_for_timeout(500)
            row = f"{LAB}.page.views.claims.rows.find((x) => x.id === 'C8')"
            value = page.evaluate(f"{LAB}.result.values[{row}.shows[0]][{LAB}.result.days]")
            shows = sum(page.evaluate(f"{row}.shows.map((x) => {LAB}.result.shape(x).length - 1)"))
            assert len(last) == 2 * shows
            assert last[shows] == f"{value:.2f}".replace("-", "−")
            assert "without it" in said
            assert page.evaluate(f"{LAB}.state.off.length") == 2

    def test_an_unknown_claim_is_refused_with_the_nearest(self, pages) -> None:
        with opened(pages("theory"), "#view=claims&claim=E111") as found:
            said = found.page.locator(".notice").text_content()
            assert "no claim “E111”; the nearest is “E11”" in said

    def test_other_models_have_no_claims(self, pages) -> None:
        with opened(pages("rinaldi"), "#view=claims") as found:
            assert "There is no view “claims”" in found.page.locator(".notice").text_content()
