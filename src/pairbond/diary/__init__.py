"""Diaries of couples: the schema, readers, checks and bundled examples.

Nothing heavy is imported before one of the names below is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pairbond.diary.calendar import calendar_days
    from pairbond.diary.composite_items import composites, own_ratings
    from pairbond.diary.danger import danger_days, help_first, leads_with_help
    from pairbond.diary.examples import example_diaries, example_diary
    from pairbond.diary.faults import DiaryError, Fault
    from pairbond.diary.frames import diary_from_frame
    from pairbond.diary.mapping import Mapping, mapping_json_schema
    from pairbond.diary.mapping_file import read_mapping
    from pairbond.diary.mapping_toml import mapping_to_toml
    from pairbond.diary.minimum import allowed, too_many_items
    from pairbond.diary.propose import guess_mapping, propose_mapping
    from pairbond.diary.read import read_diary
    from pairbond.diary.readers import for_both, for_reader
    from pairbond.diary.reading_notes import ReadingNote
    from pairbond.diary.schedule import Design, design, lag_times, occasions, partners_apart
    from pairbond.diary.schema import Diary, Item, Source
    from pairbond.diary.template import new_diary
    from pairbond.diary.variation import least_sd, said_of_unvarying, unvarying, unvarying_covariates
    from pairbond.diary.write import write_diary

_HOME = {
    "least_sd": "variation",
    "said_of_unvarying": "variation",
    "unvarying": "variation",
    "unvarying_covariates": "variation",
    "propose_mapping": "propose",
    "guess_mapping": "propose",
    "for_both": "readers",
    "for_reader": "readers",
    "Design": "schedule",
    "design": "schedule",
    "lag_times": "schedule",
    "occasions": "schedule",
    "partners_apart": "schedule",
    "calendar_days": "calendar",
    "composites": "composite_items",
    "own_ratings": "composite_items",
    "new_diary": "template",
    "ReadingNote": "reading_notes",
    "write_diary": "write",
    "help_first": "danger",
    "danger_days": "danger",
    "leads_with_help": "danger",
    "allowed": "minimum",
    "too_many_items": "minimum",
    "Diary": "schema",
    "DiaryError": "faults",
    "Fault": "faults",
    "Item": "schema",
    "Mapping": "mapping",
    "Source": "schema",
    "diary_from_frame": "frames",
    "example_diaries": "examples",
    "example_diary": "examples",
    "mapping_json_schema": "mapping",
    "mapping_to_toml": "mapping_toml",
    "read_diary": "read",
    "read_mapping": "mapping_file",
}

__all__ = [
    "Design",
    "Diary",
    "DiaryError",
    "Fault",
    "Item",
    "Mapping",
    "ReadingNote",
    "Source",
    "allowed",
    "calendar_days",
    "composites",
    "danger_days",
    "design",
    "diary_from_frame",
    "example_diaries",
    "example_diary",
    "for_both",
    "for_reader",
    "guess_mapping",
    "help_first",
    "lag_times",
    "leads_with_help",
    "least_sd",
    "mapping_json_schema",
    "mapping_to_toml",
    "new_diary",
    "occasions",
    "own_ratings",
    "partners_apart",
    "propose_mapping",
    "read_diary",
    "read_mapping",
    "said_of_unvarying",
    "too_many_items",
    "unvarying",
    "unvarying_covariates",
    "write_diary",
]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"pairbond.diary.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
