"""How people, items and numbers are called in a report."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pairbond._visible import isolated
from pairbond.diary import Diary, Item

_EITHER = ("one partner", "the other partner")  # partners without roles, in a group

# Names that are roles and take an article, and what several such people are called; a person's own name has neither.
_ROLES = {
    "man": "men", "woman": "women", "husband": "husbands", "wife": "wives", "partner": "partners", "mother": "mothers",
    "father": "fathers", "patient": "patients", "caregiver": "caregivers", "boyfriend": "boyfriends",
    "girlfriend": "girlfriends", "spouse": "spouses", "parent": "parents",
}  # fmt: skip


@dataclass(frozen=True)
class Voice:
    """Whom the report is about and how it speaks of them.

    Attributes
    ----------
    kind : "group" (several couples), "couple" (both partners write) or "one" (one
        person writes, and is spoken to).
    names : partner -> what the page calls them, in the order of the diary.
    roles : whether the names are roles ("woman") and not people's own names.
    labels : item name -> label as it was shown.
    seen : items about the other person, as the writer saw them.
    single_writers : whether a group is one of people who write alone.
    """

    kind: Literal["group", "couple", "one"]
    names: Mapping[str, str]
    roles: bool
    labels: Mapping[str, str]
    seen: frozenset[str] = frozenset()
    single_writers: bool = False

    @property
    def partners(self) -> tuple[str, ...]:
        """The partners of the diary, in its order."""
        return tuple(self.names)

    def called(self, partner: str) -> str:
        """The bare name of a partner, also where it is spoken to."""
        return self.names[partner]

    def who(self, partner: str) -> str:
        """The person as subject or object: "the woman", "Ana", "you"; of a group all of a role: "women"."""
        if self.kind == "one":
            return "you"
        if self.single_writers:
            return "people"
        if self.kind == "group" and self.called(partner) in _ROLES:
            return _ROLES[self.called(partner)]
        return self.named(partner)

    def named(self, partner: str) -> str:
        """One person by role or name, also where it is spoken to or in a group: "the woman", "Ana"."""
        name = self.called(partner)
        article = name in _ROLES or (self.roles and name.islower() and name.isalpha())
        return f"the {name}" if article else name

    def whose(self, partner: str) -> str:
        """The person as owner: "the woman’s", "Ana’s", "your", "wives’"."""
        if self.kind == "one":
            return "your"
        who = self.who(partner)
        several = self.kind == "group" and who in _ROLES.values() and who.endswith("s")
        return f"{who}’" if several else f"{who}’s"

    def again(self, partner: str) -> str:
        """The owner once more in the same sentence: "your", "their", "the same partner’s", "Ana’s"."""
        if self.single_writers:
            return "their"
        return "the same partner’s" if self.called(partner) in _EITHER else self.whose(partner)

    def short(self, partner: str) -> str:
        """The bare name, for the edge of a figure."""
        if self.single_writers:
            return "people"
        return "you" if self.kind == "one" else self.called(partner)

    def thing(self, item: str) -> str:
        """The item inside a sentence; what does not read like a noun is quoted."""
        label = self.labels[item]
        plain = label.replace(" ", "").isalpha() and label.islower() and len(label.split()) <= 3
        return label if plain else f"“{label}”"

    def rating(self, item: str, partner: str, *, again: bool = False) -> str:
        """An item of one person: "Ana’s worry"; what is about the other person is a rating of it."""
        whose = self.again(partner) if again else self.whose(partner)
        of = "rating of " if item in self.seen else ""
        return f"{whose} {of}{self.thing(item)}"

    def anyone(self, item: str, partner: str) -> str:
        """As ``rating``, where partners without roles are one: "a person’s worry"."""
        if self.called(partner) not in _EITHER:
            return self.rating(item, partner)
        return f"a person’s {'rating of ' if item in self.seen else ''}{self.thing(item)}"

    @property
    def days(self) -> str:
        """What the report leans on: "these diaries" for a group, else "this diary"."""
        return "these diaries" if self.kind == "group" else "this diary"

    @property
    def research(self) -> bool:
        """Whether estimates are given in the field's terms."""
        return self.kind == "group"

    @property
    def units(self) -> str:
        """Of what there are several: "couples", or "people" who write alone."""
        return "people" if self.single_writers else "couples"

    @property
    def unit(self) -> str:
        """One of ``units``."""
        return "person" if self.single_writers else "couple"


def voice_of(diary: Diary, items: tuple[Item, ...], *, group: bool, page: bool, writers: tuple[str, ...]) -> Voice:
    """The voice for a diary.

    ``group``: the report is about several couples; ``page``: it is about one couple out
    of several, so partners are called by their roles.
    """
    kind: Literal["group", "couple", "one"] = "group" if group else ("couple" if len(writers) > 1 else "one")
    names = {name: isolated(name) for name in diary.partners}
    if group and not diary.distinguishable and len(names) > 1:
        names = dict(zip(names, _EITHER, strict=True))
    return Voice(
        kind=kind,
        names=names,
        roles=(group or page) and diary.distinguishable,
        labels={item.name: isolated(item.label or item.name.replace("_", " ")) for item in items},
        seen=frozenset(item.name for item in items if item.about == "partner"),
        single_writers=group and len(writers) == 1,
    )


def begin(sentence: str) -> str:
    """The sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def number(value: float, digits: int = 2) -> str:
    """A number with a true minus sign and no negative zero: −0.03, 0.00, 1.20."""
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", "−")


def digits_of(low: float, high: float) -> int:
    """Decimals that show an interval of this width with two digits: 2 for 0.1 to 0.4, 3 for 0.01 to 0.04."""
    width = abs(high - low)
    return 2 if not 0 < width < 0.1 else min(2 - math.floor(math.log10(width * 10)), 5)


def between(low: float, high: float, digits: int = 2) -> str:
    """An interval in words: "−0.03 to 0.12".

    More decimals, up to four, where a limit would else be printed as zero: on which side of it a limit lies matters.
    """
    ends = [end for end in (low, high) if abs(end) >= 5e-5]
    while digits < 4 and any(float(f"{end:.{digits}f}") == 0 for end in ends):
        digits += 1
    return f"{number(low, digits)} to {number(high, digits)}"


def count(n: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 day", "80 couples"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}".replace(",", "\u202f")


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(n: int) -> str:
    """A small count in words: "three", "14"."""
    return _NUMBERS[n] if n < len(_NUMBERS) else str(n)


def span(days: float, article: bool = False) -> str:
    """A time span as one says it: "2 hours", "1 day", "a week"; ``article`` says "a day" for "1 day"."""
    units = (("week", 7.0), ("day", 1.0), ("hour", 1 / 24), ("minute", 1 / 1440))
    unit, size = next((u for u in units if days > 0.95 * u[1] and (u[1] <= 1 or days % u[1] < 0.05)), units[-1])
    n = max(round(days / size), 1)
    return (f"an {unit}" if unit == "hour" else f"a {unit}") if article and n == 1 else count(n, unit)


def listing(words: list[str] | tuple[str, ...], last: str = "and") -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
