"""Who wrote a row: couple, person, and which of the two partners that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pairbond.diary._names import identifiers, natural
from pairbond.diary._people_faults import crowded_couples, persons_in_two_couples, role_faults, third_members
from pairbond.diary._split_ids import split_ids
from pairbond.diary.faults import Fault, fault, listing, nearest_name
from pairbond.diary.mapping import Mapping
from pairbond.diary.table import Table


@dataclass(frozen=True, eq=False)
class People:
    """Per row of a long file: who wrote. Rows that cannot be placed have partner -1."""

    person: np.ndarray
    partner: np.ndarray
    names: tuple[str, ...]
    distinguishable: bool


def couples_of(table: Table, mapping: Mapping, faults: list[Fault]) -> np.ndarray:
    """Couple of every row; "1" if the file holds one couple."""
    if mapping.columns.id:
        return _split(table, mapping.columns.id, faults)[0]
    column = mapping.columns.couple
    if column is None:
        return np.array(["1"] * len(table.rows), dtype=object)
    couple = identifiers(table.columns[column])
    for at in np.flatnonzero(couple == ""):
        faults.append(
            fault(
                "no-couple",
                table.file,
                "the couple is missing.",
                row=int(table.rows[at]),
                column=column,
            )
        )
    return couple


def people_of(table: Table, mapping: Mapping, couple: np.ndarray, faults: list[Fault]) -> People:
    """Persons and partners of a long file; collects faults about them."""
    columns, names = mapping.columns, tuple(mapping.partners.names)
    if columns.id:
        person, known = identifiers(table.columns[columns.id]), couple != ""
        partner, called = _by_role(table, mapping, columns.id, _split(table, columns.id, [])[1], known, faults)
        return People(person, partner, called, mapping.partners.distinguishable is not False)
    if columns.person is None and columns.role is None:
        person = np.array([names[0]] * len(couple), dtype=object)
        return People(person, np.zeros(len(couple), int), names, True)
    person_column = columns.person or columns.role or ""
    person = identifiers(table.columns[person_column])
    for at in np.flatnonzero(person == ""):
        faults.append(
            fault(
                "no-person",
                table.file,
                "the person is missing.",
                row=int(table.rows[at]),
                column=person_column,
            )
        )
    known = (person != "") & (couple != "")
    one_couple = len(set(couple[known])) == 1
    persons = sorted(set(person[known]), key=natural)
    family = third_members(table, columns.role or person_column, couple, mapping) if not one_couple else None
    if family is not None:
        faults.append(family)
        return People(person, np.full(len(couple), -1), names or ("", ""), True)
    role = identifiers(table.columns[columns.role]) if columns.role else None
    distinguishable = mapping.partners.distinguishable
    if role is None and (one_couple or len(persons) <= 2):
        # One couple, or "a" and "b" in every couple: the person is the role.
        role, role_column = person, person_column
        explicit = False
    else:
        role_column, explicit = columns.role, True
        crossed = persons_in_two_couples(table, person_column, couple, person, known)
        if columns.person is not None:
            faults.extend(crossed)
    crowded = crowded_couples(table, person_column, couple, person, known) if columns.person else []
    faults.extend(crowded)
    if role is not None and distinguishable is False and explicit:
        # Roles that tell the two of every couple apart still say who comes first.
        aside: list[Fault] = []
        partner, called = _by_role(table, mapping, str(role_column), role, known, aside)
        aside += role_faults(table, str(role_column), couple, person, partner, called, known)
        if not aside:
            return People(person, partner, called, False)
        role = None
    if role is None:
        partner = _by_order(couple, person, known)
        return People(person, partner, names or ("partner 1", "partner 2"), bool(distinguishable))
    if crowded and not explicit:
        return People(person, np.full(len(couple), -1), names, True)
    partner, called = _by_role(table, mapping, str(role_column), role, known, faults)
    if columns.person is not None and explicit:
        faults.extend(role_faults(table, str(role_column), couple, person, partner, called, known))
    if distinguishable is None:
        # "a" and "b" in every couple may be any order, unless the mapping says what they are.
        distinguishable = explicit or one_couple or bool(names)
    return People(person, partner, called, distinguishable)


def _split(table: Table, column: str, faults: list[Fault]) -> tuple[np.ndarray, np.ndarray]:
    """Couple and partner mark of ids that hold both."""
    found = split_ids(table.columns[column])
    if found is None:
        words = listing(list(dict.fromkeys(identifiers(table.columns[column])))[:3])
        text = f"ids such as {words} do not hold couple and partner in one, as 12a and 12b do."
        faults.append(fault("no-pairs-in-id", table.file, text, column=column))
        nothing = np.array([""] * len(table.rows), dtype=object)
        return nothing, nothing
    for at in np.flatnonzero(found[0] == ""):
        faults.append(fault("no-person", table.file, "the person is missing.", row=int(table.rows[at]), column=column))
    return found


def _by_order(couple: np.ndarray, person: np.ndarray, known: np.ndarray) -> np.ndarray:
    partner = np.full(len(couple), -1)
    frame = pd.DataFrame({"couple": couple[known], "person": person[known]})
    order = {
        (name, who): at
        for name, group in frame.groupby("couple")["person"]
        for at, who in enumerate(sorted(group.unique(), key=natural))
    }
    partner[known] = [order[pair] for pair in zip(couple[known], person[known], strict=True)]
    return partner


def _by_role(
    table: Table,
    mapping: Mapping,
    column: str,
    role: np.ndarray,
    known: np.ndarray,
    faults: list[Fault],
) -> tuple[np.ndarray, tuple[str, ...]]:
    names = tuple(mapping.partners.names)
    found = sorted(set(role[known & (role != "")]), key=natural)
    values = tuple(str(value) for value in mapping.partners.values) or names or tuple(found[:2])
    names = names or values
    partner = np.full(len(role), -1)
    for at, value in enumerate(values):
        partner[role == value] = at
    for at in np.flatnonzero(known & (role == "")):
        faults.append(
            fault(
                "no-role",
                table.file,
                "the role is missing.",
                row=int(table.rows[at]),
                column=column,
            )
        )
    strange = known & (partner < 0) & (role != "")
    for word in sorted(set(role[strange]), key=natural):
        at = int(np.flatnonzero(strange & (role == word))[0])
        near = nearest_name(word, values)
        hint = f"; the nearest is {near}" if near else ""
        faults.append(
            fault(
                "unknown-role",
                table.file,
                f"{word} is none of the partners {listing(values)}{hint}.",
                row=int(table.rows[at]),
                column=column,
                value=word,
                nearest=near,
            )
        )
    return partner, names
