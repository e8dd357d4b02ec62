"""Mapping files: TOML in, a checked :class:`Mapping` out, and back."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pairbond.data._mapping_faults import decode_fault, from_pydantic, toml_fault
from pairbond.data._mapping_rules import faults_of_meaning
from pairbond.data.faults import DiaryError, fault
from pairbond.data.mapping import Mapping


def parse_mapping(data: dict[str, Any], file: str = "mapping", text: str = "") -> Mapping:
    """A checked :class:`Mapping` from the tables of a TOML file.

    ``file`` and ``text`` are used in sentences only. Raises :class:`DiaryError` with
    every fault found.
    """
    try:
        mapping = Mapping.model_validate(data)
    except ValidationError as error:
        raise DiaryError(from_pydantic(error, Mapping, file, text)) from None
    faults = faults_of_meaning(mapping, file)
    if faults:
        raise DiaryError(faults)
    return mapping


def read_mapping(path: str | Path) -> Mapping:
    """Read and check a mapping file. Raises :class:`DiaryError`."""
    path = Path(path)
    text = mapping_text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DiaryError([toml_fault(path.name, error)]) from None
    return parse_mapping(data, path.name, text)


def mapping_text(path: Path) -> str:
    """Text of a mapping file. Raises :class:`DiaryError` if it is not there or not text."""
    if not path.is_file():
        raise DiaryError([fault("no-mapping", path.name, "there is no such mapping file.")])
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DiaryError([decode_fault(path.name, error)]) from None
