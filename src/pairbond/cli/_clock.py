"""Where the time of a command went."""

import time
from typing import Any


class Clock:
    """Seconds of each part of the work, compilation counted apart from what it was for."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str, compile: float = 0.0) -> None:
        now = time.perf_counter()
        spent = now - self._last
        compile = min(compile, spent)
        if compile:
            self._add("compiling", compile)
        self._add(name, spent - compile)
        self._last = now

    def _add(self, name: str, seconds: float) -> None:
        self.seconds[name] = round(self.seconds.get(name, 0.0) + seconds, 3)

    def total(self) -> float:
        return sum(self.seconds.values())

    def shares(self) -> dict[str, float]:
        total = self.total() or 1.0
        return {name: round(s / total, 4) for name, s in self.seconds.items()}


def compile_seconds(timing: Any) -> float:
    return float(timing.get("compile", 0.0)) if timing else 0.0
