"""A page of the lab in Debian's chromium, with the network off."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pairbond.errors import PairbondError

CHROMIUM = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
try:
    from playwright.sync_api import sync_playwright
except ImportError:
    sync_playwright = None
WHY = "no playwright is installed" if sync_playwright is None else "there is no chromium on this machine"
needs_browser = pytest.mark.skipif(CHROMIUM is None or sync_playwright is None, reason=WHY)


@dataclass
class Opened:
    """A page, and everything that it asked for or complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ready(self) -> None:
        """Wait until the model has run."""
        self.page.wait_for_selector(
            "canvas, .door, .bets, .loop-picture, .cycle-sheet, .claims, .debate", timeout=20_000
        )

    @property
    def outside(self) -> list[str]:
        """Requests for anything but the page itself and its worker."""
        return [url for url in self.requests if not url.startswith(("file:", "blob:", "data:", "about:"))]


@contextmanager
def opened(file: Path, fragment: str = "", **context: Any) -> Iterator[Opened]:
    """The page from disk in a browser that has no network; ``context`` as for a context of playwright."""
    if sync_playwright is None:
        raise PairbondError(WHY)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            page = browser.new_context(
                **{"offline": True, "viewport": {"width": 1200, "height": 900}, **context}
            ).new_page()
            found = Opened(page)
            page.on("request", lambda one: found.requests.append(one.url))
            page.on("pageerror", lambda error: found.complaints.append(str(error)))
            page.on("console", lambda said: found.complaints.append(said.text) if said.type == "error" else None)
            page.goto(f"{file.as_uri()}{fragment}")
            found.ready()
            yield found
        finally:
            browser.close()
