"""Leaving the page quickly, in a real browser."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pairbond.errors import PairbondError
from pairbond.report import report

from . import _browser
from ._fake import diary, fit

needs_browser = pytest.mark.skipif(_browser.PROGRAM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    asked = diary(1, partners=("Ana",))
    return report(asked, fit(asked), None, tmp_path_factory.mktemp("leaving") / "a.html")


@pytest.fixture
def tab() -> Iterator[_browser.Tab]:
    with _browser.tab() as opened:
        yield opened


@needs_browser
def test_three_presses_of_shift_leave_and_other_keys_between_do_not(page: Path, tab: _browser.Tab) -> None:
    tab.open(page.as_uri())
    assert not tab.complaints()
    tab.press("Shift", 2)
    tab.press("a")
    tab.press("Shift", 2)
    assert tab.see("document.title").startswith("Your diary, ")
    assert tab.see("document.querySelectorAll('section').length") > 4
    tab.press("Shift")
    tab.until("location.href === 'about:blank'")
    assert tab.see("document.title") == ""
    assert tab.see("document.body ? document.body.textContent : ''") == ""


@needs_browser
def test_the_exit_is_the_first_stop_of_the_keyboard_and_blanks_before_it_goes(page: Path, tab: _browser.Tab) -> None:
    tab.open(page.as_uri())
    tab.press("Tab")
    assert tab.see("document.activeElement.id") == "leave"
    # asked in the same moment, before the browser has gone anywhere
    title, words = tab.see("document.activeElement.click(); [document.title, document.documentElement.textContent]")
    assert (title, words) == ("", "")


@needs_browser
def test_links_within_the_page_leave_no_steps_in_the_history(page: Path, tab: _browser.Tab) -> None:
    tab.open(page.as_uri())
    before = tab.see("history.length")
    tab.see("document.querySelector('.leave a[href=\"#help\"]').click()")
    tab.until("location.hash === '#help'")
    assert tab.see("history.length") == before


@pytest.mark.slow
@needs_browser
def test_a_page_that_is_served_goes_to_the_address_it_was_given(tmp_path: Path, tab: _browser.Tab) -> None:
    (tmp_path / "weather.html").write_text("<title>weather</title>")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = f"http://127.0.0.1:{server.server_port}"
        asked = diary(1, partners=("Ana",))
        file = report(asked, None, None, tmp_path / "a.html", leave_to=f"{place}/weather.html")
        tab.open(f"{place}/a.html")
        tab.press("Shift", 3)
        tab.until("document.title === 'weather'")
        # from disk nothing is asked of any network
        tab.open(file.as_uri())
        tab.press("Shift", 3)
        tab.until("location.href === 'about:blank'")
        server.shutdown()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "example.org", "https://example.org/a b"])
def test_only_a_web_address_can_be_left_to(tmp_path: Path, address: str) -> None:
    with pytest.raises(PairbondError, match="must begin with https:// or http://"):
        report(diary(1), None, None, tmp_path / "a.html", leave_to=address)
    assert not list(tmp_path.iterdir())
