"""Proposes a mapping for a diary file: a guess that a person has to read and mend."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pairbond.data._guess_columns import (
    Pairs,
    at_most_two,
    guess_named,
    guess_pairs,
    guess_time,
    has_contacts,
    numeric,
    plain_id,
)
from pairbond.data._guess_scales import guess_about, guess_higher, guess_scale
from pairbond.data._names import identifiers
from pairbond.data.danger_words import speaks_of_danger
from pairbond.data.faults import DiaryError, fault, listing
from pairbond.data.mapping import Mapping
from pairbond.data.mapping_toml import mapping_to_toml
from pairbond.data.read import read_table
from pairbond.data.schema import KEYS
from pairbond.data.table import Table, column_list


@dataclass(frozen=True)
class Proposal:
    """A guessed mapping, a remark for each item, and the columns nothing was made of."""

    mapping: Mapping
    remarks: dict[str, str]
    unused: tuple[str, ...]


def propose_mapping(path: str | Path, table: str | None = None) -> str:
    """Guess what each column of a diary means; nothing is written.

    Looks at names and values: couple, person, role, time, contact and event; pairs of
    columns such as ``M_x`` and ``W_x``; scales, kinds and missing codes; columns that
    never change within a person become covariates. Whether a higher answer is better or
    worse, and whether an item asks for danger, is guessed from names only.

    Parameters
    ----------
    path : a CSV, SPSS or R file.
    table : name of the data frame, if an R file holds several.

    Returns
    -------
    TOML text with a comment on every key, to be read, mended and saved beside the file.
    :func:`guess_mapping` gives the same as an object.

    Raises
    ------
    DiaryError : if the file is no table, or holds no column of times or no answers.
    """
    path = Path(path)
    found = guess_mapping(path, table)
    head = [
        f"# Proposed from the names and values of {path.name}. Every line is a guess: read each,",
        "# above all low, high, higher, about and danger.",
        "",
    ]
    text = mapping_to_toml(found.mapping, comments=True, doubts=found.remarks)
    tail = f"\n# Not used: {listing(found.unused, limit=60)}.\n" if found.unused else ""
    return "\n".join(head) + text + tail


def guess_mapping(path: str | Path, table: str | None = None) -> Proposal:
    """The guess of :func:`propose_mapping` as an object. Raises :class:`DiaryError`."""
    path = Path(path)
    hint = None
    if table is not None:
        hint = Mapping.model_validate(
            {"file": {"table": table}, "columns": {"time": "-"}, "item": [{"name": "x", "columns": "-"}]}
        )
    read = read_table(path, hint)
    proposal = _guess(read, path.name, table)
    if proposal is None:
        raise DiaryError(
            [
                fault(
                    "nothing-to-propose",
                    path.name,
                    f"no column looks like times beside one of answers; the file has {column_list(read)}.",
                )
            ]
        )
    return proposal


def _guess(table: Table, file: str, frame: str | None) -> Proposal | None:
    free = list(table.columns)

    def take(name: str | None) -> str | None:
        if name is not None:
            free.remove(name)
        return name

    columns: dict[str, Any] = {}
    columns["time"] = take(guess_time(table, free))
    if columns["time"] is None:
        return None
    columns["couple"] = take(guess_named(free, "couple"))
    columns["person"] = take(guess_named(free, "person"))
    role = guess_named(free, "role")
    columns["role"] = take(role) if role and at_most_two(table, role) else None
    if columns["couple"] is None:
        columns["couple"] = take(plain_id(free))
    contact = guess_named(free, "contact")
    columns["contact"] = take(contact) if contact and has_contacts(table, contact) else None
    columns["event"] = take(guess_named(free, "event"))

    numbers = {name: values for name in free if (values := numeric(table, name)) is not None}
    pairs = guess_pairs(list(numbers))
    long = columns["person"] is not None or columns["role"] is not None
    wide = not long and bool(pairs.columns)
    if not (long or wide) and columns["couple"] is not None and at_most_two(table, columns["couple"]):
        columns["person"], columns["couple"] = columns["couple"], None
        long = True
    who = _writers(table, columns)

    items, covariates, remarks, used = _parts(numbers, pairs if wide else Pairs(), who, wide)
    if not items:
        return None
    partners: dict[str, Any] = {"names": []}
    if wide:
        partners = {"names": list(pairs.names), "distinguishable": not pairs.names[0].startswith("partner")}
    elif columns["role"]:
        values = sorted(set(identifiers(table.columns[columns["role"]])) - {""})
        partners = {"names": _called(columns["role"], values), "values": values}
        if _same_role_twice(table, columns):
            partners["distinguishable"] = False
    elif not long:
        partners = {"names": ["writer"]}
    data = {
        "title": Path(file).stem.replace("_", " "),
        "file": {"layout": "wide" if wide else "long", "table": frame},
        "columns": columns,
        "partners": partners,
        "item": items,
        "covariate": covariates,
    }
    unused = tuple(name for name in free if name not in used)
    return Proposal(Mapping.model_validate(data), remarks, unused)


def _parts(
    numbers: dict[str, np.ndarray], pairs: Pairs, who: np.ndarray | None, wide: bool
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, str], set[str]]:
    items: list[dict[str, Any]] = []
    covariates: list[dict[str, Any]] = []
    remarks: dict[str, str] = {}
    used: set[str] = set()
    groups: list[tuple[str, list[str]]] = [(base, list(pair)) for base, pair in pairs.columns.items()]
    paired = {name for pair in pairs.columns.values() for name in pair}
    groups += [(name, [name]) for name in numbers if name not in paired]
    for base, columns in groups:
        values = np.concatenate([numbers[name] for name in columns])
        if len(np.unique(values[~np.isnan(values)])) < 2:
            continue
        per_partner = dict(zip(pairs.names, columns, strict=True)) if len(columns) == 2 else columns[0]
        name = _name(base, {part["name"] for part in (*items, *covariates)})
        used.update(columns)
        alike = who is not None and all(_constant_within(who, numbers[c]) for c in columns)
        if alike or (wide and len(columns) == 1):
            covariates.append({"name": name, "columns": per_partner})
            continue
        scale = guess_scale(values)
        items.append(
            {
                "name": name,
                "label": base.strip("_. ").replace("_", " "),
                "columns": per_partner,
                "about": guess_about(base),
                "low": scale.low,
                "high": scale.high,
                "higher": guess_higher(base),
                "kind": scale.kind,
                "missing": list(scale.missing),
                "danger": speaks_of_danger(base) and scale.low is not None,
            }
        )
        shown = values[~np.isnan(values) & ~np.isin(values, scale.missing)]
        remarks[name] = f"answers run from {shown.min():g} to {shown.max():g}"
    return items, covariates, remarks, used


def _writers(table: Table, columns: dict[str, Any]) -> np.ndarray | None:
    """Couple, person and role of each row in one word, as far as there are columns of them."""
    parts = [identifiers(table.columns[columns[key]]) for key in ("couple", "person", "role") if columns[key]]
    return np.array([" ".join(row) for row in zip(*parts, strict=True)], dtype=object) if parts else None


def _same_role_twice(table: Table, columns: dict[str, Any]) -> bool:
    if not (columns["couple"] and columns["person"]):
        return False
    cells = [identifiers(table.columns[columns[key]]) for key in ("couple", "role", "person")]
    people = set(zip(*cells, strict=True))
    return len(people) > len({(couple, role) for couple, role, _ in people})


def _constant_within(who: np.ndarray, values: np.ndarray) -> bool:
    known = ~np.isnan(values)
    order = np.argsort(who[known], kind="stable")
    names, sorted_values = who[known][order], values[known][order]
    changes = (names[1:] == names[:-1]) & (sorted_values[1:] != sorted_values[:-1])
    return not changes.any() and len(set(names)) > 1


def _name(base: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", base.lower()).strip("_") or "item"
    plain = plain if plain[0].isalpha() else f"item_{plain}"
    plain = f"{plain}_answer" if plain in KEYS else plain
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}_{number}", number + 1
    return name


def _called(column: str, values: list[str]) -> list[str]:
    """Names for the values of a role column; 0 and 1 of ``female`` say who is who."""
    plain = column.lower()
    if values == ["0", "1"] and plain in ("female", "male"):
        return ["man", "woman"] if plain == "female" else ["woman", "man"]
    if all(value.isdigit() for value in values):
        return [f"{column} {value}" for value in values]
    return values
