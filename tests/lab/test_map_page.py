"""The cycle map in a browser: words stay where they are written, files are checked, and paper is one page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pairbond.lab import lab_page
from pairbond.lab.models import model_named
from pairbond.lab.page import english

from ._browser import Opened, needs_browser, opened
from .test_craft import longer

pytestmark = [pytest.mark.slow, needs_browser]
LAB = "document.querySelector('#app').lab"
TEXTS = english()["map"]
NAMES = list(TEXTS["boxes"])
SECRET = "on Sundays nobody\nspeaks to me"
GOOD = {"format": "pairbond cycle map", "version": 1}
FILES = {
    "": "This is not the file of a cycle map",
    "[1, 2]": "This is not the file of a cycle map",
    "null": "This is not the file of a cycle map",
    '{"format": "pairbond cycle map"': "This is not the file of a cycle map",
    '{"boxes": {}}': "This is not the file of a cycle map",
    json.dumps(GOOD): "This is not the file of a cycle map",
    json.dumps({**GOOD, "version": 2, "boxes": {}}): "has version 2 of the format, and this page reads version 1",
    json.dumps({**GOOD, "boxes": {"hop": {}}}): "no box “hop”; the nearest is “hope”",
    json.dumps({**GOOD, "boxes": {"hope": "x"}}): "The box “Hope” of the file does not have one part for each person",
    json.dumps({**GOOD, "boxes": {"hope": {"c": {}}}}): "no partner “c”; the nearest is “a”",
    json.dumps({**GOOD, "boxes": {"hope": {"a": "x"}}}): "The words in the box “Hope” of A are not text",
    json.dumps({**GOOD, "boxes": {"hope": {"a": {"wrods": "x"}}}}): "no part of a box “wrods”; the nearest is “words”",
    json.dumps({**GOOD, "boxes": {"hope": {"b": {"words": 7}}}}): "The words in the box “Hope” of B are not text",
    json.dumps({**GOOD, "boxes": {"hope": {"b": {"words": "x" * 241}}}}): "have 241 letters; the first 240 were kept",
    json.dumps({**GOOD, "boxes": {"hope": {"b": {"otherwise": 1}}}}): "is “1”; it must be true or false",
    '{"format": "pairbond cycle map", "version": 1, "boxes": {"__proto__": {}}}': "no box “__proto__”",
    json.dumps({**GOOD, "boxes": {}, "more": "x" * 100_000}): "larger than 100000 bytes",
}
LONG = {
    "empty": "",
    "sentences": ("I walk out and come back late, and then nobody says a word about it. " * 5)[:240],
    "wide": "W" * 240,
    "signs": "好" * 240,
    "lines": "x\n" * 120,
}


@pytest.fixture(scope="module")
def page(pages) -> Iterator[Opened]:
    with opened(pages("theory"), "#view=map&map.model=1") as found:
        found.page.wait_for_selector(".cycle-line")
        yield found
        assert found.complaints == []
        assert found.outside == []


def load(page: Any, file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    page.set_input_files("#map-file", file)


def words(page: Any) -> dict[str, tuple[str, bool]]:
    return {
        f"{name}-{who}": (
            page.locator(f"#map-{name}-{who}").input_value(),
            page.locator(f"#map-{name}-{who}-otherwise").is_checked(),
        )
        for name in NAMES
        for who in "ab"
    }


def test_words_are_in_no_link_and_are_stored_nowhere(page: Opened) -> None:
    view = page.page
    view.locator("#map-hope-a").fill(SECRET)
    view.locator("#map-hurt-b-otherwise").check()
    view.wait_for_timeout(400)
    kept = (
        f"(({{ state, states }}) => JSON.stringify([location.href, document.title, history.state, state, "
        f"states.toHash(state)]))({LAB})"
    )
    for part in ("Sundays", "otherwise"):
        assert part not in view.evaluate(kept)
    assert view.evaluate("JSON.stringify([localStorage.length, sessionStorage.length, document.cookie])") == '[0,0,""]'
    assert view.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    fields = view.locator(".cycle-sheet textarea, .cycle-sheet input")
    assert all(one.get_attribute("autocomplete") == "off" for one in fields.all())
    assert all(one.get_attribute("spellcheck") == "false" for one in view.locator(".cycle-sheet textarea").all())
    view.evaluate(f"{LAB}.set({{ view: 'couple' }})")
    view.wait_for_selector(".chart canvas")
    view.evaluate(f"{LAB}.set({{ view: 'map' }})")
    assert words(view)["hope-a"] == (SECRET, False)
    assert words(view)["hurt-b"] == ("", True)


def test_a_saved_file_gives_the_same_map(page: Opened, tmp_path: Path) -> None:
    view = page.page
    view.locator("#map-longing-b").fill('"quotes" <b>and</b> {braces}')
    before = words(view)
    with view.expect_download() as found:
        view.get_by_role("button", name=TEXTS["save"]).click()
    text = Path(found.value.path()).read_text(encoding="utf-8")
    assert found.value.suggested_filename == "map.json"
    view.get_by_role("button", name=TEXTS["clear"]).click()
    assert set(words(view).values()) == {("", False)}
    view.get_by_role("button", name=TEXTS["undo"]).click()
    assert words(view) == before
    view.get_by_role("button", name=TEXTS["clear"]).click()
    load(view, tmp_path / "map.json", text)
    view.wait_for_function("() => document.querySelector('#map-hope-a').value !== ''")
    assert words(view) == before
    assert view.locator(".notice").first.is_hidden()


def test_bad_files_are_refused_in_one_sentence(page: Opened, tmp_path: Path) -> None:
    view = page.page
    for text, sentence in FILES.items():
        load(view, tmp_path / "map.json", text)
        view.wait_for_selector(".notice li")
        said = view.locator(".notice li").all_text_contents()
        assert len(said) == 1, (text[:80], said)
        assert sentence in said[0], (text[:80], said)
        assert said[0].endswith(".")
        assert len(said[0]) < 300
        view.get_by_role("button", name="Dismiss").click()
    assert view.evaluate("({}).words") is None


def word(words: list[str], share: float) -> int:
    return min(max(int(np.floor(share * len(words))), 0), len(words) - 1)


@pytest.mark.parametrize("couple", ["closed-circuit", "secure", "avoidant", "over-giving"])
def test_every_answer_is_true_of_the_run(page: Opened, couple: str) -> None:
    view = page.page
    view.evaluate(
        f"link => {{ window.before = {LAB}.result; location.hash = link; }}",
        f"#view=map&map.model=1&couple={couple}&days=500&seed=3",
    )
    view.wait_for_function(f"() => {LAB}.result !== window.before")
    assert couple.replace("-", " ") in view.locator(".cycle-couple").text_content()
    boxes = view.evaluate(f"{LAB}.page.views.map.boxes")
    draws = view.evaluate(f"{LAB}.result.draws")
    said = view.locator(".cycle-answer p").all_text_contents()
    assert len(said) == 12
    for i, sentence in enumerate(said):
        box, partner = boxes[i // 2], i % 2
        values = np.array(view.evaluate(f"[...{LAB}.result.values['{box['quantity']}']]")).reshape(2, 501, draws)
        text = TEXTS["boxes"][box["name"]]
        scale = text.get("scale", english()["scale"])
        shares = (np.percentile(values[partner, :, 0], (10, 50, 90)) - box["low"]) / (box["high"] - box["low"])
        low, usual, high = (scale[word(scale, share)] for share in shares)
        kind = "steady" if low == high else "up" if usual == low else "down" if usual == high else "range"
        wanted = TEXTS["answer"][kind].format(what=text["model"], low=low, usual=usual, high=high)
        assert sentence == wanted, (box, partner, shares)


def test_the_picture_has_the_extremes_of_the_run(page: Opened) -> None:
    view = page.page
    boxes = view.evaluate(f"{LAB}.page.views.map.boxes")
    lines = view.locator(".cycle-line polyline").evaluate_all("all => all.map((x) => x.getAttribute('points'))")
    assert len(lines) == 12
    for i, points in enumerate(lines):
        box, partner = boxes[i // 2], i % 2
        days, draws = view.evaluate(f"[{LAB}.result.days, {LAB}.result.draws]")
        values = np.array(view.evaluate(f"[...{LAB}.result.values['{box['quantity']}']]")).reshape(2, days + 1, draws)
        run = np.clip((values[partner, :, 0] - box["low"]) / (box["high"] - box["low"]), 0, 1)
        heights = np.array([float(one.split(",")[1]) for one in points.split()])
        assert heights.min() == pytest.approx(2 + 24 * (1 - run.max()), abs=0.06)
        assert heights.max() == pytest.approx(2 + 24 * (1 - run.min()), abs=0.06)


def test_the_table_holds_the_numbers(page: Opened) -> None:
    view = page.page
    view.locator(".twin summary").click()
    view.wait_for_selector(".twin thead th")
    assert len(view.locator(".twin thead th").all_text_contents()) == 1 + 12
    first = view.locator(".twin tbody tr").first.locator("td").first.text_content()
    name = view.evaluate(f"{LAB}.page.views.map.boxes[0].quantity")
    assert first == f"{view.evaluate(f'{LAB}.result.values.{name}[0]'):.2f}".replace("-", "−")


def on_paper(view: Any, text: str) -> None:
    """One page of A4, and no words cut off."""
    for one in view.locator(".cycle-cell textarea").all():
        one.fill(text)
    view.emulate_media(media="print", color_scheme="light")
    pdf = view.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1
    [box] = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert [float(x) for x in box] == pytest.approx([595.3, 841.9], abs=0.5)
    parts = ".cycle-sheet, .cycle-row, .cycle-cell, .cycle-words, .cycle-answer"
    over = "x.scrollHeight > x.clientHeight + 1 || x.scrollWidth > x.clientWidth + 1"
    cut = view.evaluate(f"[...document.querySelectorAll('{parts}')].filter((x) => {over}).map((x) => x.className)")
    assert cut == []
    foot = "document.querySelector('.cycle-foot').getBoundingClientRect().bottom"
    assert view.evaluate(f"{foot} <= document.querySelector('.cycle-sheet').getBoundingClientRect().bottom + 1")
    assert view.locator("button, .leave, textarea, h1, footer").locator("visible=true").count() == 0
    view.emulate_media(media="screen")


@pytest.mark.parametrize("name", LONG)
def test_on_paper_it_is_one_page(page: Opened, name: str) -> None:
    on_paper(page.page, LONG[name])


def test_longer_words_fit_on_one_page_too(page: Opened, tmp_path: Path) -> None:
    file = tmp_path / "long.html"
    file.write_text(lab_page(model_named("theory"), texts=longer(english())), encoding="utf-8")
    view = page.page.context.new_page()
    view.goto(f"{file.as_uri()}#view=map&map.model=1")
    view.wait_for_selector(".cycle-line")
    on_paper(view, LONG["sentences"])
    view.close()


def test_everything_goes_by_keyboard(page: Opened) -> None:
    view = page.page
    view.locator("#map-model").focus()
    reached = []
    for _ in range(40):
        view.keyboard.press("Tab")
        reached.append(view.evaluate("document.activeElement.id"))
    wanted = [f"map-{name}-{who}{end}" for name in NAMES for who in "ab" for end in ("", "-otherwise")]
    assert [one for one in reached if one.startswith("map-")][: len(wanted)] == wanted
    view.locator("#map-model").focus()
    view.keyboard.press("Space")
    view.wait_for_selector(".cycle-answer", state="hidden")
    assert "map.model" not in view.evaluate(f"{LAB}.states.toHash({LAB}.state)")
    view.keyboard.press("Space")
    view.wait_for_selector(".cycle-line")


def test_leaving_takes_the_words_away(page: Opened, pages) -> None:
    view = page.page.context.new_page()
    view.goto(f"{pages('theory').as_uri()}#view=map")
    view.locator("#map-hope-a").fill(SECRET)
    view.locator("#leave").click()
    view.wait_for_url("about:blank")
    assert "Sundays" not in view.content()
    view.close()
