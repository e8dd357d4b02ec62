"""Which courses are worked out for this couple, and why the others are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pairbond.counterfactual._offer import SILENT, TOGETHER
from pairbond.counterfactual.capacity import CAPACITY, SHARE
from pairbond.counterfactual.course import Course
from pairbond.counterfactual.offered import OFFERS, REFERENCE
from pairbond.diary import Diary
from pairbond.diary.danger import DANGER_DAYS, help_first
from pairbond.errors import PairbondError, nearest
from pairbond.model import BOTH, PARTNERS

DANGER = (
    f"answers about fear, threat, control or harm reached the middle of their scale on {DANGER_DAYS} days or more, or "
    "described an act; courses directed at the other person can then make things worse and are not worked out. People "
    "who help come first"
)
SHARED = (
    "courses that are directed at the other person are not shown where two people may read one page and questions "
    "about fear, threat, control or harm were asked"
)
NOT_DESCRIBED = "it takes two people, and these entries say too little about one of them"
ONE_WRITER = "it is an agreement of two, and one person’s diary cannot speak for both"
WHERE = {
    TOGETHER: "only for the time after a separation",
    1: "not while the two live apart",
    SILENT: "not without contact",
}


@dataclass(frozen=True)
class Situation:
    """What the choice depends on.

    Attributes
    ----------
    partners : names of the two. writers : those of them who write.
    code : status, 0 together, 1 apart in contact, 2 no contact, 3 ended.
    danger : whether the diary's danger rule holds.
    capable : share of draws in which both have the capacity for an agreement of two.
    shared : whether both partners may read what is found, and the diary asked about danger.
    """

    partners: tuple[str, str]
    writers: tuple[str, ...]
    code: float
    danger: bool
    capable: float
    shared: bool = False

    @property
    def status(self) -> int:
        """Status as the offers know it; ended is without contact."""
        return min(int(self.code), SILENT)


def dangerous(diary: Diary, couple: str) -> bool:
    """The rule of the diary's report."""
    return help_first(diary, couple)


def choose(wanted: Sequence[str | Course] | None, here: Situation) -> tuple[tuple[Course, ...], dict[str, str]]:
    """Courses to be worked out, in the order of the offers, and the reasons for leaving others out, by name."""
    offers = {one.name: one for one in OFFERS}
    names = [one for one in wanted or () if isinstance(one, str)]
    for name in names:
        if name == REFERENCE:
            raise PairbondError(f"{REFERENCE!r} is what every course is compared with; name another one.")
        if name not in offers:
            raise PairbondError(f"there is no course {name!r}; the nearest is {nearest(name, offers)!r}.")
    chosen: list[Course] = []
    out: dict[str, str] = {}
    for one in OFFERS:
        if wanted is not None and one.name not in names:
            continue
        own = [who for who, name in zip(PARTNERS, here.partners, strict=True) if name in here.writers]
        each = own if one.of == "each" or len(own) == 1 else [BOTH]
        found = [one.by(who) for who in each]
        why = _why_not(found[0], here)
        if not why and here.status not in one.status:
            why = WHERE[here.status]
        if why:
            out[one.name] = why
        else:
            chosen += found
    for one in wanted or ():
        if isinstance(one, Course):
            why = _why_not(one, here)
            if why:
                out[one.name] = why
            else:
                chosen.append(one)
    keys = [(one.name, one.who) for one in chosen]
    for key in keys:
        if keys.count(key) > 1:
            raise PairbondError(f"two courses of {key[1]!r} are called {key[0]!r}; give each a name of its own.")
    return tuple(chosen), out


def _why_not(one: Course, here: Situation) -> str:
    if one.directed_at_other or one.needs_both:
        if here.shared:  # before any reason that hangs on answers
            return SHARED
        if here.danger:
            return DANGER
    if one.needs_both and len(here.writers) < 2:
        return ONE_WRITER
    if one.needs_both and here.capable < SHARE:
        return CAPACITY
    if one.who != BOTH and one.actor(here.partners) not in here.writers:
        return "the person who would act does not write, and we work out nothing for somebody who has not been asked"
    return ""
