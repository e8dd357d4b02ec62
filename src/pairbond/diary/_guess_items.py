"""Guesses which columns are answers: numbers that vary within people and are no copies, counters or dummies."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pairbond.diary._facts import Facts, alone, per_group
from pairbond.diary._guess_people import Who
from pairbond.diary._guess_scales import guess_scale
from pairbond.diary._guess_time import When, looks_like_time
from pairbond.diary.item_kinds import KINDS

MOST = 10  # items that are proposed
ANALYSED = 4  # of these, items that are analysed unless somebody asks otherwise
SAME, STILL = "the same everywhere", "never changes within a person"  # why a column is no answer
_ENOUGH = 20  # neighbouring rows from which a copy is believed
_ALIKE = 0.95
_WORKINGS = re.compile(
    r"(?i)durat|latenc|elapsed|progress|reaction|response_?time|(^|_)rt$|lat$|lon(g)?$|latitude|battery"
)


@dataclass(frozen=True)
class Numbers:
    """Columns of numbers that could be answers, and why each other column of numbers is none."""

    answers: list[str]
    why_not: dict[str, str]


class Rows:
    """Rows in the order of writers and times, with the row before of the same writer."""

    def __init__(self, who: Who, when: When) -> None:
        self.writer = who.writer
        order = np.lexsort((np.nan_to_num(when.days, nan=-1), who.writer))
        same = who.writer[order][1:] == who.writer[order][:-1]
        self.now, self.before = order[1:][same], order[:-1][same]


def answers_of(facts: Facts, when: When, who: Who, free: list[str]) -> Numbers:
    """Which of the free columns could be answers."""
    rows = Rows(who, when)
    why: dict[str, str] = {}
    kept: list[str] = []
    for name in free:
        values = facts.numbers(name)
        if values is None:
            continue
        reason = _no_answer(facts, when, who, rows, name, values)
        if reason:
            why[name] = reason
        else:
            kept.append(name)
    dummies = _dummies(facts, kept)
    why |= dict.fromkeys(dummies, "one of several columns of which one is 1")
    kept = [name for name in kept if name not in dummies]
    for name in list(kept):
        source = _copy_of(facts, who, rows, name, [other for other in kept if other != name])
        if source:
            why[name] = source
            kept.remove(name)
    return Numbers(kept, why)


def _no_answer(facts: Facts, when: When, who: Who, rows: Rows, name: str, values: np.ndarray) -> str | None:
    known = ~np.isnan(values)
    if len(np.unique(values[known])) < 2:
        return SAME
    if looks_like_time(facts, name):
        return "looks like a time"
    if _WORKINGS.search(name):
        return "looks like a measurement of the device"
    people = len(np.unique(rows.writer))
    codes = pd.factorize(values[known])[0]
    if people > 1 and per_group(pd.factorize(rows.writer[known])[0], codes).max() == 1:
        return STILL
    both = known[rows.now] & known[rows.before]
    steps = values[rows.now][both] - values[rows.before][both]
    distinct = len(np.unique(values[known]))
    if len(steps) >= 5 and (steps > 0).mean() > _ALIKE and distinct > 5:
        return "only counts up"
    if people > 3 and _same_for_all(when, rows, values, known):
        return "the same for everybody at each time"
    return None


def _same_for_all(when: When, rows: Rows, values: np.ndarray, known: np.ndarray) -> bool:
    """Whether a column follows from the day alone, as the day of the week does."""
    frame = pd.DataFrame({"day": when.day[known], "writer": rows.writer[known], "value": values[known]})
    each = frame.groupby("day").agg(writers=("writer", "nunique"), values=("value", "nunique"))
    shared = each[each["writers"] > 3]
    return len(shared) >= 5 and bool((shared["values"] == 1).mean() > _ALIKE)


def _dummies(facts: Facts, names: list[str]) -> list[str]:
    """Columns of 0 and 1 of which, in a set of three or more, exactly one is 1 in each row."""
    binary = []
    for name in names:
        values = facts.numbers(name)
        if values is not None and set(np.unique(values[~np.isnan(values)])) <= {0.0, 1.0}:
            binary.append(name)
    sets: dict[str, list[str]] = {}
    for name in binary:
        sets.setdefault(re.sub(r"[\W_]*[^\W_]+$", "", name) or re.sub(r"\d+$", "", name), []).append(name)
    found: list[str] = []
    for group in [*sets.values(), binary]:
        if len(group) < 3:
            continue
        answers = [np.asarray(v, float) for name in group if (v := facts.numbers(name)) is not None]
        total = np.sum([np.nan_to_num(v) for v in answers], axis=0)
        if (total == 1).mean() > _ALIKE:
            found += group
    return found


def _copy_of(facts: Facts, who: Who, rows: Rows, name: str, others: list[str]) -> str | None:
    """What a column is a copy of: another one yesterday, centred, rescaled, or as the partner has it."""
    mine = facts.numbers(name)
    assert mine is not None
    for other in others:
        its = facts.numbers(other)
        assert its is not None
        before = its[rows.before]
        if _equal(mine[rows.now], before) and not _equal(its[rows.now], mine[rows.before]):
            return f"{other} one entry earlier"
        later = len(name) > len(other) or (
            len(name) == len(other) and facts.columns.index(name) > facts.columns.index(other)
        )
        if not later:
            continue
        both = ~np.isnan(mine) & ~np.isnan(its)
        if both.sum() < _ENOUGH or np.ptp(mine[both]) == 0 or np.ptp(its[both]) == 0:
            continue
        if np.corrcoef(mine[both], its[both])[0, 1] > 0.99999:
            return f"{other} on another scale"
        within = pd.Series((mine - its)[both]).groupby(who.writer[both]).agg(np.ptp)
        if within.max() < 1e-6 * np.ptp(its[both]):
            return f"{other}, centred"
    return None


def _equal(one: np.ndarray, two: np.ndarray) -> bool:
    both = ~np.isnan(one) & ~np.isnan(two)
    if both.sum() < _ENOUGH or len(np.unique(one[both])) < 3:
        return False
    return bool((np.abs(one[both] - two[both]) < 1e-9).mean() > _ALIKE)


def partner_copies(facts: Facts, when: When, pair: np.ndarray, who: Who, names: list[str]) -> dict[str, str]:
    """Columns that repeat, in each partner's row, what the other answered: copy -> the column it copies."""
    at, other = _beside(facts, when, pair, who)
    found: dict[str, str] = {}
    for one in names:
        for two in names:
            mine, its = facts.numbers(one), facts.numbers(two)
            if one == two or one in found or two in found or mine is None or its is None:
                continue
            if _equal(mine[at], its[other]) and not _equal(mine[at], mine[other]):
                copy = max((one, two), key=lambda name: (_about_other(name), len(name), facts.columns.index(name)))
                found[copy] = two if copy == one else one
    return found


