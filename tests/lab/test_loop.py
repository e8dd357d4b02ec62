"""The causal diagram in a browser: what is cut shows and tells, and every number is that of Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pairbond.lab.views import recorded
from pairbond.simulate import Run, prepare
from pairbond.simulate.recording import default_theory
from pairbond.theory import describe
from pairbond.theory.couples import COUPLES

from ._browser import Opened, needs_browser, opened

pytestmark = [pytest.mark.slow, needs_browser]
THEORY = default_theory()
PLACE, DAYS, DRAWS = "closed-circuit", 200, 2
LINK = f"#view=loop&couple={PLACE}&days={DAYS}&draws={DRAWS}"
SAYS = {one.says: one.name for one in THEORY.mechanisms.values()}
RENAMED = {"image": "qq_one", "narcissistic_injury": "qq_two", "injury": "qq_three", "warmth": "qq_four"}
NUMBER = r"−?\d+\.\d+"


@pytest.fixture(scope="module")
def page(pages) -> Iterator[Opened]:
    with opened(pages("theory"), f"{LINK}&off=splitting:both", reduced_motion="reduce") as found:
        yield found
        assert found.complaints == []
        assert found.outside == []


def go(found: Opened, fragment: str) -> Any:
    """Another state by its link; waits until the pictures follow."""
    found.page.evaluate("link => { location.hash = link }", fragment)
    found.page.wait_for_selector(".loop-picture .course[d]", state="attached", timeout=60_000)
    return found.page


def number(text: str) -> float:
    return float(text.replace("−", "-").replace("+", ""))


@cache
def run(off: str = "") -> Run:
    couple = COUPLES[PLACE]
    if off:
        couple = replace(couple, **{x: replace(getattr(couple, x), gains={off: 0.0}) for x in "ab"})
    return prepare(couple, DAYS, DRAWS, seed=0, theory=THEORY, record=recorded(THEORY))


def by_mechanism(budget: Any) -> dict[str, float]:
    """Shares of one node by mechanism."""
    inside = budget[(budget["kind"] == "inside") & budget["mechanism"].isin(list(THEORY.mechanisms))]
    return inside.groupby("mechanism")["share"].sum().to_dict()


def table(page: Any) -> tuple[Mapping[str, float], float]:
    """What the page says a moment is made of: by sentence, and together."""
    page.wait_for_selector(".budget tfoot", timeout=60_000)
    rows = page.evaluate(
        "[...document.querySelector('.budget').querySelectorAll('tbody tr, tfoot tr')].map((row) => "
        "[row.querySelector('th').textContent, row.querySelector('.number').textContent])"
    )
    return {text: number(value) for text, value in rows}, number(dict(rows)["Together"])


@pytest.mark.parametrize(("name", "node", "who"), [("image", "drift_image", "a"), ("bond", "drift_bond", "b")])
def test_why_now_is_the_budget_of_python(page: Opened, name: str, node: str, who: str) -> None:
    alone, together = table(go(page, f"{LINK}&loop.at={name}:{who}&loop.day=130"))
    wanted = run().budget(node, who, 130, draw=0)
    assert together == pytest.approx(wanted.attrs["value"], abs=6e-4)
    shares = by_mechanism(wanted)
    mine = {SAYS[text]: value for text, value in alone.items() if text in SAYS}
    assert len(mine) >= 2
    for mechanism, value in mine.items():
        assert value == pytest.approx(shares[mechanism], abs=6e-4), mechanism


def test_a_cut_arrow_shows_and_what_changed_is_true(page: Opened) -> None:
    view = go(page, LINK)
    first = view.locator("#loop-changed").inner_text()
    arrow = view.locator(".loop-picture g.arrow.main").filter(has=view.locator("text=−"))
    arrow.first.focus()
    view.keyboard.press("Enter")
    view.wait_for_function(
        "text => document.querySelector('#loop-changed').textContent !== text", arg=first, timeout=60_000
    )
    view.wait_for_timeout(400)  # the link follows
    assert "off=narcissistic_injury:a" in view.evaluate("location.hash")
    cut = view.locator(".loop-picture g.arrow.cut")
    assert cut.count() == 2  # from what injures, and to what the injury does
    assert all("cut" in text for text in cut.all_text_contents())
    assert view.locator(".out li").count() == 1
    view.locator(".mechanism button.knock").last.click()  # for both
    view.wait_for_timeout(400)
    assert "off=narcissistic_injury:both" in view.evaluate("location.hash")
    assert view.locator(".mechanism button.knock[aria-pressed=true]").count() == 3


@pytest.mark.parametrize("off", ["splitting", "need_idealisation", "expectation_adaptation", "abstinence"])
def test_every_sentence_on_what_changed_is_true(page: Opened, off: str) -> None:
    view = go(page, LINK)
    view.wait_for_selector("#loop-changed:not(:has(strong))", timeout=60_000)
    go(page, f"{LINK}&off={off}:both")
    view.wait_for_selector("#loop-changed strong", timeout=60_000)
    check_sentence(view.locator("#loop-changed").inner_text(), off)


@cache
def arrays(off: str = "") -> Mapping[str, np.ndarray]:
    return run(off).arrays()


def second_half(off: str, name: str) -> np.ndarray:
    """[days, partners or one, draws]"""
    made = arrays(off)[name][DAYS // 2 :]
    return made if made.ndim == 3 else made[:, None]


def check_sentence(text: str, off: str) -> None:
    """Each number of the sentences is that of two runs in Python, and so is its direction."""
    said = re.search(rf"What changed most: (.+) \((\w+)\) (is|swings) (\w+),.*?({NUMBER}) instead of ({NUMBER})", text)
    assert said, text
    label, who, verb, way, now, then = said.groups()
    [name] = [k for k in recorded(THEORY) if THEORY.quantities[k].label == label]
    partner = max("ab".find(who), 0)
    values = []
    for one in ("", off):
        series = np.median(second_half(one, name)[:, partner], axis=-1)
        values.append(series.mean() if verb == "is" else series.std())
    assert number(then) == pytest.approx(values[0], abs=0.02)
    assert number(now) == pytest.approx(values[1], abs=0.02)
    assert (values[1] > values[0]) == (way in ("higher", "more"))
    places = dict.fromkeys((*describe.RING, *describe.BRANCH))
    swings = [[second_half(one, k)[:, i, 0].std() for k, i in places] for one in ("", off)]
    share = re.match(r"The loop swings (\d+) % as much as before", text)
    assert share
    shares = sorted(now / then for then, now in zip(*swings, strict=True))
    assert int(share[1]) == pytest.approx(100 * shares[len(shares) // 2], abs=2)


def test_everything_goes_by_keyboard(page: Opened) -> None:
    view = go(page, f"{LINK}&loop.day=50")
    slider = view.locator("#loop-day")
    slider.focus()
    view.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "day 51"
    view.locator(".play").focus()
    view.keyboard.press("Enter")
    view.wait_for_function("() => document.querySelector('#loop-day').value > 57", timeout=20_000)  # a week at a time
    view.keyboard.press("Enter")
    assert (int(slider.input_value()) - 51) % 7 == 0
    assert view.locator(".loop-picture g[tabindex]").count() >= 20
    for one in view.locator(".loop-picture g[tabindex]").all():
        assert len(one.get_attribute("aria-label") or "") > 10


def test_the_neighbourhood_of_a_quantity_has_all_its_arrows(page: Opened) -> None:
    view = go(page, f"{LINK}&loop.at=image:a")
    view.locator("details.more > summary").click()
    arrows = describe.carried(THEORY, days=10)
    into = [one for one in arrows if one.target == "image"]
    assert view.locator(".around li.source").count() == len(into)
    view.locator("details.more > summary").click()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (390, "dark"), (1200, "light")])
def test_it_fits(page: Opened, width: int, scheme: Any) -> None:
    view = page.page
    view.set_viewport_size({"width": width, "height": 844})
    view.emulate_media(color_scheme=scheme)
    go(page, f"{LINK}&off=splitting:both&loop.at=image:a&embed=1")
    view.wait_for_selector("body.embed")
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    assert view.locator("nav").is_hidden()
    view.set_viewport_size({"width": 1200, "height": 900})


def beside(found: Opened, file: Path, fragment: str) -> tuple[Any, list[str]]:
    """Another file in the same browser, and what it complains of."""
    page, complaints = found.page.context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{file.as_uri()}{fragment}")
    return page, complaints


def test_a_model_with_other_names_works(page: Opened, pages, tmp_path: Path) -> None:
    text = pages("theory").read_text(encoding="utf-8")
    blocks = re.compile(r'(<script type="application/json" id="(?:model|page)">)(.*?)(</script>)', re.S)

    def renamed(found: re.Match[str]) -> str:
        body = found[2]
        for old, new in RENAMED.items():
            body = body.replace(f'"{old}"', f'"{new}"')
        return found[1] + body + found[3]

    file = tmp_path / "renamed.html"
    file.write_text(blocks.sub(renamed, text), encoding="utf-8")
    view, complaints = beside(page, file, f"{LINK}&off=qq_two:both&loop.at=qq_one:a&loop.day=60")
    _, together = table(view)
    wanted = run("narcissistic_injury").budget("drift_image", "a", 60, draw=0)
    assert together == pytest.approx(wanted.attrs["value"], abs=6e-4)
    assert view.locator(".loop-picture g.arrow.cut").count() == 2
    assert complaints == []
    view.close()


def test_a_model_without_mechanisms_has_no_loop(page: Opened, pages) -> None:
    view, complaints = beside(page, pages("rinaldi"), "#view=loop")
    view.wait_for_selector(".door")
    assert view.locator("nav a", has_text="Loop").count() == 0
    assert view.locator(".notice").inner_text().startswith("There is no view “loop”")
    assert complaints == []
    view.close()
