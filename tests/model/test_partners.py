"""The names of the coordinate ``partner``: what is taken, what is refused, and how."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairbond.errors import PairbondError
from pairbond.model import BOTH, OTHER, PARTNERS, checked_partner, partner_names, place_of, refusal

CAREFUL = [
    "0", "1", "both", "Anna", "anna", "ANNA", "Zoë", "李", "أمل", "o'Brien", "a,b", 'the "one"', "x" * 200, "-1", "",
]  # fmt: skip
NAMES = st.lists(st.sampled_from(CAREFUL) | st.text(max_size=30), min_size=1, max_size=3, unique=True).map(tuple)


@given(NAMES)
def test_every_name_is_found_at_its_own_place(names: tuple[str, ...]) -> None:
    for at, name in enumerate(names):
        assert checked_partner(name, names) == name
        assert place_of(name, names) == at


@given(NAMES, st.sampled_from(CAREFUL) | st.text(max_size=30))
def test_a_wrong_name_gets_one_sentence_with_a_legal_choice(names: tuple[str, ...], wrong: str) -> None:
    if wrong in names:
        return
    said = refusal(wrong, names)
    assert "\n" not in said
    assert len(said) < 400
    with pytest.raises(PairbondError, match=re.escape(said)):
        checked_partner(wrong, names)
    if len(names) > 1:
        near = said.rpartition("the nearest is ")[2]
        assert near in said.rpartition(", and the nearest is ")[0]


@pytest.mark.parametrize("number", [0, 1, -1, 1.0, True, None])
def test_a_number_is_refused_with_the_names_to_use(number: object) -> None:
    for names in (PARTNERS, ("0", "1"), ("Ana", "Ben", BOTH)):
        with pytest.raises(PairbondError, match=f"is no name of a partner; it is '{names[0]}'"):
            place_of(number, names)


def test_another_case_is_another_name_and_the_nearest() -> None:
    assert place_of("anna", ("Anna", "anna")) == 1
    assert refusal("BEN", ("Anna", "Ben")).endswith("the nearest is 'Ben'")
    assert refusal("ZOË", ("Zed", "Zoë")).endswith("the nearest is 'Zoë'")


def test_who_does_not_write_is_the_other_person() -> None:
    assert partner_names(("Ana",)) == ("Ana", OTHER)
    assert partner_names(("Ana", "Ben")) == ("Ana", "Ben")
