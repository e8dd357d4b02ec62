"""How the time of a report is spent."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any


class Clock:
    """Seconds of each part of the work; compilation is counted apart from what it was for."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str, timing: Mapping[str, Any] | None = None) -> None:
        """Count the time since the last lap under ``name``; of it, ``timing["compile"]`` seconds as compiling."""
        now = time.perf_counter()
        spent = now - self._last
        compiling = min(float((timing or {}).get("compile", 0.0)), spent)
        if compiling:
            self._add("compiling", compiling)
        self._add(name, spent - compiling)
        self._last = now

    def _add(self, name: str, seconds: float) -> None:
        self.seconds[name] = round(self.seconds.get(name, 0.0) + seconds, 3)
