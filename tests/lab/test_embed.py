"""One view inside another page: it works there, and leaving it leaves the page around it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from ._browser import needs_browser, opened

pytestmark = [pytest.mark.slow, needs_browser]
DOCS = Path(__file__).parents[2] / "docs" / "lab.md"


def frame() -> str:
    """The frame of the docs page, as it stands there."""
    [found] = re.findall(r"<iframe class=.*?</iframe>", DOCS.read_text(encoding="utf-8"), re.S)
    return found


def test_the_view_of_the_docs_page_runs_and_can_be_left(pages, tmp_path: Path) -> None:
    [source] = re.findall(r'src="(.*?)"', frame())
    place, fragment = html.unescape(source).split("#")
    assert "embed=1" in fragment
    assert 'title="' in frame()
    (tmp_path / place).parent.mkdir()
    (tmp_path / place).write_bytes(pages("theory").read_bytes())
    around = tmp_path / "around.html"
    around.write_text(f"<!doctype html><p>The page around</p><canvas></canvas>{frame()}", encoding="utf-8")
    with opened(around) as found:
        page = found.page
        inside = page.frame_locator("iframe")
        inside.locator(".chart canvas").first.wait_for()
        assert inside.locator("nav").is_hidden()
        assert inside.locator(".open-help").first.is_visible()
        assert inside.locator(".notice").is_hidden()
        assert found.outside == []
        assert found.complaints == []
        inside.locator("#leave").click()
        page.wait_for_url("about:blank")
