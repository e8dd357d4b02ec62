"""Rules that only the whole diary can break: doubled entries, shifted clocks, constants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from pairbond.diary._cells import all_columns, columns_of
from pairbond.diary._names import identifiers
from pairbond.diary._numbers import parse_numbers
from pairbond.diary.calendar import CLOSE, local_days
from pairbond.diary.faults import Fault, fault
from pairbond.diary.mapping import Mapping
from pairbond.diary.schedule import occasions
from pairbond.diary.schema import Diary, Item
from pairbond.diary.table import Table
from pairbond.diary.variation import said_of_unvarying, unvarying_covariates

_FEW_ENTRIES = 5
_MATCHING = 0.8
_LONG_ENOUGH = 14
_MANY = 20  # doubled entries beyond which it is not the rows that are wrong


def check_entries(frame: pd.DataFrame, table: Table, mapping: Mapping, partners: tuple[str, ...]) -> list[Fault]:
    """Faults between rows. ``frame``: row, couple, person, partner, time, … and items."""
    return [*_doubled(frame, table, mapping), *_shifted_clocks(frame, table.file, mapping, partners)]


def _doubled(frame: pd.DataFrame, table: Table, mapping: Mapping) -> Iterator[Fault]:
    keys, file = ["couple", "person", "time"], table.file
    again = frame[frame.duplicated(keys, keep="first")]
    if again.empty:
        return
    if len(again) > _MANY and mapping.file.layout == "long":
        unclear = _distinguished(frame, table, mapping)
        if unclear:
            yield unclear
            return
    first = frame.groupby(keys)["row"].transform("first")
    seen: set[tuple[int, int]] = set()
    found = zip(again["couple"], again["person"], again["partner"], again["row"], first[again.index], strict=True)
    for couple, person, partner, row, other in found:
        if (row, other) in seen:  # a wide row doubles both partners at once
            continue
        seen.add((row, other))
        doubled = mapping.file.layout == "wide" and isinstance(mapping.columns.time, str)
        whose = f"couple {couple}" if doubled else str(person)
        yield fault(
            "entry-twice",
            file,
            f"{whose} has an entry for this time in row {other} already; keep one of the two.",
            row=int(row),
            column=_time_column(mapping, int(partner)),
        )


def _time_column(mapping: Mapping, partner: int) -> str:
    """The column of times of partner 0 or 1."""
    columns = mapping.columns.time
    return columns if isinstance(columns, str) else columns[mapping.partners.names[partner]]


def _distinguished(frame: pd.DataFrame, table: Table, mapping: Mapping) -> Fault | None:
    """One fault if so many entries are doubled that a column must be missing from the mapping; which one."""
    place = {row: at for at, row in enumerate(table.rows.tolist())}
    at = np.array([place[row] for row in frame["row"]])
    entry = frame.groupby(["couple", "person", "time"], sort=False).ngroup().to_numpy()
    count = int(frame.duplicated(["couple", "person", "time"], keep=False).sum())
    begin = f"{count} rows repeat the person and time of another row"
    keys, used = mapping.columns, [name for item in mapping.item for name in columns_of(item.columns, None)]
    known = {keys.couple, keys.person, keys.role, keys.id, *all_columns(keys.time), *used}
    for name, cells in table.columns.items():
        if name in known:
            continue
        values = identifiers(cells[at])
        distinct = len(set(values))
        if not 2 <= distinct <= 60 or pd.DataFrame({"entry": entry, "value": values}).duplicated().any():
            continue
        if distinct == 2 and not (keys.person or keys.role):
            text = f'{begin} and differ in {name}: is that who writes? Say person or role = "{name}" under [columns].'
        elif parse_numbers(cells, frozenset()).not_number.mean() > 0.5 and len(used) == 1:
            text = (
                f'{begin} and differ in {name}: it seems that a row holds one item; say names_from = "{name}" and '
                f'values_from = "{used[0]}" under [file].'
            )
        else:
            text = (
                f"{begin} and differ in {name}: if that is the prompt or the time of day, say within_day = "
                f'"{name}" under [columns].'
            )
        return fault("entry-twice", table.file, text, column=_time_column(mapping, 0))
    return None


def _shifted_clocks(frame: pd.DataFrame, file: str, mapping: Mapping, partners: tuple[str, ...]) -> Iterator[Fault]:
    """Partners who never wrote in the same stretch of days, but would after one shift."""
    if len(partners) < 2 or (mapping.file.layout == "wide" and isinstance(mapping.columns.time, str)):
        return
    dated = frame["date"].notna().all()
    day = local_days(frame["date"]) if dated else np.floor(frame["time"].to_numpy(float) + CLOSE)
    frame = frame.assign(day=day)
    for couple, group in frame.groupby("couple", sort=False):
        one = group.loc[group["partner"] == 0, "time"].to_numpy()
        two = group.loc[group["partner"] == 1, "time"].to_numpy()
        if min(len(one), len(two)) < _FEW_ENTRIES:
            continue
        if one.max() >= two.min() and two.max() >= one.min():
            continue
        days_one, days_two = (group.loc[group["partner"] == p, "day"].unique() for p in (0, 1))
        shifts, counts = np.unique((days_two[:, None] - days_one[None, :]).ravel(), return_counts=True)
        best = int(counts.argmax())
        if counts[best] < _MATCHING * min(len(days_one), len(days_two)):
            continue
        shift = float(shifts[best])
        late = 1 if shift > 0 else 0
        row = int(group.loc[group["partner"] == late, "row"].min())
        name = group.loc[group["partner"] == late, "person"].iloc[0]
        days = f"{abs(shift):g} day{'' if abs(shift) == 1 else 's'}"
        yield fault(
            "shifted-clock",
            file,
            f"couple {couple}: the partners never write in the same days, but would if the times "
            f"of {name} were {days} earlier; check that partner's clock.",
            row=row,
            column=_time_column(mapping, late),
            value=f"{abs(shift):g}",
            nearest=f"{days} earlier",
        )


def settle_items(
    frame: pd.DataFrame, file: str, wanted: Sequence[str], items: tuple[Item, ...]
) -> tuple[tuple[Item, ...], list[str], list[Fault]]:
    """Which of the ``wanted`` items are analysed, notes about those left out, and faults.

    An item that everybody answers alike teaches a model nothing. In one couple's diary
    that is life, so it is left out with a note; over several couples, or if nothing at
    all varies, the mapping or the file is wrong. Danger items may well stay at the low
    end; they are watched whether they vary or not.
    """
    known = {item.name: item for item in items}
    answers = frame[[item.name for item in items]]
    if not answers.notna().to_numpy().any():
        return (), [], [fault("no-answers", file, "nobody answered anything.")]
    chosen, notes, faults = [], [], []
    one_couple = frame["couple"].nunique() == 1
    long_enough = frame["time"].nunique() >= _LONG_ENOUGH
    for name in wanted:
        item, given = known[name], answers[name].dropna()
        constant = given.nunique() < 2
        if constant and given.empty:
            faults.append(fault("never-answered", file, f"nobody answered the item {name}.", value=name))
        elif constant and long_enough and not (one_couple or item.danger):
            faults.append(_constant(file, name, given))
        elif constant and long_enough and not item.danger:
            notes.append(
                f"{item.label} was {given.iloc[0]:g} in all {len(given)} answers and is left out of the analysis."
            )
        else:
            chosen.append(item)
    if not chosen and not faults:
        name = wanted[0]
        faults.append(_constant(file, name, answers[name].dropna()))
    return tuple(chosen), notes, faults


def telling_nothing(diary: Diary) -> list[str]:
    """Sentences about legal columns that say nothing about days, or the same twice."""
    said = [sentence] if (sentence := said_of_unvarying(unvarying_covariates(diary))) else []
    frame = diary.frame.assign(occasion=occasions(diary))
    for item in diary.items:
        both = frame.pivot_table(
            index=["couple", "occasion"], columns="partner", values=item.name, aggfunc="first"
        ).dropna()
        same = both.shape[1] == 2 and (both.iloc[:, 0] == both.iloc[:, 1]).all()
        if same and len(both) >= _LONG_ENOUGH and both.iloc[:, 0].nunique() > 1:
            said.append(
                f"Both partners have the same {item.label} in all {len(both)} entries that they share; is it one "
                "answer for the couple, or one column read twice?"
            )
    return said


def _constant(file: str, name: str, given: pd.Series) -> Fault:
    return fault(
        "constant-item",
        file,
        f"the item {name} is {given.iloc[0]:g} in all {len(given)} answers, so nothing can be "
        "learned from it; check its column, or leave it out under [analysis].",
        value=f"{given.iloc[0]:g}",
    )
