"""Turns what pydantic says about a mapping file into plain sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from pairbond.diary.faults import Fault, fault, listing, nearest_name

_MUST_BE = {
    "float_parsing": "a number",
    "float_type": "a number",
    "string_type": "text in quotes",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
    "too_long": "a list of at most two",
    "too_short": "a list of at least one",
}


def from_pydantic(error: ValidationError, model: type[BaseModel], file: str, text: str) -> list[Fault]:
    """One fault for every place pydantic complains of."""
    return sorted(_faults(error, model, file, text), key=lambda found: found.row or 0)


def _faults(error: ValidationError, model: type[BaseModel], file: str, text: str) -> Iterator[Fault]:
    reported: set[tuple[Any, ...]] = set()
    for detail in error.errors():
        kind = detail["type"]
        path = _named(detail["loc"], unknown=kind == "extra_forbidden")
        if path in reported:  # the branches of a union each complain; one sentence is enough
            continue
        reported.add(path)
        key = str(path[-1])
        value = detail.get("input")
        line = line_of(text, path)
        place: dict[str, Any] = {"row": line, "place": "line"}
        if kind == "extra_forbidden":
            keys = _keys(model, path[:-1])
            near = _renamed(model, path) or nearest_name(key, keys)
            hint = f"the nearest is {near}" if near else f"the keys are {listing(keys)}"
            inside = f" in {_where(path[:-1])}" if path[:-1] else ""
            yield fault(
                "unknown-key",
                file,
                f"there is no key {key}{inside}; {hint}.",
                value=key,
                nearest=near,
                **place,
            )
        elif kind == "missing":
            yield fault(
                "missing-key",
                file,
                f"{_where(path[:-1]) or 'the mapping'} needs the key {key}.",
                value=key,
                **place,
            )
        elif kind == "literal_error" or _choices(model, path):
            choices = _choices(model, path)
            near = nearest_name(str(value), choices)
            hint = f"; the nearest is {near}" if near else ""
            yield fault(
                "unknown-choice",
                file,
                f"{_where(path)} is {value}, but must be {_either(choices)}{hint}.",
                value=value,
                nearest=near,
                **place,
            )
        else:
            said = _MUST_BE.get(kind) or detail["msg"]
            yield fault("wrong-type", file, f"{_where(path)} is {value!r}, but must be {said}.", value=value, **place)


def _named(loc: tuple[Any, ...], unknown: bool) -> tuple[Any, ...]:
    """Keys and places without the branches of a union ("float", "list[str]") that pydantic puts between them.

    ``unknown``: the last one is no key of ours, and may look like such a branch.
    """
    known = tuple(
        part
        for part in (loc[:-1] if unknown else loc)
        if isinstance(part, int) or (re.fullmatch(r"\w+", str(part)) and part not in ("str", "float", "int"))
    )
    return (*known, loc[-1]) if unknown else known


def _where(path: tuple[Any, ...]) -> str:
    words: list[str] = []
    for part in path:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return ".".join(words).replace(".", ": ", 1) if len(words) > 1 and words[0][-1].isdigit() else ".".join(words)


def _model_at(model: type[BaseModel], path: tuple[Any, ...]) -> type[BaseModel] | None:
    here: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, int):
            continue
        if here is None or part not in here.model_fields:
            return None
        inner = [
            kind
            for kind in (here.model_fields[part].annotation, *get_args(here.model_fields[part].annotation))
            if isinstance(kind, type) and issubclass(kind, BaseModel)
        ]
        here = inner[0] if inner else None
    return here


def _keys(model: type[BaseModel], path: tuple[Any, ...]) -> tuple[str, ...]:
    at = _model_at(model, path)
    return tuple(at.model_fields) if at else ()


def _renamed(model: type[BaseModel], path: tuple[Any, ...]) -> str | None:
    """The key that was called so before, as its field says (``was``)."""
    at = _model_at(model, path[:-1])
    fields = at.model_fields.items() if at else ()
    return next((name for name, one in fields if _was(one) == path[-1]), None)


def _was(one: FieldInfo) -> object:
    return one.json_schema_extra.get("was") if isinstance(one.json_schema_extra, dict) else None


def _choices(model: type[BaseModel], path: tuple[Any, ...]) -> tuple[str, ...]:
    parent = _model_at(model, path[:-1])
    if parent is None or path[-1] not in parent.model_fields:
        return ()
    annotation = parent.model_fields[path[-1]].annotation
    words = [*get_args(annotation), *(w for part in get_args(annotation) for w in get_args(part))]
    return tuple(word for word in words if isinstance(word, str))


def _either(choices: tuple[str, ...]) -> str:
    shown = ["a tab" if word == "\t" else word for word in choices]
    return ", ".join(shown[:-1]) + f" or {shown[-1]}" if len(shown) > 1 else "".join(shown)


def line_of(text: str, path: tuple[Any, ...]) -> int | None:
    """Line of a key: counts [[item]] headers, then looks for ``key =`` in that table."""
    names = [part for part in path if isinstance(part, str)]
    number = next((part for part in path if isinstance(part, int)), 0)
    lines = text.splitlines()
    start = 0
    if len(names) > 1:
        header = re.compile(rf"^\s*\[\[?\s*{re.escape(names[0])}\s*\]\]?")
        heads = [at for at, line in enumerate(lines) if header.match(line)]
        if number < len(heads):
            start = heads[number]
    key = re.escape(names[-1]) if names else ""
    wanted = re.compile(rf"^\s*(\[\[?\s*)?[\"']?{key}[\"']?\s*(=|\])")
    for at in range(start, len(lines)):
        if wanted.match(lines[at]):
            return at + 1
        if at > start and len(names) > 1 and lines[at].lstrip().startswith("["):
            return start + 1
    return start + 1 if start else None
