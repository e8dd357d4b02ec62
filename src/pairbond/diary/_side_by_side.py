"""Tables that hold the days side by side (calm_d1, calm_d2, …): one sentence on how to turn them."""

from __future__ import annotations

import re
from collections import defaultdict

from pairbond.diary._facts import Facts
from pairbond.diary._guess_time import looks_like_time
from pairbond.diary.table import Table

_NUMBERED = re.compile(r"(.*\D)(\d{1,3})(\D*)")
_DAY = re.compile(
    r"(?i)(?:^|(?<=[\W_]))(d|day|days|tag|jour|dag|dia|día|giorno|dzień|t|time|wave|w|week|beep|occasion|evening)[\W_]*$"
)
_FEWEST = 5  # numbers in a row from which columns are taken for days; fewer are items of a questionnaire


def days_side_by_side(table: Table) -> tuple[str, bool]:
    """A sentence if the columns of a table are the days of its answers, and whether that is sure; "" if they are not.

    Columns that differ in a number, at least five of them in a row, surely are if what stands before the number says
    so (calm_d1); they may be if they make up most of the columns of numbers and no column is called a time.
    """
    facts = Facts(table)
    families: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for name in facts.columns:
        hit = _NUMBERED.fullmatch(name)
        if hit and facts.numbers(name) is not None:
            families[hit[1], hit[3]][int(hit[2])] = name
    found = {key: columns for key, columns in families.items() if _in_a_row(list(columns))}
    said = {key: columns for key, columns in found.items() if _DAY.search(key[0]) and (_stub(key[0])[0] or key[1])}
    if not said and (not found or _has_times(facts) or not _most(facts, found)):
        return "", False
    days = said or found
    (before, after), columns = next(iter(days.items()))
    text = (
        f"the columns {columns[min(columns)]} to {columns[max(columns)]} {'seem to' if said else 'may'} be "
        f"{len(columns)} days or prompts of one answer side by side, but a diary has one row for each. "
        f"{'Reshape' if said else 'If they are, reshape'} the table so that the day is a column, then map it again"
    )
    stub, sep = _stub(before)
    if after or not stub:
        return f"{text}, such as with tidyr::pivot_longer in R or pandas.melt in Python.", bool(said)
    stubs = ", ".join(f'"{_stub(one)[0]}"' for one, rest in days if not rest and _stub(one)[1] == sep)
    return (
        f'{text}, such as with pandas.wide_to_long(table, stubnames=[{stubs}], i="id", j="day", sep="{sep}") in '
        "Python, where id is the column of the couple or person."
    ), bool(said)


def _stub(before: str) -> tuple[str, str]:
    """What stands before the number as the name of the answer, and what parts it from the number."""
    name = _DAY.sub("", before).rstrip("_. -")
    return name, before[len(name) :]


def _in_a_row(numbers: list[int]) -> bool:
    return len(numbers) >= _FEWEST and max(numbers) - min(numbers) < 1.25 * len(numbers) and min(numbers) <= 1


def _most(facts: Facts, found: dict[tuple[str, str], dict[int, str]]) -> bool:
    numeric = [name for name in facts.columns if facts.numbers(name) is not None]
    return sum(len(columns) for columns in found.values()) > 0.5 * len(numeric)


def _has_times(facts: Facts) -> bool:
    return any(looks_like_time(facts, name) or re.search(r"(?i)day|date|time", name) for name in facts.columns)
