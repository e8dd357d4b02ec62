"""Everybody can use the page: keyboard, screen readers, narrow and wide, dark, longer words, paper."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pairbond.lab import lab_page
from pairbond.lab.models import model_named
from pairbond.lab.page import english

from ._browser import needs_browser, opened

pytestmark = [pytest.mark.slow, needs_browser]
LAB = "document.querySelector('#app').lab"
# not part of the project: `npm pack axe-core` and unpack it there, or say where it is
AXE = Path(os.environ.get("PAIRBOND_AXE", Path(__file__).parents[2] / "build" / "axe-core" / "package" / "axe.min.js"))
VIEWS = ["start", "story", "couple", "loop", "courses", "map", "claims", "claims&claim=E1", "debates"]


def longer(text):
    """The texts of a language that is 40 per cent longer; names in braces stay."""
    if isinstance(text, dict):
        return {key: value if key in ("views", "language") else longer(value) for key, value in text.items()}
    if isinstance(text, list):
        return [longer(one) for one in text]
    words = text.split(" ")
    extra = round(0.4 * len(text))
    return " ".join([*words, *("ẅöŕd" for _ in range(extra // 5)), "ẍ" * (extra % 5)]).strip()


def flat(text) -> list[str]:
    """All texts."""
    if isinstance(text, str):
        return [text]
    return [x for one in (text.values() if isinstance(text, dict) else text) for x in flat(one)]


@pytest.mark.parametrize("width", [360, 390, 768, 1200, 1600])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_wider_than_the_screen(pages, width: int, view: str) -> None:
    with opened(pages("theory"), f"#view={view}", viewport={"width": width, "height": 800}) as found:
        found.page.wait_for_timeout(300)
        assert found.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("view", VIEWS)
def test_at_200_per_cent_nothing_scrolls_sideways_and_axe_finds_nothing(pages, view: str) -> None:
    shape = {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2, "bypass_csp": True}
    with opened(pages("theory"), f"#view={view}&map.model=1", **shape) as found:
        page = found.page
        page.wait_for_timeout(500)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640
        if AXE.is_file():
            page.add_script_tag(path=str(AXE))
            assert page.evaluate("axe.run().then((x) => x.violations.map((y) => [y.id, y.nodes[0].html]))") == []


def test_nothing_moves_by_itself_where_less_motion_is_wanted(pages) -> None:
    with opened(pages("theory"), "#view=couple", reduced_motion="reduce") as found:
        page = found.page
        moving = """() => {
          const one = document.querySelector('button'), sheet = [...document.styleSheets][0];
          sheet.insertRule('button{transition:opacity 3s;animation:x 3s}', 0);
          sheet.insertRule('@keyframes x{to{opacity:.5}}', 0);
          const style = getComputedStyle(one);
          return [style.transitionProperty, style.animationName, document.getAnimations().length];
        }"""
        assert page.evaluate(moving) == ["none", "none", 0]


def test_words_that_are_longer_by_forty_per_cent_fit(tmp_path: Path) -> None:
    file = tmp_path / "long.html"
    texts = longer(english())
    assert 1.35 <= sum(map(len, flat(texts))) / sum(map(len, flat(english()))) <= 1.5
    file.write_text(lab_page(model_named("theory"), texts=texts), encoding="utf-8")
    for width in (360, 1200):
        for view in VIEWS:
            with opened(file, f"#view={view}&a.coping=9", viewport={"width": width, "height": 800}) as found:
                page = found.page
                page.wait_for_timeout(300)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                cut = page.evaluate(
                    """[...document.querySelectorAll('button, label, legend, p, li, h1, h2, summary, .lane-name')]
                    .filter((x) => x.checkVisibility() && x.clientWidth && x.scrollWidth > x.clientWidth + 1)
                    .map((x) => x.textContent)"""
                )
                assert cut == []


@pytest.mark.skipif(not AXE.is_file(), reason=f"axe-core is not at {AXE}; set PAIRBOND_AXE")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [360, 1200])
def test_axe_finds_nothing(pages, view: str, scheme: str, width: int) -> None:
    shape = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "bypass_csp": True}
    with opened(pages("theory"), f"#view={view}&a.coping=7", **shape) as found:
        page = found.page
        page.wait_for_timeout(500)
        page.add_script_tag(path=str(AXE))
        wrong = page.evaluate("axe.run().then((x) => x.violations.map((y) => [y.id, ...y.nodes.map((n) => n.html)]))")
        assert wrong == []
        page.locator("button.open-help").first.click()
        wrong = page.evaluate(
            "axe.run('dialog').then((x) => x.violations.map((y) => [y.id, y.nodes.map((n) => n.html)]))"
        )
        assert wrong == []


def test_everything_can_be_done_with_the_keyboard(pages) -> None:
    with opened(pages("theory"), "") as found:
        page = found.page
        page.keyboard.press("Tab")  # skip to the content
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        while page.evaluate("document.activeElement.className") != "door":
            page.keyboard.press("Tab")
        page.evaluate(f"{LAB}.set({{ view: 'couple' }})")
        page.wait_for_selector(".chart canvas")
        assert page.evaluate("document.activeElement.tagName") == "H1"
        reached, names = set(), []
        for _ in range(60):
            page.keyboard.press("Tab")
            tag, key = page.evaluate("((x) => [x.tagName, x.id || x.textContent.slice(0, 40)])(document.activeElement)")
            reached.add(tag)
            names.append(key)
            if "scenario-file" in names:
                break
        assert {"SECTION", "SUMMARY", "SELECT", "INPUT", "BUTTON"} <= reached
        assert {"a-coping", "b-coping", "couple-name", "days", "noise", "scenario-file"} <= set(names)

        page.locator("#a-coping").focus()
        before = page.locator("#a-coping").get_attribute("aria-valuetext")
        page.keyboard.press("Home")
        assert before != page.locator("#a-coping").get_attribute("aria-valuetext") == "−1.00, very low"

        page.locator(".chart").first.focus()
        page.keyboard.press("Home")
        for key in ("ArrowRight", "PageDown", "ArrowLeft"):
            page.keyboard.press(key)
        assert "day 30: a " in page.locator(".chart .at").first.text_content()
        page.wait_for_timeout(600)
        assert "day 30: a " in page.locator("#live").text_content()
        page.keyboard.press("Escape")
        assert page.locator(".chart .at").first.text_content() == ""


def test_the_table_holds_what_the_pictures_show(pages) -> None:
    with opened(pages("theory"), "#view=couple&days=100&draws=3") as found:
        page = found.page
        page.locator(".twin summary").click()
        head = page.locator(".twin thead th").all_text_contents()
        assert len(head) == 1 + 10
        last = page.locator(".twin tbody tr").last.locator("th, td").all_text_contents()
        values = page.evaluate(f"[0, 1, 2].map((i) => {LAB}.result.values.image[100 * 3 + i])")
        assert last[0] == "100"
        assert last[1].startswith(f"{sorted(values)[1]:.2f}".replace("-", "−"))


@pytest.mark.parametrize("way", ["button", "shift"])
def test_leaving_empties_the_page_at_once(pages, way: str) -> None:
    with opened(pages("theory"), "#view=couple") as found:
        page = found.page
        if way == "button":
            page.locator("#leave").click()
        else:
            for _ in range(3):
                page.keyboard.press("Shift")
        page.wait_for_url("about:blank")
        assert page.title() == ""
        assert found.outside == []


def test_help_is_one_step_away_on_every_view(pages) -> None:
    for view in VIEWS:
        with opened(pages("theory"), f"#view={view}") as found:
            page = found.page
            page.locator("button.open-help").first.click()
            assert page.locator("dialog").is_visible()
            assert "emergency number" in page.locator("dialog").text_content()
            page.keyboard.press("Escape")
            assert page.locator("dialog").is_hidden()


def test_on_paper_there_are_pictures_and_no_controls(pages) -> None:
    with opened(pages("theory"), "#view=couple") as found:
        page = found.page
        page.wait_for_selector(".chart canvas")
        page.emulate_media(media="print")
        assert page.locator(".chart canvas").first.is_visible()
        assert page.locator(".controls").is_hidden()
        assert page.locator(".leave").is_hidden()


def test_nothing_of_a_visitor_is_stored(pages) -> None:
    with opened(pages("theory"), "#view=couple&a.coping=0.2") as found:
        kept = "JSON.stringify([localStorage.length, sessionStorage.length, document.cookie])"
        assert found.page.evaluate(kept) == '[0,0,""]'
