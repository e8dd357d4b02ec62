"""How long compilation took, as JAX itself reports it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import jax.monitoring

_total = 0.0


def _listen(event: str, seconds: float, **_: object) -> None:
    global _total
    if event.startswith("/jax/core/compile/"):
        _total += seconds


jax.monitoring.register_event_duration_secs_listener(_listen)


@contextmanager
def stage(timing: dict[str, float], name: str) -> Iterator[None]:
    """Add the seconds of a stage to ``timing``, compilation apart under ``compile``."""
    before, start = _total, time.perf_counter()
    yield
    compiled = min(_total - before, time.perf_counter() - start)
    timing["compile"] = timing.get("compile", 0.0) + compiled
    timing[name] = timing.get(name, 0.0) + time.perf_counter() - start - compiled
