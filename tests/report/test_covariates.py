"""What a page says of covariates: one sentence an effect in points, both partners, and the table behind it."""

from pathlib import Path

import pandas as pd
import pytest

from pairbond.diary import Diary
from pairbond.inference import Fit
from pairbond.report import report
from pairbond.report._write import compose
from pairbond.report.findings import findings
from pairbond.report.simultaneous import rule
from pairbond.report.view import select_view

from ._fake import QUANTILES, diary, fit

SIZES = {
    ("hours_of_sleep", "0", 0): 0.3,
    ("hours_of_sleep", "1", 1): 0.0,
    ("rain", "both", 0): 0.0,
    ("rain", "both", 1): -2.0,
}


def with_covariates(asked: Diary, item: str = "calm") -> Fit:
    """A fit whose effects of covariates are invented: clear ones of .3 and -2, and two around zero."""
    made = fit(asked)
    rows = []
    for (covariate, of, partner), middle in SIZES.items():
        if partner < len(asked.partners):
            spread = {name: middle + z * 0.05 for name, z in QUANTILES.items()}
            whose = of if of == "both" else asked.partners[int(of)]
            row = {"covariate": covariate, "of": whose, "partner": asked.partners[partner], "item": item}
            rows.append({**row, "sd_per_sd": middle / 2})
            rows[-1] |= spread
    made.__dict__["covariate_effects"] = pd.DataFrame(rows)
    return made


@pytest.mark.parametrize("couples", [1, 6])
def test_a_sentence_an_effect_with_its_interval_of_both_partners(couples: int, tmp_path: Path) -> None:
    asked = diary(couples, items=("calm", "warmth"))
    made = with_covariates(asked)
    view = select_view(asked, made, None, None)
    [section] = [s for s in compose(view) if s.key == "covariates"]
    said = [w.text for w in section.words if w.finding]
    whose, other = ("women’s", "men’s") if couples > 1 else ("the woman’s", "the man’s")
    sleep = f"more of {whose} hours of sleep, {whose} calm was 0.30 points higher on the same day (scale 0 to 4)"
    assert any(sleep in text for text in said)
    assert any(f"For each unit more of rain, {other} calm was 2.00 points lower" in text for text in said)
    null = [w.text for w in section.words if w.finding is False]
    assert len(null) == 2
    assert any("hours of sleep" in text and other in text for text in null)
    [table] = section.tables
    assert table.frame["finding"].tolist() == [True, False, False, True]
    assert table.shown is not None
    assert table.shown["points per unit"].tolist() == ["0.30", "0.00", "0.00", "−2.00"]
    assert "and effects of covariates" in rule(findings(view))
    report(asked, made, None, tmp_path / "a.html", csv_dir=tmp_path / "numbers")
    assert len(pd.read_csv(tmp_path / "numbers" / "covariates-effects-of-covariates.csv")) == 4
    assert 'id="covariates"' in (tmp_path / "a.html").read_text("utf-8")


def test_one_who_writes_alone_is_spoken_to(tmp_path: Path) -> None:
    asked = diary(1, partners=("Ana",), items=("calm", "sadness"))
    view = select_view(asked, with_covariates(asked), None, None)
    [section] = [s for s in compose(view) if s.key == "covariates"]
    assert section.title == "What else was measured"
    assert any("more of your hours of sleep, your calm was 0.30 points higher" in w.text for w in section.words)


def test_a_page_without_covariates_says_nothing_of_them() -> None:
    asked = diary(6)
    view = select_view(asked, fit(asked), None, None)
    assert "covariates" not in {s.key for s in compose(view)}
    assert "covariate" not in rule(findings(view))


def test_of_one_couple_among_several_nothing_is_said_that_is_of_all() -> None:
    asked = diary(6, items=("calm", "warmth"))
    assert select_view(asked, with_covariates(asked), None, "c2").covariate_effects is None


def test_a_danger_item_is_not_shown_to_two() -> None:
    asked = diary(1, items=("calm", "fear"))
    view = select_view(asked, with_covariates(asked, item="fear"), None, None)
    assert view.covariate_effects is not None
    assert view.covariate_effects.empty
    assert "covariates" not in {s.key for s in compose(view)}
