"""Mapping files: TOML in, a checked :class:`Mapping` out, and back."""

from __future__ import annotations

import codecs
import os.path
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pairbond._toml import TomlError, toml_tables, toml_text
from pairbond.diary._mapping_rules import faults_of_meaning
from pairbond.diary.faults import DiaryError, Fault, fault, nearest_name
from pairbond.diary.mapping import Mapping
from pairbond.diary.mapping_faults import from_pydantic, line_of

_ENCODINGS = ("utf-8", "utf-16", "cp1252", "latin-1", "cp437", "cp850", "mac-roman")


def parse_mapping(data: dict[str, Any], file: str = "mapping", text: str = "") -> Mapping:
    """A checked :class:`Mapping` from the tables of a TOML file.

    ``file`` and ``text`` are used in sentences only. Raises :class:`DiaryError` with
    every fault found.
    """
    try:
        mapping = Mapping.model_validate(data)
    except ValidationError as error:
        raise DiaryError(from_pydantic(error, Mapping, file, text)) from None
    faults = [*_encoding_fault(mapping, file, text), *faults_of_meaning(mapping, file)]
    if faults:
        raise DiaryError(faults)
    return mapping


def read_mapping(path: str | Path) -> Mapping:
    """Read and check a mapping file. Raises :class:`DiaryError`."""
    path = Path(path)
    return parse_mapping_text(mapping_text(path), path.name)


def parse_mapping_text(text: str, file: str = "mapping") -> Mapping:
    """A checked :class:`Mapping` from TOML text. Raises :class:`DiaryError`."""
    try:
        data = toml_tables(text)
    except TomlError as error:
        raise DiaryError([_toml_fault(file, error)]) from None
    return parse_mapping(data, file, text)


def mapping_text(path: Path) -> str:
    """Text of a mapping file. Raises :class:`DiaryError` if it is not there or not text."""
    if not os.path.exists(path):
        raise DiaryError([fault("no-mapping", path.name, "there is no such mapping file.")])
    try:
        return toml_text(path)
    except TomlError as error:
        raise DiaryError([_toml_fault(path.name, error)]) from None


def _toml_fault(file: str, error: TomlError) -> Fault:
    text = error.text.replace("save it as", "save the mapping as")
    return fault(f"toml-{error.code}", file, text, row=error.line, place="line")


def _encoding_fault(mapping: Mapping, file: str, text: str) -> list[Fault]:
    name = mapping.file.encoding
    if name is None or _is_text_encoding(name):
        return []
    near = nearest_name(name, _ENCODINGS)
    hint = f"; the nearest is {near}" if near else f"; there are {', '.join(_ENCODINGS)} and others"
    line = line_of(text, ("file", "encoding"))
    said = f"there is no text encoding {name}{hint}."
    return [fault("unknown-encoding", file, said, row=line, place="line", value=name, nearest=near)]


def _is_text_encoding(name: str) -> bool:
    try:
        found = codecs.lookup(name)
        # "undefined" and "punycode" are known by name, and fail on ordinary text
        return b"a,1\n".decode(name) == "a,1\n" or found.name.startswith(("utf-16", "utf-32"))
    except (LookupError, ValueError, UnicodeError):
        return False
