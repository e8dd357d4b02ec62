"""Writes a mapping as TOML, with a comment on each key for the person who edits it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pydantic import BaseModel

from pairbond.diary.mapping import Mapping

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def mapping_to_toml(mapping: Mapping, *, comments: bool = False, doubts: dict[str, str] | None = None) -> str:
    """TOML text that reads back as the same mapping.

    comments : explain each key once. doubts : item name -> a comment put above it.
    """
    doubts = doubts or {}
    lines: list[str] = []
    for key in ("title", "citation", "license"):
        if getattr(mapping, key) or (comments and key == "title"):
            lines += _pair(mapping, key, comments)
    for key in ("file", "columns", "time", "partners", "analysis"):
        body = list(_table(getattr(mapping, key), comments))
        if body:
            lines += ["", f"[{key}]", *body]
    explained = False
    for item in mapping.item:
        lines += ["", *(f"# {line}" for line in doubts.get(item.name, "").splitlines())]
        lines += ["[[item]]", *_table(item, comments and not explained)]
        explained = True
    for covariate in mapping.covariate:
        lines += ["", "[[covariate]]", *_table(covariate, False)]
    return "\n".join(lines).lstrip("\n") + "\n"


def _table(part: BaseModel, comments: bool) -> Iterator[str]:
    for key, field in type(part).model_fields.items():
        value = getattr(part, key)
        default = field.get_default(call_default_factory=True) if not field.is_required() else ...
        # What decides how answers are understood is always written out.
        if value is None or (value == default and key not in ("layout", "kind", "about", "higher")):
            continue
        yield from _pair(part, key, comments)


def _pair(part: BaseModel, key: str, comments: bool) -> list[str]:
    lines = [f"{key} = {_value(getattr(part, key))}"]
    if comments:
        lines.insert(0, f"# {type(part).model_fields[key].description}")
    return lines


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(name)} = {_value(one)}" for name, one in value.items())
        return "{ " + pairs + " }"
    raise TypeError(f"{type(value).__name__} has no place in a mapping")


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    # A JSON string is a TOML basic string, but for the delete character.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