def shared_by_partners(facts: Facts, when: When, pair: np.ndarray, who: Who, names: list[str]) -> list[str]:
    """Columns that are the same for both partners at every time, such as a treatment or the weather."""
    at, other = _beside(facts, when, pair, who)
    found = []
    for name in names:
        values = facts.numbers(name)
        assert values is not None
        both = ~np.isnan(values[at]) & ~np.isnan(values[other])
        if both.sum() >= _ENOUGH and (values[at][both] == values[other][both]).all():
            found.append(name)
    return found


def _beside(facts: Facts, when: When, pair: np.ndarray, who: Who) -> tuple[np.ndarray, np.ndarray]:
    """Rows of two partners of a couple on one occasion, each row beside the other's.

    An occasion is a day if people wrote once a day, else entries less than half a usual step apart.
    """
    place = pd.DataFrame({"pair": pair, "day": when.day, "days": when.days, "writer": who.writer})
    place["at"] = np.arange(facts.size)
    place = place[place["day"] != -1].sort_values("days", kind="stable")
    if alone(facts.groups([who.writer, when.day])) > _ALIKE:
        both = place.merge(place, on=["pair", "day"], suffixes=("", "_other"))
    else:
        step = float(place.groupby("writer")["days"].diff().median())
        second = place.groupby("pair")["writer"].transform("first") != place["writer"]
        first, other = place[~second], place[second]
        found = pd.merge_asof(
            first, other, on="days", by="pair", direction="nearest", tolerance=step / 2, suffixes=("", "_other")
        ).dropna(subset=["at_other"])
        swapped = found.rename(columns={"at": "at_other", "at_other": "at", "writer": "writer_other",
                                        "writer_other": "writer"})  # fmt: skip
        both = pd.concat([found, swapped])
    both = both[both["writer"] != both["writer_other"]]
    return both["at"].to_numpy(np.intp), both["at_other"].to_numpy(np.intp)


def _about_other(name: str) -> bool:
    return bool(re.search(r"(?i)partner|other|spouse|(^|[\W_])p([\W_]|$)|_p$", name))


def best(facts: Facts, rows_known: np.ndarray, groups: list[tuple[str, list[str]]]) -> list[str]:
    """Base names of the items to propose, at most ``MOST``: bounded scales, well answered, with variation."""
    ranked = []
    for at, (base, columns) in enumerate(groups):
        values = np.concatenate([v[rows_known] for name in columns if (v := facts.numbers(name)) is not None])
        scale, known = guess_scale(values), values[~np.isnan(values)]
        if not known.size:  # answered only where no time is known
            ranked.append((False, 0.0, 0.0, -at, base))
            continue
        width = (scale.high - scale.low) if scale.high is not None and scale.low is not None else np.ptp(known)
        spread = float(np.std(known) / width) if width else 0.0
        answered = round(float((~np.isnan(values)).mean()), 1)
        ranked.append((KINDS[scale.kind].scaled, answered, min(round(spread, 1), 0.2), -at, base))
    return [base for *_, base in sorted(ranked, reverse=True)[:MOST]]
