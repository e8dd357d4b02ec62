"""How much diary each verb needs. Too little is said in one sentence, never glossed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from pairbond.diary.calendar import calendar_days
from pairbond.diary.faults import listing, nearest_name
from pairbond.diary.schedule import answered, design, lag_times, occasions
from pairbond.diary.schema import Diary
from pairbond.errors import PairbondError

MIN_DAYS = 14  # below, a diary is described and nothing is estimated
MIN_PAIRS = 10  # entries that have a next one; every lagged number rests on these
DENSE_ENTRIES = 50  # several entries a day may do in fewer days
HOLDOUT_DAYS = 7
WEEKDAY_DAYS = 21  # each weekday three times
SECOND_ORDER_DAYS = 28
MOST_ITEMS = 12  # in one model; memory and time grow with the fourth power and more of their number
GROUP_COUPLES = 10  # from here on couples lend each other strength
GROUP_PAIRS = 140
PSEUDO_COUPLES = 5  # four couples have only 9 ways to swap all partners, five have 44


@dataclass(frozen=True)
class Amount:
    """What one couple's diary holds.

    days : distinct days with an entry. entries : entries of the partner who wrote most.
    pairs : entries followed by the same partner's next one within 1.5 usual steps, the
    most of either partner. both : such steps that begin with an occasion on which both partners
    wrote (:func:`~pairbond.diary.occasions`).
    """

    days: int
    entries: int
    pairs: int
    both: int
    writers: tuple[str, ...]


def amounts(diary: Diary) -> dict[str, Amount]:
    """What every couple's diary holds, by couple."""
    frame = answered(diary).assign(occasion=pd.Series(occasions(diary), index=diary.frame.index))
    how, day = design(diary), calendar_days(frame)
    when = pd.Series(lag_times(frame, how), index=frame.index)
    following = -when.groupby([frame["couple"], frame["partner"]], sort=False).diff(-1) <= 1.5 * how.interval
    wrote_both = frame.groupby(["couple", "occasion"])["partner"].transform("nunique") == 2
    table = pd.DataFrame({"couple": frame["couple"], "partner": frame["partner"], "day": day, "pair": following})
    table["both"] = following & wrote_both
    found: dict[str, Amount] = {}
    for couple, rows in table.groupby("couple", sort=False):
        per_partner = rows.groupby("partner")
        found[str(couple)] = Amount(
            days=int(rows["day"].nunique()),
            entries=int(per_partner.size().max()),
            pairs=int(per_partner["pair"].sum().max()),
            both=int(per_partner["both"].sum().max()),
            writers=tuple(name for name in diary.partners if name in per_partner.groups),
        )
    return found


def allowed(diary: Diary, verb: str, *, holdout: int = HOLDOUT_DAYS) -> tuple[bool, str]:
    """Whether a diary is enough for a verb, and a sentence to say beside the answer.

    Parameters
    ----------
    verb : "describe", "report", "fit", "influence" (numbers from one partner to the
        other), "forecast", "what-if", "compare", "pseudo" (partners shuffled between
        couples), "weekday" or "second-order".
    holdout : days that "compare" and "pseudo" are to predict.

    Returns
    -------
    ``(yes, sentence)``. The sentence says what is missing; if the answer is yes it is
    empty or says what the diary is still too short for.

    Raises
    ------
    PairbondError : for another verb.
    """
    if verb not in _RULES:
        near = nearest_name(verb, _RULES)
        hint = f"the nearest is {near}" if near else f"there are {listing(_RULES)}"
        raise PairbondError(f"There are no minimum data for {verb}; {hint}.")
    found = amounts(diary)
    if not found:
        return False, "Nobody answered anything."
    too_many = "" if verb in ("describe", "report") else too_many_items(diary)
    if too_many:
        return False, too_many
    if verb in ("compare", "pseudo"):
        return (_compare if verb == "compare" else _pseudo)(diary, found, holdout)
    return _RULES[verb](diary, found)


def too_many_items(diary: Diary) -> str:
    """A sentence if a diary has more items to analyse than one model takes; "" if not."""
    if len(diary.items) <= MOST_ITEMS:
        return ""
    return (
        f"{len(diary.items)} items are too many for one model, which takes at most {MOST_ITEMS}; name those that "
        "matter as items (--items on the command line), or under [analysis] in the mapping."
    )


def _describe(diary: Diary, found: dict[str, Amount]) -> tuple[bool, str]:
    return True, ""


