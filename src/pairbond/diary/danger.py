"""When help comes before anything else: on how many days which answers were given."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pandas as pd

from pairbond.diary.calendar import calendar_days
from pairbond.diary.danger_words import speaks_of_danger, suggested_order
from pairbond.diary.schema import Diary, Item
from pairbond.diary.template_items import QUESTIONS, STRAIN

# From this many days on, help comes before anything else.
DANGER_DAYS = 2
# How near to its bad end (1) an answer must be to count: much hurt received, hardly any trust in one's own memory.
_STRAIN = dict(zip(STRAIN, (2 / 3, 5 / 6), strict=True))
_STANDARD = {key: q.item for q in QUESTIONS if q.item.name in STRAIN for key in (q.item.name, q.item.quantity)}


def danger_days(diary: Diary, couple: str) -> pd.DataFrame:
    """Days on which an answer told of danger, for every danger item and every partner who writes.

    All danger items of the mapping count, also those that are not analysed. An answer tells of danger from the middle
    of its scale on (3 of 0 to 6), or, if a higher answer is better ("I felt safe"), from the middle down; for yes or
    no, any answer above the lowest does, and of a count, any above 0. Where the mapping does not say whether higher is
    better or worse, higher counts as worse, unless the item asks for safety.

    Returns
    -------
    Table with the columns ``item``, ``label``, ``partner`` and ``days``
    (distinct days, 0 included); no rows if there is no danger item.
    """
    rows = diary.rows(couple)
    day = pd.Series(calendar_days(rows), index=rows.index)
    found: list[tuple[str, str, str, int]] = []
    for item in diary.available:
        if not item.danger:
            continue
        reached = _reached(item, rows[item.name])
        for partner in diary.writers(couple):
            days = day[reached & rows["partner"].eq(partner)].nunique()
            found.append((item.name, item.label, partner, int(days)))
    return pd.DataFrame(found, columns=["item", "label", "partner", "days"])


def help_first(diary: Diary, couple: str) -> bool:
    """The danger rule: whether one partner's answers told of danger on at least two days, or of a single act.

    Days are counted over all danger items together, each day once. See :func:`danger_days` for when an answer counts.
    """
    asked = [item for item in diary.available if item.danger]
    if not asked:
        return False
    rows = diary.rows(couple)
    reached = pd.DataFrame({item.name: _reached(item, rows[item.name]) for item in asked})
    if any(reached[item.name].any() for item in asked if item.form.act):  # of acts, one is enough
        return True
    day = pd.Series(calendar_days(rows), index=rows.index)[reached.any(axis=1)]
    return bool((day.groupby(rows["partner"]).nunique() >= DANGER_DAYS).any())


def leads_with_help(diary: Diary, couple: str) -> bool:
    """Whether help comes before anything else on what this couple is shown.

    Where two write, both may be reading: it comes whenever danger was asked about, whatever was answered. For one who
    writes it comes after the danger rule, or where on at least two days there were such answers, much hurt received or
    very low trust in one's own memory.
    """
    writers = diary.writers(couple)
    if len(writers) > 1:
        return any(item.danger for item in diary.available)
    if help_first(diary, couple):
        return True
    rows = diary.rows(couple)
    day = pd.Series(calendar_days(rows), index=rows.index)
    hard = pd.Series(False, index=rows.index)
    for item in diary.available:
        hard |= _reached(item, rows[item.name]) if item.danger else _strained(item, rows[item.name])
    return bool(day[hard & rows["partner"].isin(writers)].nunique() >= DANGER_DAYS)


def remarks(items: Iterable[Item], settled: Collection[str]) -> list[str]:
    """Sentences about items that seem to ask for danger and are not said to, and about danger items of doubtful order.

    settled : names of items of which the mapping says whether they ask for danger.
    """
    items = tuple(items)
    return [*_unmarked(items, settled), *_of_doubtful_order(items)]


def _unmarked(items: Iterable[Item], settled: Collection[str]) -> list[str]:
    return [
        f"The item {item.name} seems to ask for fear, threat, control or harm. If it does, write danger = true under "
        "its [[item]], so that help comes first where it is needed and the other partner is not shown it; if it does "
        "not, danger = false."
        for item in items
        if not item.danger
        and item.name not in settled
        and speaks_of_danger(item.name, item.label, item.quantity, *item.columns)
    ]


def _of_doubtful_order(items: Iterable[Item]) -> list[str]:
    found = []
    for item in items:
        which = "low" if _falls(item) else "high"
        seems = suggested_order(item.name, item.label, item.quantity)
        if item.danger and item.higher == "neither":
            order, other = ("better", "high") if _falls(item) else ("worse", "low")
            found.append(
                f"Which answers to {item.name} tell of danger is not said; {which} ones are taken for it. Write "
                f'higher = "{order}" under its [[item]], or the opposite if {other} ones do.'
            )
        elif item.danger and seems not in ("", item.higher):
            found.append(
                f'By higher = "{item.higher}", {which} answers to {item.name} tell of danger, though its name suggests '
                "the opposite; help comes first by these answers. If the name is right, write "
                f'higher = "{seems}" under its [[item]].'
            )
    return found


def _falls(item: Item) -> bool:
    """Whether lower answers tell of more danger: as the mapping says, else where the item asks for safety."""
    order = suggested_order(item.name, item.label, item.quantity) if item.higher == "neither" else item.higher
    return order == "better"


def _reached(item: Item, answers: pd.Series) -> pd.Series:
    falls = _falls(item)
    if item.form.two:
        return answers < item.high if falls else answers > item.low
    if item.form.amount and not falls:
        return answers > 0
    return answers <= item.middle if falls else answers >= item.middle


def _strained(item: Item, answers: pd.Series) -> pd.Series:
    """Answers of a standard item about hurt or own memory near its bad end; of no other item."""
    standard = _STANDARD.get(item.name) or _STANDARD.get(item.quantity)
    width = item.high - item.low
    if standard is None or not 0 < width < float("inf"):
        return pd.Series(False, index=answers.index)
    place = (answers - item.low) / width
    better = (standard.higher if item.higher == "neither" else item.higher) == "better"
    return (1 - place if better else place) >= _STRAIN[standard.name] - 1e-9
