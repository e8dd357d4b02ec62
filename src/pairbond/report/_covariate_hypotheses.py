"""Tests of what a covariate goes with on the same occasion, and the sentences they license."""

from __future__ import annotations

from collections.abc import Iterator

from pairbond._visible import isolated
from pairbond.model import BOTH
from pairbond.report._lag_words import Lag
from pairbond.report.simultaneous import LEAST, Hypothesis
from pairbond.report.view import View
from pairbond.report.voice import Voice, begin, between, digits_of, number

UNIT = "points per unit"


def covariate_hypotheses(view: View) -> Iterator[Hypothesis]:
    """One test a covariate and rating; an estimate under .005 SD per SD is no finding."""
    table, voice, lag = view.covariate_effects, view.voice, Lag(view.lag)
    assert table is not None
    for row in table.itertuples():
        partner, item, what = str(row.partner), str(row.item), called(voice, str(row.covariate), str(row.of))
        rating = voice.rating(item, partner)
        digits = digits_of(row.q05, row.q95)
        way = "higher" if row.q50 > 0 else "lower"
        per_sd = abs(row.q50 / row.sd_per_sd) if row.sd_per_sd else 1.0
        size = f"{number(row.q50, digits)} {UNIT}, 90 % interval {between(row.q05, row.q95, digits)}"
        yield Hypothesis(
            "same day",
            ("covariate", str(row.covariate), str(row.of), partner, item),
            row.q05,
            row.q50,
            row.q95,
            f"For each unit more of {what}, {rating} was {number(abs(row.q50), digits)} points {way} on the same "
            f"{lag.one} ({view.scale_words(item)}).",
            f"We found no clear sign that {what} and {rating} go together on the same {lag.one}.",
            size + (f"; {number(row.sd_per_sd)} SD per SD" if voice.research else ""),
            term="Effect of a covariate" if voice.research else "",
            terms="Effects of a covariate" if voice.research else "",
            unit=UNIT,
            least=LEAST * per_sd,
        )


def called(voice: Voice, covariate: str, of: str) -> str:
    """A covariate in a sentence: "weather", "the woman’s stress"; what does not read like a noun is quoted."""
    label = isolated(covariate.replace("_", " "))
    thing = label if label.replace(" ", "").isalpha() and len(label.split()) <= 3 else f"“{label}”"
    return thing if of == BOTH else f"{voice.whose(of)} {thing}"


def heading(voice: Voice, covariate: str, of: str) -> str:
    """The same with a capital, for a table."""
    return begin(called(voice, covariate, of))
