"""Story and Courses in a browser: what they say is what Python finds, and all of it can be done by keyboard."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest

from pairbond.counterfactual import words
from pairbond.counterfactual._differences import differences
from pairbond.counterfactual.offered import OFFERS
from pairbond.counterfactual.outcomes import BY_NAME, paths
from pairbond.engine import native
from pairbond.lab.views.courses import courses
from pairbond.lab.views.story import story
from pairbond.model import PARTNERS
from pairbond.simulate import prepare
from pairbond.simulate.recording import default_theory
from pairbond.theory.couples import COUPLES

from ._browser import needs_browser, opened
from ._story import chosen, measured, program, shown, texts

pytestmark = [pytest.mark.slow, needs_browser]
NAMES = {"a": "A", "b": "B"}
NUMBER = re.compile(r"[−-]?\d+(?:\.\d+)?")


@cache
def steps() -> list[dict[str, Any]]:
    return story(default_theory())["steps"]


def plain(text: str) -> str:
    """A sentence without its numbers."""
    return NUMBER.sub("#", text.replace("once", "1 times"))


def alike(said: str, wanted: str, apart: float) -> None:
    """The same sentence, its numbers as near as two precisions and rounding let them be."""
    said, wanted = (text.replace("once", "1 times") for text in (said, wanted))
    assert plain(said) == plain(wanted)
    for one, other in zip(NUMBER.findall(said), NUMBER.findall(wanted), strict=True):
        assert abs(float(one.replace("−", "-")) - float(other.replace("−", "-"))) <= apart, (said, wanted)


def written(step: Mapping[str, Any], numbers: Mapping[str, float]) -> dict[str, str]:
    """Every number of a step as its sentences print it."""
    every, found = texts()["story"], dict(NAMES)
    for name, one in step["measures"].items():
        x = numbers[name]
        times = int(x + 0.5)
        count = every["once"] if times == 1 else every["times"].format(times=times)
        found[name] = {"number": f"{x:.2f}", "share": f"{100 * x:.0f} %", "count": count}[one["shown"]]
    return found


@pytest.mark.parametrize("width", [390, 1200])
def test_every_step_says_what_python_finds(pages, width: int) -> None:
    with opened(pages("theory"), "#view=story", viewport={"width": width, "height": 844}) as found:
        page = found.page
        for number, step in enumerate(steps()):
            said = texts()["story"]["steps"][step["name"]]
            assert page.inner_text(".story h2") == said["title"]
            assert page.locator(".shown").is_hidden()  # nothing is shown before the bet
            assert page.locator(".story > section > .buttons .go").is_disabled()
            page.locator(".bets input").nth(number % len(said["bets"])).check()
            page.click(".story > section > .buttons .go")
            page.wait_for_selector(".outcome", timeout=20_000)
            numbers = measured(step, {arm: shown(step, arm) for arm in step["arms"]})
            outcome = chosen(step["bet"], numbers)
            fill = written(step, numbers)
            alike(page.inner_text(".outcome"), said["outcomes"][outcome].format(**fill), 1.0)
            for name, rows in step["notes"].items():
                text = said["notes"][name][chosen(rows, numbers)].format(**fill)
                near = [x for x in page.locator(".model p").all_inner_texts() if plain(x) == plain(text)]
                assert len(near) == 1, (text, near)
            assert page.locator(".voice h3").all_inner_texts()[:1] == [texts()["story"]["model"]]
            assert page.locator(".voice").count() == 3
            assert page.locator(".shown canvas").count() == len(step["arms"])
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.click(".shown > .buttons .go")
        assert page.inner_text(".story h2") == texts()["story"]["end"]["title"]
        page.get_by_role("button", name=texts()["story"]["end"]["sandbox"]).click()
        page.wait_for_selector(".person-0 input")
        assert found.complaints == []
        assert found.outside == []


def test_a_story_by_keyboard_and_its_link(pages) -> None:
    with opened(pages("theory"), "#view=story&story.step=parts") as found:
        page = found.page
        page.locator(".bets input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".outcome", timeout=20_000)
        page.wait_for_timeout(600)
        assert "story.bets=parts" in page.evaluate("location.hash")
        page.keyboard.press("Tab")
        assert page.inner_text("#live") == page.inner_text(".outcome")
    with opened(pages("theory"), "#view=story&story.door=change") as found:
        assert found.page.inner_text(".story h2") == texts()["story"]["steps"]["stance"]["title"]


def test_courses_are_added_moved_and_taken_away_by_keyboard(pages) -> None:
    with opened(pages("theory"), "#view=courses") as found:
        page = found.page
        page.wait_for_selector(".picture canvas", timeout=20_000)
        page.locator("summary", has_text=re.compile("^steady stance")).focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # for B
        page.wait_for_selector(".lane")
        assert page.evaluate("document.activeElement.getAttribute('role')") == "slider"
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        for _ in range(3):
            page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(600)
        assert "act=healthy_adult:b:190:709:1" in page.evaluate("location.hash")
        assert page.locator(".lane [role=slider]").nth(2).get_attribute("aria-valuetext") == "day 709"
        page.keyboard.press("Delete")
        page.wait_for_timeout(600)
        assert page.locator(".lane").count() == 0
        assert "act=" not in page.evaluate("location.hash")
        assert found.complaints == []


def test_a_bar_is_dragged(pages) -> None:
    with opened(pages("theory"), "#view=courses&act=limits:b:182:400:1") as found:
        page = found.page
        box = page.locator(".lane .bar").bounding_box()
        track = page.locator(".lane .track").bounding_box()
        y = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + box["width"] / 2, y)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 2 + track["width"] * 100 / 730, y, steps=5)
        page.mouse.up()
        page.wait_for_timeout(600)
        start, end = map(int, re.findall(r"limits:b:(\d+):(\d+)", page.evaluate("location.hash"))[0])
        assert end - start == 218
        assert abs(start - 282) <= 3


def test_rules_are_kept(pages) -> None:
    said = texts()["courses"]
    with opened(pages("theory"), "#view=courses&couple=closed-circuit") as found:
        page = found.page
        page.wait_for_selector(".picture canvas", timeout=20_000)
        capacity = courses(default_theory())["capacity"]["why"]
        assert capacity in page.locator(".tray").inner_text()
        assert not page.locator("summary", has_text="six practices of two").is_visible()
        for offer in OFFERS:
            node = page.locator(".offer", has=page.locator("summary", has_text=re.compile(f"^{offer.label}")))
            assert (node.first.locator(".warning").count() == 1) == offer.directed_at_other, offer.name
        page.locator("summary", has_text="remembering").click()
        page.get_by_role("button", name="remembering: Add for B").click()
        assert page.inner_text(".view-courses .notice") == said["problems"]["apart"].format(
            label="remembering", silence="no contact"
        )
        assert page.locator(".lane").count() == 0
        assert page.locator("a.open-help").is_visible()
    with opened(pages("theory"), "#view=courses&couple=secure") as found:
        found.page.wait_for_selector(".picture canvas", timeout=20_000)
        found.page.wait_for_timeout(300)
        assert found.page.locator("summary", has_text="six practices of two").is_visible()


def test_the_third_voice_is_what_python_finds(pages) -> None:
    data, said = courses(default_theory()), texts()["courses"]
    offer = next(one for one in OFFERS if one.name == "limits")
    with opened(pages("theory"), "#view=courses&act=limits:b:182::1") as found:
        page = found.page
        page.wait_for_selector(".picture canvas", timeout=20_000)
        node = page.locator(".offer", has=page.locator("summary", has_text=re.compile("^limits(?! with)"))).first
        node.locator("summary").click()
        page.wait_for_selector(".offer .by")
        voiced = node.locator(".model div div p").all_inner_texts()
    acts = [one.__class__(who="b", start=182) for one in offer.does("b")]
    pair = [prepare(COUPLES["closed-circuit"], 730, 24, 0, some, allow_separation=False) for some in ((), acts)]
    before, after = (paths(dict(native.run(program().task(one)).shown)) for one in pair)
    table = differences(offer.by("b"), after, before, (362, 730), (1, 24), PARTNERS)
    wanted: list[str] = []
    for day in (362, 730):
        wanted.append(said["by"].format(day=day))
        for who, name in (("a", "A"), ("b", "B"), ("both", None)):
            rows = [
                row
                for row in table[(table["day"] == day) & (table["partner"] == who)].itertuples()
                if BY_NAME[str(row.outcome)].main
            ]
            certain = [_change(row, said) for row in rows if words.discernible(row)]
            unsure = [BY_NAME[str(r.outcome)].label for r in rows if not words.discernible(r) and not words.same(r)]
            parts = [", ".join(certain) or said["nothing"]]
            if unsure:
                many = len(unsure) > 1
                things = said["and"].format(first=", ".join(unsure[:-1]), last=unsure[-1]) if many else unsure[0]
                parts.append(said["open"].format(things=things))
            changes = "; ".join(parts)
            wanted.append(
                said["two"].format(changes=changes) if name is None else said["for"].format(who=name, changes=changes)
            )
    assert len(voiced) == len(wanted)
    for one, other in zip(voiced, wanted, strict=True):
        alike(one, other, 1.0)
    assert data["text_day"] == 180


def _change(row: Any, said: Mapping[str, Any]) -> str:
    outcome = BY_NAME[str(row.outcome)]
    way = ("more" if row.q05 > 0 else "fewer") if outcome.count else "higher" if row.q05 > 0 else "lower"
    return said[way].format(thing=outcome.label, extent=words.extent(row))


def test_a_page_of_a_rival_has_neither(pages) -> None:
    with opened(pages("rinaldi"), "#view=couple") as found:
        assert found.page.locator("nav a").all_inner_texts()[:2] != []
        assert {"Story", "Courses"} & set(found.page.locator("nav a").all_inner_texts()) == set()


def test_numbers_are_numbers() -> None:
    assert NUMBER.findall("1.17 and 0.86, 79 %") == ["1.17", "0.86", "79"]
    assert np.isfinite(float(NUMBER.findall("−2.5")[0].replace("−", "-")))
