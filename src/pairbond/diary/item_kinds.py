"""The kinds of items: one row a kind. What depends on the kind of an item reads its row, wherever it is.

A new kind is a word in ``Kind`` and a row in ``KINDS``; readers, mapping, checks, danger rule, descriptions and models
take it from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["continuous", "bounded", "ordinal", "binary", "count"]


@dataclass(frozen=True)
class ItemKind:
    """What is true of all items of one kind.

    Attributes
    ----------
    says : which ratings it has, half a sentence for the description of the mapping.
    ends : whether the mapping has to name both ends of the scale.
    whole : whether an answer has to be a whole number.
    two : whether only the two ends are answers: yes or no.
    amount : whether it counts or measures something that may be absent, rather than place a day on a scale: how often,
        how long. Above 0 it happened.
    """

    says: str
    ends: bool = True
    whole: bool = False
    two: bool = False
    amount: bool = False

    @property
    def act(self) -> bool:
        """Whether an answer can say that something happened; of acts that are a danger, one is enough."""
        return self.two or self.amount

    @property
    def rating(self) -> bool:
        """Whether days can be compared on it in words: no yes or no, no amount."""
        return not self.act

    @property
    def stepped(self) -> bool:
        """Whether its scale has few steps that a model can round to."""
        return (self.whole or self.two) and not self.amount

    @property
    def scaled(self) -> bool:
        """Whether its ends are those of a scale, and not just the largest answers there were."""
        return self.ends and not self.amount


KINDS: Mapping[str, ItemKind] = MappingProxyType(
    {
        "continuous": ItemKind("any number, no fixed scale", ends=False),
        "bounded": ItemKind("any number on a scale from low to high"),
        "ordinal": ItemKind("whole numbers on a scale from low to high", whole=True),
        "binary": ItemKind("one of two answers, low or high", two=True),
        "count": ItemKind("how often or how long, in whole numbers from low", whole=True, amount=True),
    }
)
