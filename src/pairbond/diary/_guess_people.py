"""Guesses who wrote each row: not from a list of words, but from which columns tell two partners apart.

A couple is a column in whose groups two persons write; a role is a column with two values in nearly every couple,
beside doubled days; an id of number and letter is couple and partner in one. Words only decide between equals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pairbond.diary._facts import Facts, alone, per_group
from pairbond.diary._guess_time import When, looks_like_time
from pairbond.diary._split_ids import split_ids

_COUPLE = re.compile(r"(?i)coup|dyad|pair|famil|house|paar|team|^c?did$|^cid$|^hh|^fam")
_PERSON = re.compile(r"(?i)person|participant|subject|member|respondent|user|proband|^pid|^vp|id$|^id|code|alias")
_ROLE = re.compile(r"(?i)role|gender|sex|female|male|partner|distinguish|^dist\d?$|who|writer|member|spouse|relation")
BOTH = 0.5  # share of couples in which both partners must be seen
UNIQUE = 0.98


@dataclass(frozen=True)
class Who:
    """Columns of couple, person and role, or the id that holds all; ``writer`` [rows] tells writers apart.

    values : of the role, partners first; more than two where a third member writes. alone : nobody has a partner.
    alike : in some couples both have the same role.
    """

    writer: np.ndarray
    couple: str | None = None
    person: str | None = None
    role: str | None = None
    id: str | None = None
    values: tuple[str, ...] = ()
    alone: bool = False
    alike: bool = False


def guess_people(facts: Facts, when: When, taken: set[str]) -> Who:
    """The columns that say who wrote."""
    names = [name for name in facts.columns if name not in taken and _like_names(facts, name)]
    found = _persons_in_couples(facts, when, names) or _roles_in_couples(facts, when, names) or _ids(facts, when, names)
    if found:
        return found
    return _one_couple(facts, when, names) or _singles(facts, when, names)


def _like_names(facts: Facts, name: str) -> bool:
    distinct = facts.distinct(name)
    filled = (facts.names(name) != "").mean()
    if not 2 <= distinct <= max(facts.size / 2, 2) or filled <= 0.9:
        return False
    return (facts.whole(name) or split_ids(facts.names(name)) is not None) and not looks_like_time(facts, name)


def _first(names: list[str], word: re.Pattern[str]) -> str:
    return next((name for name in names if word.search(name)), names[0])


def _entries(facts: Facts, when: When, columns: list[str]) -> tuple[float, float]:
    """Share of rows that these columns single out at their time, and on their day."""
    moment = np.nan_to_num(np.round(when.days * 86_400), nan=-1).astype(np.int64)
    known = ~np.isnan(when.days)
    exact = alone(facts.groups([*columns, moment])[known])
    return exact, alone(facts.groups([*columns, when.day])[known])


def _singled_out(facts: Facts, when: When, columns: list[str]) -> bool:
    exact, _ = _entries(facts, when, columns)
    return exact >= UNIQUE


def _persons_in_couples(facts: Facts, when: When, names: list[str]) -> Who | None:
    """A column of persons, each in one couple, of whom most couples have two."""
    best: tuple[tuple[float, ...], str, str] | None = None
    codes = {name: pd.factorize(facts.names(name))[0] for name in names}
    persons = [name for name in names if facts.distinct(name) > 2 and _singled_out(facts, when, [name])]
    for couple in names:
        for person in persons:
            if person == couple or facts.distinct(person) <= facts.distinct(couple):
                continue
            if per_group(codes[person], codes[couple]).max() > 1:
                continue  # a person belongs to one couple
            each = per_group(codes[couple], codes[person])
            both = float((each == 2).mean())
            if (each.max() > 2 and (each > 2).mean() > 0.1) or both < BOTH:
                continue
            key = (
                both,
                bool(_COUPLE.search(couple)),
                bool(_PERSON.search(person)),
                -names.index(couple),
                -names.index(person),
            )
            if best is None or key > best[0]:
                best = (key, couple, person)
    if best is None:
        return None
    _, couple, person = best
    role = _role_of(facts, names, couple, person)
    values = _values(facts, role) if role else ()
    two = per_group(codes[couple], codes[person]) == 2
    alike = role is not None and bool((per_group(codes[couple], pd.factorize(facts.names(role))[0])[two] < 2).any())
    return Who(codes[person], couple, person, role, values=values, alike=alike)


def _role_of(facts: Facts, names: list[str], couple: str, person: str) -> str | None:
    """A column with two values that never changes within a person and parts the two of a couple."""
    whose, pair = (pd.factorize(facts.names(name))[0] for name in (person, couple))
    fitting = []
    for name in names:
        code = pd.factorize(facts.names(name))[0]
        if facts.distinct(name) == 2 and per_group(whose, code).max() == 1:
            share, called = float((per_group(pair, code) == 2).mean()), bool(_ROLE.search(name))
            if share >= BOTH or (called and share > 0.05):
                fitting.append((share, called, -names.index(name), name))
    return max(fitting)[3] if fitting else None


def _roles_in_couples(facts: Facts, when: When, names: list[str]) -> Who | None:
    """A column with two values (or a few) in most couples, which tells doubled entries apart."""
    best: tuple[tuple[float, ...], str, str] | None = None
    for couple in names:
        pair = pd.factorize(facts.names(couple))[0]
        if _follows_from_day(when, pair):
            continue
        exact, daily = _entries(facts, when, [couple])
        near = _gap(when, pair, 0.3)
        for role in names:
            distinct = facts.distinct(role)
            if role == couple or not 2 <= distinct <= 6 or distinct > max(facts.distinct(couple), 2):
                continue
            code = pd.factorize(facts.names(role))[0]
            each = per_group(pair, code)
            if (each == distinct).mean() < BOTH:
                continue
            if _writes_alone(facts, when, role, pair):
                continue
            apart, by_day = _entries(facts, when, [couple, role])
            doubled = exact < 0.7 and apart >= UNIQUE
            evenings = daily < 0.7 and by_day >= 0.9
            # each writes in a run of rows, of which there are as many as writers
            runs = int((np.diff(facts.groups([couple, role])) != 0).sum()) + 1
            blocks = apart >= UNIQUE and daily < 0.7 and runs <= 1.2 * each.sum()
            turns = distinct == 2 and apart >= UNIQUE and _gap(when, facts.groups([couple, role]), 0.1) > 3 * near > 0
            if doubled or evenings or blocks or turns:
                slow = -int((np.diff(pair) != 0).sum())
                key = (distinct == 2, doubled or evenings, bool(_ROLE.search(role)), bool(_COUPLE.search(couple)),
                       round(by_day, 1), slow, -names.index(couple))  # fmt: skip
                if best is None or key > best[0]:
                    best = (key, couple, role)
    if best is None:
        return None
    _, couple, role = best
    return Who(facts.groups([couple, role]), couple, None, role, values=_values(facts, role))


def _writes_alone(facts: Facts, when: When, role: str, pair: np.ndarray) -> bool:
    """Whether a "role" writes once a time or day by itself and its "couples" change to and fro, as answers do."""
    exact, daily = _entries(facts, when, [role])
    own_seconds = _entries(facts, when, [])[0] > 0.5  # times single out every entry by themselves
    if (daily if own_seconds else max(exact, daily)) < UNIQUE:
        return False
    code = facts.groups([role])
    order = np.lexsort((np.nan_to_num(when.days, nan=-1), code))
    both = facts.groups([code, pair])[order]
    return int((np.diff(both) != 0).sum()) + 1 > 1.2 * len(np.unique(both))


def _gap(when: When, groups: np.ndarray, share: float) -> float:
    """Quantile of the times between neighbouring entries of a group: short within a couple, long within a writer."""
    order = np.lexsort((np.nan_to_num(when.days, nan=-1), groups))
    gaps = np.diff(when.days[order])[np.diff(groups[order]) == 0]
    gaps = gaps[~np.isnan(gaps)]
    return float(np.quantile(gaps, share)) if len(gaps) else 0.0


def _follows_from_day(when: When, code: np.ndarray) -> bool:
    """Whether a column has one value a day that comes back later, as the day of the week does."""
    if per_group(np.unique(when.day, return_inverse=True)[1], code).max() > 1:
        return False
    along = code[np.argsort(when.day, kind="stable")]
    return int((np.diff(along) != 0).sum()) + 1 > len(np.unique(code))


def _ids(facts: Facts, when: When, names: list[str]) -> Who | None:
    """Ids such as 12a and 12b."""
    for name in sorted(names, key=lambda n: (not _PERSON.search(n), names.index(n))):
        if facts.distinct(name) < 4 or not _singled_out(facts, when, [name]):
            continue
        found = split_ids(facts.names(name))
        if found is not None:
            marks = sorted(set(found[1].tolist()) - {""})
            return Who(facts.groups([name]), id=name, values=tuple(marks))
    return None


def _one_couple(facts: Facts, when: When, names: list[str]) -> Who | None:
    """Two writers in all."""
    exact, daily = _entries(facts, when, [])
    fitting = []
    for name in names:
        if facts.distinct(name) != 2:
            continue
        apart, by_day = _entries(facts, when, [name])
        if (exact < 0.7 and apart >= UNIQUE) or (daily < 0.7 and by_day >= 0.9):
            fitting.append(name)
    if not fitting:
        return None
    couple = next((n for n in facts.columns if _COUPLE.search(n) and facts.distinct(n) == 1), None)
    role = next((name for name in fitting if _ROLE.search(name)), None)
    person = next((name for name in fitting if _PERSON.search(name) and name != role), None)
    if role is None and person is None:
        person = fitting[0]
    values = _values(facts, role) if role else ()
    return Who(facts.groups([str(person or role)]), couple, person, role, values=values)


def numbered_pair(facts: Facts, who: Who) -> str | None:
    """The column of the two writers of a file, if it holds numbers: these may be two couples as well."""
    if who.alone or who.couple or who.role or who.person is None:
        return None
    return who.person if facts.numbers(who.person) is not None else None


def called_person(name: str) -> bool:
    """Whether the name of a column says that it holds persons."""
    return bool(_PERSON.search(name))


def _singles(facts: Facts, when: When, names: list[str]) -> Who:
    """Everybody writes alone: the column whose groups have one entry a time, if there is one."""
    fitting = [
        (bool(_COUPLE.search(name)), bool(_PERSON.search(name)), -names.index(name), name)
        for name in names
        if facts.distinct(name) > 1 and _singled_out(facts, when, [name]) and _entries(facts, when, [])[0] < UNIQUE
    ]
    if not fitting:
        return Who(np.zeros(facts.size, dtype=np.int64), alone=True)
    name = max(fitting)[3]
    return Who(facts.groups([name]), couple=name, alone=True)


def _values(facts: Facts, role: str) -> tuple[str, ...]:
    """Values of a role, the two most frequent first, each part in order."""
    count = pd.Series(facts.names(role))
    count = count[count != ""].value_counts()
    pair = sorted(str(name) for name in count.index[:2])
    return (*pair, *sorted(str(name) for name in count.index[2:]))
