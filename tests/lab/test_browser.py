"""The page in a browser: it runs every model as Python does, asks for nothing, and complains of nothing."""

from __future__ import annotations

import pytest

from pairbond.rivals import RIVALS

from ._browser import needs_browser, opened

pytestmark = [pytest.mark.slow, needs_browser]
MODELS = ["theory", *RIVALS, "own"]


@pytest.mark.parametrize("name", MODELS)
def test_a_page_works_and_asks_for_nothing(pages, name: str) -> None:
    with opened(pages(name), "#view=couple") as found:
        page = found.page
        page.wait_for_selector(".chart canvas")
        assert page.locator(".chart").count() >= 1
        first = page.locator(".person-0 input").first
        first.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(500)
        assert "a." in page.evaluate("location.hash")
        assert page.locator(".notice").is_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= 1200
        assert found.complaints == []
        assert found.outside == []
