"""Every experiment gives the numbers that its prediction is about, and cannot see who is called a and who b."""

from __future__ import annotations

import pytest
from tests.experiments._checked import cannot_see_who_is_who, gives_the_numbers_of_its_prediction

from pairbond.experiments import records

pytestmark = pytest.mark.science
BY_CHANCE = [name for name, one in records("claim").items() if one.runs > 1]


@pytest.mark.parametrize("claim", records("claim"))
def test_the_numbers_that_are_asked_for(claim: str) -> None:
    gives_the_numbers_of_its_prediction(claim)


@pytest.mark.parametrize("claim", [x for x in records("claim") if x not in BY_CHANCE])
def test_changing_places_changes_no_number(claim: str) -> None:
    cannot_see_who_is_who(claim, rtol=1e-6, atol=1e-8)
