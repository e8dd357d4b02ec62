"""Three voices beside every course: an essay says, studies found, in the model; without them it is not offered."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import pairbond
from pairbond.counterfactual import Course, EssayVoice, People, Study, Voices, WhatIf
from pairbond.counterfactual._offer import Offer
from pairbond.counterfactual._verb import NO_NUMBER
from pairbond.counterfactual.offered import OFFERS
from pairbond.counterfactual.outcomes import BY_NAME
from pairbond.counterfactual.words import discernible
from pairbond.errors import PairbondError
from pairbond.theory.interventions import SupportNetwork

from ._made import current_state, diary, fitted
from .test_words import NEVER

ESSAY = EssayVoice("S4", "Mend quickly.")
STUDY = Study("it did not rain", "weak", "one sky, one day", "Nobody, 2020")
GROUP = r"\b(couples|group|strangers?|disorder|diagnos\w*|causes?d? by|leads? to|because of)\b"


@pytest.fixture(scope="module")
def found() -> WhatIf:
    return pairbond.what_if(
        fitted(current_state(draws=3)), ["support-network", "limits", "no-contact"], days=190, replicates=2
    )


@pytest.mark.parametrize("one", OFFERS, ids=lambda one: one.name)
def test_every_course_on_offer_has_an_essay_and_says_what_studies_there_are(one: Offer) -> None:
    assert one.by("a").voices is one.voices
    assert re.match(r"An essay .* \(S[0-4]\) says: [A-Z].*\.$", one.voices.essays_say)
    said = one.voices.studies_found
    if one.voices.studies:
        # strength and source stand beside what was found
        assert said.count(" evidence: ") == len(one.voices.studies)
        assert all(re.search(r"(19|20)\d\d", study.source) for study in one.voices.studies)
    else:
        assert said == "Studies found: no study we know."
    for text in (one.voices.essays_say, said):
        assert not [p for p in (*NEVER, GROUP) if re.search(p, text, re.I)], text
        assert "model" not in text.lower()  # the third voice is worked out, and never written down


def test_nothing_is_offered_without_its_voices() -> None:
    whole = {one.name: getattr(OFFERS[0], one.name) for one in fields(Offer)}
    assert Offer(**whole) == OFFERS[0]
    with pytest.raises(TypeError, match="voices"):
        Offer(**{name: value for name, value in whole.items() if name != "voices"})
    with pytest.raises(Exception, match=r"offered only with|'voices'"):  # the type checker of tests comes first
        replace(OFFERS[0], voices=None)  # type: ignore[arg-type]
    with pytest.raises(PairbondError, match="only if an essay says something"):
        Voices((), (STUDY,))
    with pytest.raises(TypeError, match="studies"):
        Voices((ESSAY,))  # type: ignore[call-arg]
    with pytest.raises(PairbondError, match="an essay is one of S0, S1, S2, S3, S4"):
        EssayVoice("S5", "Mend quickly.")
    with pytest.raises(PairbondError, match="strength of a study is one of strong, moderate, weak; not 'proven'"):
        replace(STUDY, strength="proven")
    with pytest.raises(PairbondError, match="a design and a source"):
        replace(STUDY, source=" ")


def test_the_model_says_what_its_intervals_say_at_both_horizons(found: WhatIf) -> None:
    assert found.text_horizons == (180, 190)
    for name in ("support-network", "limits", "no-contact"):
        said = found.model_would(name)
        assert said.startswith("In the model, by day 180, ")
        for half, day in zip(said.split(" By day 190, "), found.text_horizons, strict=True):
            rows = found.own[(found.own["course"] == name) & (found.own["day"] == day)]
            rows = rows[[BY_NAME[one].main for one in rows["outcome"]]]
            for label, mine in rows.groupby(rows["outcome"].map({k: x.label for k, x in BY_NAME.items()})):
                ways = {("higher" if r.q05 > 0 else "lower") for r in mine.itertuples() if discernible(r)}
                if not BY_NAME[mine["outcome"].iloc[0]].count:
                    assert set(re.findall(rf"{label} (?:would be )?(higher|lower) by", half)) == ways, (name, label)


def test_another_result_is_another_voice(found: WhatIf) -> None:
    numbers = ["mean", "q05", "q25", "q50", "q75", "q95"]
    turned = found.table.copy()
    turned[numbers] = -turned[numbers[:1] + numbers[:0:-1]].to_numpy()
    other = replace(found, table=turned)
    for name in ("support-network", "limits"):
        one, two = found.model_would(name), other.model_would(name)
        assert one != two
        assert one.count("lower by") == two.count("higher by")
    nothing = replace(found, table=found.table.assign(**dict.fromkeys(numbers, 0.0)))
    assert nothing.model_would("limits").count("nothing would clearly change") == 4


def test_a_course_of_which_the_model_gives_no_number_is_not_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    from pairbond.counterfactual import _verb

    whole = _verb.differences

    def broken(course: Course, *rest: object) -> pd.DataFrame:
        table = whole(course, *rest)  # type: ignore[arg-type]
        return table.assign(q95=np.nan) if course.name == "limits" else table

    monkeypatch.setattr(_verb, "differences", broken)
    found = pairbond.what_if(fitted(current_state(draws=2)), ["support-network", "limits"], days=20, replicates=2)
    assert {one.name for one in found.courses} == set(found.table["course"]) == {"support-network"}
    assert found.left_out == {"limits": NO_NUMBER}
    with pytest.raises(PairbondError, match="'limits' was not worked out; the nearest is 'support-network'"):
        found.model_would("limits")


def test_two_years_are_looked_ahead_and_half_a_year_is_reported_too() -> None:
    found = pairbond.what_if(fitted(current_state(draws=2)), ["support-network"], replicates=2)
    assert found.horizons == (30, 90, 180, 730)
    assert found.text_horizons == (180, 730)
    assert {one.day for one in found.sentences} == {180, 730}


def test_a_course_of_ones_own_has_the_models_voice_alone() -> None:
    mine = Course("mine", "mine", "{who} would.", "a", (SupportNetwork(who="a"),))
    found = pairbond.what_if(fitted(current_state(draws=2), diary((0,))), [mine], days=20, replicates=2)
    assert mine.voices is None
    assert found.model_would("mine", People({"Ana": "you", "Ben": "the other person"})).startswith(
        "In the model, by day 20, "
    )


def test_parents_are_offered_contact_about_business_only() -> None:
    [one] = [one for one in OFFERS if one.name == "business-only"]
    assert "children" in one.says
    assert "in parents this was not found" in one.voices.studies_found
    assert one.less_contact
    assert {1} <= set(one.status), "also where the two live apart and are in touch"


def test_the_page_of_the_documentation_says_what_the_strengths_mean() -> None:
    page = " ".join((Path(__file__).parents[2] / "docs" / "what-if.md").read_text("utf-8").split())
    for word, means in pairbond.counterfactual.STRENGTHS.items():
        assert f"*{word}*: {means}" in page