def _fit(diary: Diary, found: dict[str, Amount]) -> tuple[bool, str]:
    enough = [couple for couple, amount in found.items() if _enough(amount)]
    if len(enough) == len(found):
        return True, ""
    if len(found) == 1:
        return False, _too_short(next(iter(found.values())))
    pairs = sum(amount.pairs for amount in found.values())
    if len(found) >= GROUP_COUPLES and pairs >= GROUP_PAIRS:
        short = len(found) - len(enough)
        return True, (
            f"{short} of {len(found)} couples wrote too little to be read on their own; "
            "take their numbers as the group's."
        )
    if enough:
        short = [couple for couple in found if couple not in enough]
        return True, (
            f"Couple{'s' if len(short) > 1 else ''} {listing(short)} wrote on fewer than "
            f"{MIN_DAYS} days or with too many gaps; only the others can be read on their own."
        )
    return False, (
        f"No couple wrote on {MIN_DAYS} days with {MIN_PAIRS} entries on successive occasions, and "
        f"{len(found)} couples with {pairs} such entries are too few to lend each other strength; "
        "the diary can only be described."
    )


def _enough(amount: Amount) -> bool:
    long = amount.days >= MIN_DAYS or amount.entries >= DENSE_ENTRIES
    return long and amount.pairs >= MIN_PAIRS


def _too_short(amount: Amount) -> str:
    if amount.days < MIN_DAYS and amount.entries < DENSE_ENTRIES:
        return f"The diary has {_days(amount.days)}; under {MIN_DAYS} days it can only be described."
    return (
        f"Only {amount.pairs} entries are followed by one on the next occasion; with fewer than "
        f"{MIN_PAIRS} the diary can only be described."
    )


def _influence(diary: Diary, found: dict[str, Amount]) -> tuple[bool, str]:
    yes, sentence = _fit(diary, found)
    if not yes:
        return yes, sentence
    two = [amount for amount in found.values() if len(amount.writers) == 2]
    if not two:
        return False, ("One person writes, so the diary says nothing about what goes from one partner to the other.")
    both = sum(amount.both for amount in two)
    needed = MIN_PAIRS if len(found) < GROUP_COUPLES else GROUP_PAIRS
    if max(amount.both for amount in two) < MIN_PAIRS and both < needed:
        return False, (
            f"On only {both} occasions both partners wrote and one of them wrote again on the "
            f"next; with fewer than {needed}, what goes from one to the other cannot be told."
        )
    return True, sentence


def _compare(diary: Diary, found: dict[str, Amount], holdout: int = HOLDOUT_DAYS) -> tuple[bool, str]:
    needed = MIN_DAYS + holdout
    enough = [
        amount
        for amount in found.values()
        if _enough(amount) and (amount.days >= needed or amount.entries >= DENSE_ENTRIES * needed / MIN_DAYS)
    ]
    if enough:
        return True, ""
    longest = max(amount.days for amount in found.values())
    return False, (
        f"The longest diary has {_days(longest)}; prediction needs {needed}, "
        f"{MIN_DAYS} to learn from and {holdout} to predict."
    )


def _pseudo(diary: Diary, found: dict[str, Amount], holdout: int = HOLDOUT_DAYS) -> tuple[bool, str]:
    two = sum(len(amount.writers) == 2 for amount in found.values())
    if two < PSEUDO_COUPLES:
        return False, (
            f"Shuffling partners between couples needs {PSEUDO_COUPLES} couples of whom both "
            f"write; the diary has {two}."
        )
    return _compare(diary, found, holdout)


def _weekday(diary: Diary, found: dict[str, Amount]) -> tuple[bool, str]:
    if not diary.has_dates:
        return False, "The diary counts days without dates, so weekdays are not known."
    longest = max(amount.days for amount in found.values())
    if longest < WEEKDAY_DAYS:
        return False, (
            f"The longest diary has {_days(longest)}; weekdays need {WEEKDAY_DAYS}, each weekday three times."
        )
    return True, ""


def _second_order(diary: Diary, found: dict[str, Amount]) -> tuple[bool, str]:
    yes, sentence = _fit(diary, found)
    if not yes:
        return yes, sentence
    longest = max(found.values(), key=lambda amount: amount.days)
    dense = any(amount.entries >= 2 * DENSE_ENTRIES for amount in found.values())
    if longest.days < SECOND_ORDER_DAYS and not dense and len(found) < GROUP_COUPLES:
        return False, (
            f"The longest diary has {_days(longest.days)}; a second-order model, which can swing, "
            f"needs {SECOND_ORDER_DAYS}."
        )
    return True, sentence


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


_RULES: dict[str, Callable[[Diary, dict[str, Amount]], tuple[bool, str]]] = {
    "describe": _describe,
    "report": _describe,
    "fit": _fit,
    "influence": _influence,
    "forecast": _fit,
    "what-if": _fit,
    "compare": _compare,
    "pseudo": _pseudo,
    "weekday": _weekday,
    "second-order": _second_order,
}
