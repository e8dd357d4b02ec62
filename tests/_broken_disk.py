"""A disk that fails, or a machine that stops, at the k-th thing done to it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pairbond import _files, _moving

WRITERS = (_files, _moving)
DONE = ("mkdir", "open", "write", "fsync", "chmod", "rename", "replace", "link")


def fails() -> None:
    raise OSError(28, "No space left on device")


def stops() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Disk:
    """Stands in for ``os`` where files are written; at its ``at``-th operation, of those named, ``what`` happens."""

    def __init__(self, at: int, what: Callable[[], None], operations: tuple[str, ...] = DONE) -> None:
        self.count = 0
        self._operations = operations
        self._at = at
        self._what = what

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in self._operations:
            return real

        def counted(*given: Any, **named: Any) -> Any:
            self.count += 1
            if self.count == self._at:
                self._what()
            return real(*given, **named)

        return counted


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, and every folder as such."""
    return {
        str(path.relative_to(folder)): b"" if path.is_dir() else path.read_bytes() for path in sorted(folder.rglob("*"))
    }


def failing_at_every_step(
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[], object],
    begin: Callable[[], Path],
    operations: tuple[str, ...] = DONE,
) -> int:
    """Write with a failure at the first, second, … of some operations; after each all is as before, or all is there.

    ``begin`` makes a fresh place and returns it; ``write`` writes there and returns what it raised. How many failures.
    """
    _put(monkeypatch, Disk(0, fails))
    place = begin()
    before = contents(place)
    assert write() is None
    after = contents(place)
    assert after != before
    refused = at = 0
    while True:
        at += 1
        place = begin()
        before = contents(place)
        disk = Disk(at, fails, operations)
        _put(monkeypatch, disk)
        raised = write()
        _put(monkeypatch, os)
        if raised is None:
            assert set(contents(place)) == set(after), f"step {at}: it went well, and something is missing"
        else:
            assert contents(place) == before, f"step {at}: it failed, and something changed"
            refused += 1
        if disk.count < at:
            return refused


def _put(monkeypatch: pytest.MonkeyPatch, disk: Any) -> None:
    for module in WRITERS:
        monkeypatch.setattr(module, "os", disk)
