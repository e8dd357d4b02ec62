"""What can be wrong with who wrote: too many persons, roles that do not tell them apart."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond.diary._names import identifiers, natural
from pairbond.diary.faults import Fault, fault, listing
from pairbond.diary.mapping import Mapping
from pairbond.diary.table import Table
from pairbond.model import RESERVED


def reserved_names(file: str, names: tuple[str, ...]) -> list[Fault]:
    """Partners called by a word that stands for the two together, or for who does not write, in every table."""
    return [
        fault(
            "reserved-partner",
            file,
            f"a partner is called {name}, a word that stands for {RESERVED[name]} in every table; give another name, "
            f"such as {name.capitalize()}, in names under [partners], and what the file says in values.",
            value=name,
            nearest=name.capitalize(),
        )
        for name in names
        if name in RESERVED
    ]


def crowded_couples(
    table: Table, column: str, couple: np.ndarray, person: np.ndarray, known: np.ndarray
) -> list[Fault]:
    frame = pd.DataFrame({"couple": couple, "person": person, "row": table.rows})[known]
    first = frame.groupby(["couple", "person"], sort=False)["row"].min().reset_index()
    faults: list[Fault] = []
    for name, group in first.groupby("couple"):
        if len(group) <= 2:
            continue
        third = group.sort_values("row").iloc[2]
        count = "three" if len(group) == 3 else str(len(group))
        faults.append(
            fault(
                "three-persons",
                table.file,
                f"couple {name} has {count} persons, "
                f"{listing(sorted(group['person'], key=natural))}; a couple has at most two.",
                row=int(third["row"]),
                column=column,
                value=third["person"],
            )
        )
    return faults


def third_members(table: Table, column: str, couple: np.ndarray, mapping: Mapping) -> Fault | None:
    """A fault that offers pairs, if most couples have the same three members or more; ``None`` if not."""
    member = identifiers(table.columns[column])
    frame = pd.DataFrame({"couple": couple, "member": member})[(couple != "") & (member != "")].drop_duplicates()
    in_couples = frame["member"].value_counts() / max(frame["couple"].nunique(), 1)
    crowded = (frame["couple"].value_counts() > 2).mean() if len(frame) else 0.0
    if len(in_couples) < 3 or crowded < 0.5 or not (in_couples >= 0.5).all():
        return None
    members = sorted((str(name) for name in in_couples.index), key=natural)
    named = [str(value) for value in (mapping.partners.values or mapping.partners.names) if str(value) in members]
    pair = named if len(named) == 2 else [str(name) for name in in_couples.index[:2]]
    rest = ", ".join(f'"{name}"' for name in members if name not in pair)
    return fault(
        "three-persons",
        table.file,
        f"most couples have {len(members)} members, {listing(members)}; a diary is of two: to read {listing(pair)} "
        f"only, say leave_out = [{rest}] under [partners].",
        column=column,
        value=members[-1],
    )


def persons_in_two_couples(
    table: Table, column: str, couple: np.ndarray, person: np.ndarray, known: np.ndarray
) -> list[Fault]:
    """Persons named in more than one couple."""
    frame = pd.DataFrame({"couple": couple, "person": person, "row": table.rows})[known]
    first = frame.groupby(["person", "couple"], sort=False)["row"].min().reset_index()
    faults: list[Fault] = []
    for name, group in first.groupby("person"):
        if len(group) < 2:
            continue
        couples = group.sort_values("row")
        faults.append(
            fault(
                "person-in-two-couples",
                table.file,
                f"person {name} is in the couples {listing(couples['couple'])}; a person belongs to one couple.",
                row=int(couples.iloc[1]["row"]),
                column=column,
                value=name,
            )
        )
    return faults


def role_faults(
    table: Table,
    column: str,
    couple: np.ndarray,
    person: np.ndarray,
    partner: np.ndarray,
    names: tuple[str, ...],
    known: np.ndarray,
) -> list[Fault]:
    """Persons with two roles, and couples in which both have the same one."""
    placed = known & (partner >= 0)
    frame = pd.DataFrame({"couple": couple, "person": person, "partner": partner, "row": table.rows})[placed]
    first = frame.groupby(["couple", "person", "partner"], sort=False)["row"].min().reset_index()
    faults: list[Fault] = []
    changing: set[str] = set()
    for (name, who), group in first.groupby(["couple", "person"]):
        if len(group) > 1:
            changing.add(str(name))
            faults.append(
                fault(
                    "role-changes",
                    table.file,
                    f"person {who} of couple {name} is "
                    f"{' and '.join(names[int(p)] for p in group['partner'])}; "
                    "a person has one role.",
                    row=int(group["row"].max()),
                    column=column,
                )
            )
    for (name, _), group in first.groupby(["couple", "partner"]):
        if len(group) > 1 and name not in changing:
            role = names[int(group["partner"].iloc[0])]
            row = int(group["row"].max())
            who = listing(sorted(group["person"], key=natural))
            faults.append(
                fault(
                    "same-role",
                    table.file,
                    f"in couple {name} both persons, {who}, are {role}; if partners "
                    "cannot be told apart by role, set distinguishable = false.",
                    row=row,
                    column=column,
                    value=role,
                )
            )
    return faults
