"""Tries a proposed mapping on its file and says which line to change."""

from __future__ import annotations

import re

from pairbond.diary._assemble import diary_from_table
from pairbond.diary.faults import DiaryError, Fault
from pairbond.diary.mapping import Mapping
from pairbond.diary.table import Table

_SHOWN = 3
_ADVICE = {
    "entry-twice": "name another column of times, or add the one that parts these rows (person, role, within_day)",
    "no-time": "name a column of times that is filled in",
    "not-a-time": "name another column of times, or mend these cells",
    "mixed-times": "name another column of times, or mend these cells",
    "outside-scale": "set low and high to the ends of the scale, or list the number as missing",
    "not-whole": 'set kind = "bounded"',
    "not-binary": 'set kind = "bounded", or list the number as missing',
    "unknown-word": "add the word to words in its place, or list it as missing",
    "answers-in-words": "name the words of the item in order",
    "not-a-number": "list the word as missing, or leave the item out",
    "same-role": "set distinguishable = false under [partners]",
    "role-changes": "name another column of roles, or leave it out",
    "unknown-role": "set names and values under [partners] to what the column holds",
    "three-persons": "list who is not to be read as leave_out under [partners]",
    "person-in-two-couples": "name another column of persons, or call it role",
    "constant-item": "leave the item out",
    "never-answered": "leave the item out",
}


def check_proposal(table: Table, mapping: Mapping, text: str, offset: int) -> list[str]:
    """Sentences for the head of a proposal; empty if it reads its file without a fault.

    text : the proposal. offset : lines that stand above it, to which these sentences add.
    """
    try:
        diary_from_table(table, mapping, mapping_file="this proposal")
    except DiaryError as error:
        kinds: dict[tuple[str, str | None], Fault] = {}
        for found in error.faults:
            kinds.setdefault((found.code, found.column), found)
        shown = list(kinds.values())[:_SHOWN]
        lines = text.splitlines()
        count = 1 + len(shown)
        said = ["It does not pass its own check yet:"]
        for found in shown:
            at = _line_of(lines, found)
            where = f"line {at + 1 + offset - 1 + count} ({lines[at]})" if at is not None else "this mapping"
            advice = _ADVICE.get(found.code, "see the sentence before")
            said.append(f"- {found.message} Change {where}: {advice}.")
        return said
    return []


def _line_of(lines: list[str], found: Fault) -> int | None:
    """The line of the mapping that a fault is about: that which names its column, else its item."""
    for word in (found.column, found.value):
        if word is None:
            continue
        for at, line in enumerate(lines):
            if not line.startswith("#") and re.search(rf'"{re.escape(str(word))}"', line):
                return at
    return None
