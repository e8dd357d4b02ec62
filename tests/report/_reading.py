"""What a reader, and a machine, sees of a page."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser


class Page(HTMLParser):
    """Visible words, ids, links, sections, classes of paragraphs, and loads from elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.ids: list[str] = []
        self.sections: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._silent = 0
        self._svg = 0
        self.findings: list[str] = []
        self._in_finding = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
            if tag == "section":
                self.sections.append(given["id"])
        self._silent += tag in ("style", "script", "title")
        self._svg += tag == "svg"
        if tag == "p":
            self._in_finding = given.get("class") == "finding"
            if self._in_finding:
                self.findings.append("")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script", "title")
        self._svg -= tag == "svg"
        if tag == "p":
            self._in_finding = False

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.words.append(data)
        if self._in_finding:
            self.findings[-1] += data

    @property
    def text(self) -> str:
        """All visible words, those in pictures included, and the descriptions of pictures."""
        spoken = [given["aria-label"] for _, given in self.tags if "aria-label" in given]
        return re.sub(r"\s+", " ", " ".join([*self.words, *spoken]))

    @property
    def prose(self) -> str:
        """Visible words before the list of references."""
        return self.text.split("To cite")[0]

    def all(self, tag: str) -> list[dict[str, str]]:
        """Attributes of every tag of this name."""
        return [given for name, given in self.tags if name == tag]

    def csv(self) -> dict[str, str]:
        """Download name -> text of every embedded CSV file."""
        links = [a for a in self.all("a") if "download" in a]
        return {a["download"]: base64.b64decode(a["href"].split("base64,")[1]).decode() for a in links}
