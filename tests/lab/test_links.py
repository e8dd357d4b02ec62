"""Bad links and files: one sentence each, with the nearest legal choice, and the page goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from ._browser import needs_browser, opened

pytestmark = [pytest.mark.slow, needs_browser]
LAB = "document.querySelector('#app').lab"
LINKS = {
    "view=cuple": "no view “cuple”; the nearest is “couple”",
    "view=": "no view “”",
    "couple=closed-circut": "no couple “closed-circut”; the nearest is “closed-circuit”",
    "couple=": "no couple “”",
    "couple=SECURE": "the nearest is “secure”",
    "copule=secure": "no setting “copule”; the nearest is “couple”",
    "a.copng=0.4": "no trait “copng”; the nearest is “coping”",
    "a.=1": "no trait “”",
    "c.coping=1": "no setting “c.coping”; the nearest is “a.coping”",
    "a.coping=2": "2, outside -1 to 1; the nearest is 1",
    "a.coping=-1.5": "the nearest is -1",
    "b.anxiety=-0.1": "−0.1, outside 0 to 1; the nearest is 0",
    "b.anxiety=": "“”, which is no number; 0.15 was kept",
    "b.anxiety=high": "“high”, which is no number",
    "b.anxiety=NaN": "no number",
    "b.anxiety=Infinity": "no number",
    "b.anxiety=1e999": "no number",
    "b.anxiety=0x1": "no number",
    "b.anxiety=1,5": "no number",
    "b.anxiety=--1": "no number",
    "both.coping=0.1": "no trait",
    "days=0": "0, but must be a whole number from 1 to 3650; the nearest is 1",
    "days=-5": "the nearest is 1",
    "days=10000": "the nearest is 3650",
    "days=1.5": "1.5, but must be a whole number",
    "days=ten": "no number; 730 was kept",
    "days=3650&draws=64": "the nearest is 16 runs",
    "draws=0": "the nearest is 1",
    "draws=65": "the nearest is 64",
    "draws=8.5": "whole number",
    "seed=-1": "the nearest is 0",
    "seed=2147483648": "the nearest is 2147480000|the nearest is 2147483647",
    "seed=abc": "no number; 0 was kept",
    "noise=maybe": "“noise” is “maybe”; it is 1 (yes) or 0 (no)",
    "noise=2": "“noise” is “2”",
    "embed=yes": "“embed” is “yes”",
    "off=spliting": "no mechanism “spliting”; the nearest is “splitting”",
    "off=splitting:c": "no partner “c”",
    "off=splitting:a:b": "too many parts",
    "off=": "no mechanism",
    "off=constructor": "no mechanism “constructor”",
    "act=no_contct:b": "no course of action “no_contct”; the nearest is “no_contact”",
    "act=no_contact:me": "no partner “me”",
    "act=no_contact:b:soon": "“soon”, which is no number",
    "act=no_contact:b:-1": "the nearest is 0",
    "act=no_contact:b:100:50": "not after day 100 on which it begins; the nearest is day 101",
    "act=no_contact:b:100:100": "the nearest is day 101",
    "act=no_contact:b:0::2": "2, outside 0 to 1; the nearest is 1",
    "act=no_contact:b:0:1:1:1": "too many parts",
    "act=no_contact:b:900": "begins on day 900, but the run has days 0 to 730",
    "act=no_contact:b&act=no_contact:both:10": "no_contact was left out",
    "act=evocation:a": "no course of action “evocation”",
    "act=": "no course of action",
    "__proto__=1": "no setting “__proto__”",
    "constructor=1": "no setting “constructor”",
    "a.__proto__=1": "no trait “__proto__”",
    "toString=1": "no setting “toString”",
    "couple.x y=1": "The setting “couple.x y” cannot be read",
    "couple.x=%3Cimg%20src=x%20onerror=alert(1)%3E": "cannot be read",
    "couple=%3Cscript%3Ealert(1)%3C/script%3E": "no couple “<script>alert(1)</script>”",
    "couple=https://example.org/": "no couple “https://example.org/”",
    "couple=" + "x" * 300: "…",
    "couple=%E2%80%AEabc": r"no couple “\u202eabc”",
    "a.coping=%00": "no number",
    "x" * 9000: "longer than 8000 letters",
}
FILES = {
    "couple = closed": "Line 1 of the file, “couple = closed”, is no line",
    'couple = "secure"\nnonsense': "Line 2 of the file",
    "<html>": "Line 1 of the file",
    'couple = "secur"': "the nearest is “secure”",
    'couple = "secure"\ndays = 1e9': "the nearest is 3650",
    'couple = "secure"\ndt = 0.1': "cannot run “dt”",
    'couple = "secure"\n[a]\ncoping = 7.0': "the nearest is 1",
    'couple = "secure"\n[a]\nlike = "nobody"': "cannot run “a.like”",
    'couple = "secure"\n[a.gains]\nsplitting = 0.5': "the nearest is 1",
    'couple = "secure"\n[a.gains]\nspliting = 0.0': "the nearest is “splitting”",
    'couple = "secure"\n[[intervention]]\nname = "silence"\nadherence = 0.5': "cannot run “intervention.adherence”",
    'couple = "secure"\n[[intervention]]\nname = "silense"': "the nearest is “silence”",
    '__proto__ = 1\ncouple = "secure"': "Line 1 of the file",
    'couple = "secure"\n[__proto__]\nx = 1': "Line 2 of the file",
    'couple = "secure"\ninclude = "https://example.org/x.toml"': "cannot run “include”",
    'couple = "\\u0000"': "no couple",
    "x = 1\n" * 30_000: "larger than 100000 bytes",
}

SITE = "'http://127.0.0.1:PORT/x'"
TRICKS = (
    f"fetch({SITE})",
    "new WebSocket('ws://127.0.0.1:PORT/')",
    f"navigator.sendBeacon({SITE})",
    f"new Image().src = {SITE}",
    f"document.body.append(Object.assign(document.createElement('iframe'), {{src: {SITE}}}))",
    f"document.body.append(Object.assign(document.createElement('script'), {{src: {SITE}}}))",
    f"document.head.append(Object.assign(document.createElement('link'), {{rel: 'stylesheet', href: {SITE}}}))",
    f"((f) => {{ f.action = {SITE}; document.body.append(f); f.submit(); }})(document.createElement('form'))",
    "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked=1\">')",
)


def test_there_are_sixty_of_them() -> None:
    assert len(LINKS) + len(FILES) >= 60


def refused(page) -> list[str]:
    """What the page says, once it has taken in what it was given."""
    return page.locator(".notice li").all_text_contents()


def settled(page, count: int) -> None:
    """Wait until the page says so many sentences, or until it has had five seconds for it."""
    for _ in range(100):
        if page.locator(".notice li").count() == count:
            return
        page.wait_for_timeout(50)


def check(page, sentence: str, given: str) -> None:
    said = refused(page)
    assert len(said) == 1, (given, said)
    assert any(one in said[0] for one in sentence.split("|")), (given, said)
    assert re.search(r"[.!?]$", said[0])
    assert len(said[0]) < 300
    assert not re.search(r"undefined|NaN is|null|\[object", said[0])


def test_bad_links_are_refused_in_one_sentence(pages) -> None:
    with opened(pages("theory"), "#view=couple") as found:
        page = found.page
        page.wait_for_selector(".chart canvas")
        for link, sentence in LINKS.items():
            page.evaluate("(hash) => { location.hash = hash; }", f"view=couple&{link}" if len(link) < 9000 else link)
            settled(page, 1)
            check(page, sentence, link)
            page.evaluate("() => { location.hash = 'view=couple'; }")
            settled(page, 0)
            assert refused(page) == [], link
        page.wait_for_timeout(500)
        assert page.locator(".chart canvas").count() >= 5
        assert page.evaluate(f"{LAB}.result.days") == 730
        assert found.complaints == []
        assert found.outside == []


def test_bad_files_are_refused_in_one_sentence(pages, tmp_path: Path) -> None:
    with opened(pages("theory"), "#view=couple") as found:
        page = found.page
        page.wait_for_selector("#scenario-file")
        for text, sentence in FILES.items():
            (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
            page.set_input_files("#scenario-file", tmp_path / "bad.toml")
            page.wait_for_selector(".notice li")
            check(page, sentence, text[:60])
            page.get_by_role("button", name="Dismiss").click()
            page.wait_for_selector("#scenario-file")
        assert found.complaints == []
        assert found.outside == []


@contextmanager
def counting() -> Iterator[tuple[int, list[str]]]:
    """A server on this machine: its port, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()


@pytest.mark.parametrize("name", ["theory", "own", "without a policy"])
def test_nothing_can_be_made_to_ask_the_network(pages, tmp_path: Path, name: str) -> None:
    open_page = tmp_path / "open.html"  # the same tricks do reach the server where no policy stops them
    text = pages("own").read_text(encoding="utf-8")
    open_page.write_text(re.sub(r"<meta http-equiv=.*?>", "", text), encoding="utf-8")
    file = open_page if name == "without a policy" else pages(name)
    with counting() as (port, asked), opened(file, "#view=couple", offline=False) as found:
        page = found.page
        page.wait_for_selector(".chart canvas")
        for trick in TRICKS:
            if file == open_page and "submit" in trick:
                continue  # goes away from the page
            act = trick.replace("PORT", str(port))
            page.evaluate(f"async () => {{ try {{ await ({act}) }} catch {{}} }}")
        page.wait_for_timeout(500)
        if file == open_page:
            assert len(asked) >= 4
            return
        assert asked == []
        assert page.evaluate("window.hacked") is None
        assert len(found.complaints) >= 5  # the browser says what the policy stopped
