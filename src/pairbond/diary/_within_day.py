"""Time of day in a column of its own: a clock time, or the number of the prompt on that day."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from pairbond.diary._numbers import parse_numbers
from pairbond.diary._times import Times
from pairbond.diary.faults import Fault, fault
from pairbond.diary.mapping import Mapping
from pairbond.diary.reading_notes import Notes
from pairbond.diary.table import Table

# Prompts without a clock time are taken as evenly spread over these hours.
FIRST_HOUR, LAST_HOUR = 8, 22
# Hour that a part of the day stands for, by the beginnings of its names.
_PARTS = {
    7: "wak|get up|aufsteh|réveil",
    8: "morning|morgen|früh|matin|mañana|mattin|ochtend|manhã|rano|morgon|aamu|sabah|ráno",
    10: "forenoon|vormittag|am", 12: "noon|midday|mittag|midi|mediodía|mezzogiorno|południe|poledne|öğle|lunch",
    15: "afternoon|nachmittag|après-midi|apres-midi|pomeriggio|middag|tarde|popołudni|eftermiddag|iltapäivä|odpoledne",
    18: "pm", 20: "evening|abend|soir|sera|avond|noite|wieczór|wieczor|kväll|aften|kveld|ilta|akşam|večer",
    22: "night|nacht|nuit|noche|notte|noc|natt|gece|bedtime|before bed",
}  # fmt: skip
_PART_HOURS = {word: hour for hour, words in _PARTS.items() for word in words.split("|")}
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?")


def clock_share(cell: str) -> float | None:
    """A clock time (21:30, 9:30 PM) or a part of the day (evening) as share of the day; ``None`` if it is neither."""
    found = _CLOCK.fullmatch(cell.strip())
    if found is None:
        return _part_of_day(cell.strip().casefold())
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % 12 + (12 if found[4][0] in "Pp" else 0)
    return None if hour > 23 or minute > 59 or second > 59 else (hour + minute / 60 + second / 3600) / 24


def _part_of_day(word: str) -> float | None:
    fitting = [part for part in _PART_HOURS if word == part or (len(part) > 2 and word.startswith(part))]
    return _PART_HOURS[max(fitting, key=len)] / 24 if fitting else None


def add_time_of_day(times: Times, table: Table, mapping: Mapping, faults: list[Fault], notes: Notes) -> Times:
    """The same times with the time of day of another column, if the mapping names one."""
    column = mapping.columns.within_day
    if column is None:
        return times
    cells = table.columns[column]
    share = np.array([np.nan if s is None else s for s in (clock_share(str(cell)) for cell in cells)])
    if np.isnan(share).all():
        prompts = parse_numbers(cells, frozenset(), ".").values
        if np.isnan(prompts).all():
            text = (
                f"{cells[0]} is neither a clock time such as 21:30, nor a part of the day, nor the number of a prompt."
            )
            faults.append(fault("not-a-clock", table.file, text, row=int(table.rows[0]), column=column))
            return times
        low, high = float(np.nanmin(prompts)), float(np.nanmax(prompts))
        share = (FIRST_HOUR + (LAST_HOUR - FIRST_HOUR) * (prompts - low) / max(high - low, 1.0)) / 24
        notes.add(
            f"Prompts {low:g} to {high:g} of a day ({column}) are taken as evenly spread from {FIRST_HOUR}:00 to "
            f"{LAST_HOUR}:00."
        )
    for at in np.flatnonzero(np.isnan(share) & (times.kind != "empty")):
        text = f"{cells[at]!s} is no time of day." if str(cells[at]) else "the time of day is missing."
        faults.append(fault("no-time-of-day", table.file, text, row=int(table.rows[at]), column=column))
    local = times.local.copy()
    dated = ~np.isnat(local) & ~np.isnan(share)
    local[dated] += np.round(share[dated] * 86_400_000_000).astype("timedelta64[us]")
    main = "moment" if times.main == "date" else times.main
    kind = np.where(times.kind == "date", "moment", times.kind).astype(object)
    return replace(times, kind=kind, main=main, days=times.days + share, local=local)
