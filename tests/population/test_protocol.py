"""The constants of the protocol: each with unit, meaning and source, and none out of range."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from pairbond.errors import PairbondError
from pairbond.population import Protocol


def test_every_constant_is_explained() -> None:
    table = Protocol.table()
    assert list(table["name"]) == [one.name for one in fields(Protocol)]
    assert (table["meaning"].str.len() > 5).all()
    assert (table["source"].str.len() > 2).all()
    numbers = table[table["low"].notna()]
    assert (numbers["unit"].str.len() > 0).all()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"culture": 2}, "culture of the protocol is 2; it has to be between 0 and 1: the nearest is 1"),
        ({"births": -0.1}, "births of the protocol is -0.1; it has to be between 0 and 2 1/y: the nearest is 0"),
        ({"block": 9.5}, "block of the protocol is 9.5; it has to be a whole number: the nearest is 10"),
        ({"dt": 0.3}, "dt of the protocol is 0.3, .* the nearest is 0.333"),
        ({"death_age": float("nan")}, "death_age of the protocol is nan; it has to be a number"),
        ({"mirroring": 0.02}, "mirroring of the protocol is 0.02, too near its end"),
    ],
)
def test_bad_values_are_refused_in_a_sentence(given: dict[str, Any], words: str) -> None:
    with pytest.raises(PairbondError, match=words):
        Protocol(**given)


def test_culture_moves_evenly() -> None:
    assert Protocol(culture=0.2).culture_in(0.7) == 0.2
    assert Protocol(culture=0.2, culture_end=0.6).culture_in(0.5) == pytest.approx(0.4)
