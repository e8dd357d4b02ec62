"""From answers to a page, through the real fit and the real comparison."""

from __future__ import annotations

from pathlib import Path

from pairbond.compare import compare
from pairbond.fit import fit
from pairbond.report import report

from ._fake import diary
from ._reading import Page


def test_one_couple_from_answers_to_page(tmp_path: Path) -> None:
    asked = diary(1, days=26, items=("sadness",), partners=("Ana", "Ben"))
    fitted = fit(asked, starts=1, draws=60)
    comparison = compare(asked, models=("pooled", "auto"), pseudo=0)
    seen = Page(report(asked, fitted, comparison, tmp_path / "a.html").read_text("utf-8"))
    wanted = ["glance", "stood-out", "course", "same-day", "give-and-take", "ahead", "reading", "method", "help"]
    assert [s for s in seen.sections if s != "stood-out"] == [s for s in wanted if s != "stood-out"]
    assert "esterday’s ratings help" in seen.text
    assert "nan" not in seen.text.lower().split()


def test_one_writer_from_answers_to_page(tmp_path: Path) -> None:
    asked = diary(1, days=26, items=("sadness", "warmth"), partners=("Ana",))
    seen = Page(report(asked, fit(asked, starts=1, draws=60), None, tmp_path / "a.html").read_text("utf-8"))
    assert "give-and-take" in seen.sections
    assert "sadness" in seen.text
