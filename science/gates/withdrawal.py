"""W: the end of contact is withdrawal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pairbond.experiments.participants import PARTING, TWO_TURNS
from pairbond.simulate import Begin, Run
from pairbond.theory import Couple
from pairbond.theory.interventions import BusinessOnly, NoContact, Remembrance

from ._batch import at_day, started
from ._courses import half_life
from ._gate import Criterion, Estimate, Gate, Setting, average, middle, share
from .populations import couples

FORTNIGHT, WEEK, LATER, LAST = 14, 7, 180, 365
AGAIN, TOUCH = 90, 3  # days without contact before a reminder or a contact, and how long either takes
RECORD = ("craving", "grief")


def measure(setting: Setting) -> Mapping[str, Estimate]:
    """C's craving once contact has ended, beside its own twin's in continued contact under the same luck."""
    pairs = couples("self-inflating", "self-sacrificing", setting.count, setting.seed)
    before = started(setting, pairs, PARTING, RECORD)
    begin = at_day(before, PARTING)

    def craving(days: int, *acts: Any) -> np.ndarray:
        return after(setting, pairs, begin, days, acts).arrays()["craving"][:, 1]

    usual = before.arrays()["craving"][-TWO_TURNS - 1 : -1, 1].mean(axis=0)
    apart, together = craving(LAST, NoContact(start=PARTING)), craving(LATER)
    day = PARTING + AGAIN
    reminded = craving(AGAIN + TOUCH + WEEK, NoContact(start=PARTING), Remembrance(who="b", start=day, end=day + TOUCH))
    met = craving(AGAIN + TOUCH + WEEK, NoContact(start=PARTING, end=day), NoContact(start=day + TOUCH))
    business = craving(LATER, BusinessOnly(start=PARTING))

    first = slice(1, FORTNIGHT + 1)
    week, late = slice(AGAIN + 1, AGAIN + WEEK + 1), AGAIN + TOUCH + WEEK
    month = slice(LATER - 30, LATER + 1)
    none, some, whole = (x[month].mean(axis=0) for x in (apart, business, together))
    secure = bereaved(setting)
    early = apart[first].mean(axis=0)
    return {
        "rises_above_former_mean": share(apart[first].max(axis=0) > usual),
        "above_own_twin": share(early > together[first].mean(axis=0)),
        "peak_after_first_day": share(apart.argmax(axis=0) >= 1),
        "half_life": middle(half_life(apart)),
        "reminder": average(reminded[week].mean(axis=0) - apart[week].mean(axis=0)),
        "one_contact": average(met[late] - apart[late]),
        "business_nearness": nearness(whole, some, none),
        "secure_craving": average(secure["craving"] / early.mean()),
        "secure_mourning": middle(secure["grief"]),
    }


def nearness(before: np.ndarray, business: np.ndarray, none: np.ndarray) -> Estimate:
    """Share of the way from ``before`` to ``none`` that ``business`` goes, between means over couples; its SE."""
    way = before.mean() - none.mean()
    found = (before.mean() - business.mean()) / way
    rest = (before - business) - found * (before - none)
    return float(found), float(rest.std(ddof=1) / abs(way) / np.sqrt(len(rest)))


def bereaved(setting: Setting) -> Mapping[str, np.ndarray]:
    """A secure person after a good bond: mean craving of the first fortnight, grief after half a year."""
    pairs = couples("secure", "secure", setting.count, setting.seed)
    begin = at_day(started(setting, pairs, PARTING, RECORD), PARTING)
    paths = after(setting, pairs, begin, LATER, [NoContact(start=PARTING)]).arrays()
    return {"craving": paths["craving"][1 : FORTNIGHT + 1, 1].mean(axis=0), "grief": paths["grief"][LATER, 1]}


def after(setting: Setting, pairs: Sequence[Couple], begin: Begin, days: int, acts: Sequence[Any]) -> Run:
    """The run from the day on which contact ends."""
    return started(setting, pairs, PARTING + days, RECORD, acts, begin)


GATE = Gate(
    "W",
    "The end of contact is withdrawal.",
    ("S1",),
    "self-inflating × self-sacrificing; of the latter the craving",
    f"contact ends on day {PARTING}; {LAST} days after that",
    (
        Criterion("rises_above_former_mean", "craving above its mean before within 14 days: share", ">=", 0.8),
        Criterion("above_own_twin", "mean of days 1 to 14 above that of the twin in contact: share", ">=", 0.8),
        Criterion(
            "peak_after_first_day",
            "peak after day 0: share",
            ">=",
            0.8,
            ours="the share that the sentence gives for the rise is taken for the peak as well",
        ),
        Criterion("half_life", "days until craving is below half of its peak: median", "between", 60, 200),
        Criterion(
            "reminder",
            "three days of reminders on day 90: craving over a week, above without",
            ">",
            0.02,
            interval=True,
            ours="as claim E12",
        ),
        Criterion(
            "one_contact",
            "three days of contact on day 90: craving a week later, above without",
            ">",
            0.01,
            interval=True,
            ours="as claim E7",
        ),
        Criterion(
            "business_nearness",
            "business-only contact: share of the way from contact to none after half a year",
            ">",
            0.5,
            ours="as claim E13",
        ),
        Criterion(
            "secure_craving",
            "secure, after a good bond: craving in the first fortnight as share of the other's",
            "<=",
            0.5,
            control=True,
            ours="at most half counts as little",
        ),
        Criterion(
            "secure_mourning",
            "secure, after a good bond: grief progress after half a year, median",
            ">=",
            0.3,
            control=True,
            ours="past shock, where the stage of rage begins",
        ),
    ),
    measure,
)
