"""The pictures of the theory: words, numbers and page colours; grey where the diary cannot say."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pairbond.report import current_phase as current_phase_module
from pairbond.report import report

from ._fake import diary
from ._reading import Page
from ._theory import OPEN, assess, daily_readings


@pytest.mark.slow
def test_every_picture_has_words_numbers_and_page_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current_phase_module, "daily_readings", daily_readings)
    two = diary(1, days=14, partners=("Ana", "Ben"), dates=True, items=("sadness",))
    half = replace(OPEN, order={"Ana": 0.0003, "Ben": 0.2})  # the second partner's days have no order
    text = report(two, None, None, tmp_path / "a.html", theory=assess(two, half)).read_text("utf-8")
    seen = Page(text)
    assert {"phases.csv", "holds.csv", "stories.csv"} <= set(seen.csv())
    assert all(len(d["aria-label"]) > 30 for d in seen.all("div") if d.get("role") == "img")
    assert text.count("the diary cannot say") > 20, "ten parts and the phases of the second, at two widths"
    for svg in re.findall(r"<svg.*?</svg>", text, re.S):
        bare = re.sub(r"var\(--[a-z]+,#[0-9a-f]{6}\)", "", svg)
        assert not re.search(r"#[0-9a-f]{6}\b", re.sub(r">[^<]*<", "><", bare))
    for phase in ("fusion", "rupture"):
        assert f"var(--{phase}," in text
        assert f">{phase}<" in text, "a tint never without its word"
    assert len(seen.ids) == len(set(seen.ids))
