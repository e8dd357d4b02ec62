"""From answers to a page, through the real fit and the real comparison."""

from __future__ import annotations

from pathlib import Path

import pytest

from pairbond.inference import fit
from pairbond.predict import compare
from pairbond.report import report
from pairbond.report._prior_ranges import BETWEEN, PRIORS, WITHIN

from ._fake import diary
from ._reading import Page


@pytest.mark.slow
def test_one_couple_from_answers_to_page(tmp_path: Path) -> None:
    asked = diary(1, days=26, items=("sadness",), partners=("Ana", "Ben"))
    fitted = fit(asked, starts=1, draws=60)
    comparison = compare(asked, models=("pooled", "auto"), pseudo=0)
    seen = Page(report(asked, fitted, comparison, tmp_path / "a.html").read_text("utf-8"))
    wanted = [
        "glance",
        "unusual-days",
        "course",
        "concurrent",
        "partner-effects",
        "forecast",
        "reading",
        "method",
        "help",
    ]
    assert [s for s in seen.sections if s != "unusual-days"] == [s for s in wanted if s != "unusual-days"]
    assert "esterday’s ratings help" in seen.text
    assert "nan" not in seen.text.lower().split()


@pytest.mark.slow
def test_one_writer_from_answers_to_page(tmp_path: Path) -> None:
    asked = diary(1, days=26, items=("sadness", "warmth"), partners=("Ana",))
    seen = Page(report(asked, fit(asked, starts=1, draws=60), None, tmp_path / "a.html").read_text("utf-8"))
    assert "partner-effects" in seen.sections
    assert "sadness" in seen.text


@pytest.mark.slow
def test_a_group_from_answers_to_page(tmp_path: Path) -> None:
    asked = diary(4, days=20, items=("sadness", "warmth"))
    fitted = fit(asked, starts=1, draws=60)
    text = report(asked, fitted, None, tmp_path / "a.html").read_text("utf-8")
    seen = Page(text)
    assert seen.sections[:6] == ["glance", "sample", "course", "partner-effects", "concurrent", "couples"]
    assert "(prior 90 % interval −" in seen.text, "the prior stands beside the posterior"
    before = fitted.before
    assert before is not None
    width = fitted.effects["q95"] - fitted.effects["q05"]
    assert ((before.effects["q95"] - before.effects["q05"])[fitted.effects["days"] == 1] > width[:16]).all()
    assert fitted.priors is not None
    assert set(PRIORS.values()) | {WITHIN, BETWEEN} <= set(fitted.priors["quantity"]), "called as the fit calls them"
    assert len(fitted.priors) == text.split(">Priors<")[1].split("</table>")[0].count("<tr>") - 1
    assert all(f"<td>{name}</td>" in text for name in fitted.priors["quantity"])
    table = fitted.random_effects
    assert len(table) == text.split("Random effects: standard deviations")[1].split("</table>")[0].count("<tr>") - 1
