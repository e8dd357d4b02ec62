"""What the commands say: answers on standard output, progress on standard error."""

import json
import math
import re
import sys
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pairbond._visible import hidden
from pairbond.cli._streams import shows_every_letter

if TYPE_CHECKING:
    from rich.status import Status


def emit_json(answer: Mapping[str, Any]) -> None:
    """Print one JSON object; tables become lists of records, what is not a number becomes null.

    What cannot be seen stands as an escape: it would change what a terminal shows.
    """
    text = json.dumps(_plain(answer), ensure_ascii=not shows_every_letter(), indent=2)
    print("".join(f"\\u{ord(c):04x}" if hidden(c) else c for c in text))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(v) for v in value]
    if hasattr(value, "to_dict") and hasattr(value, "columns"):  # a table, without importing pandas to ask
        return [_plain(row) for row in value.to_dict("records")]
    if hasattr(value, "tolist"):  # numpy's arrays and scalars
        return _plain(value.tolist())
    return str(value)


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print a table; numbers to the right, in three significant digits."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE, pad_edge=False)
    for k, name in enumerate(columns):
        number = any(isinstance(row[k], int | float) for row in rows)
        table.add_column(name, justify="right" if number else "left", no_wrap=number)
    for row in rows:
        table.add_row(*(Text(f"{x:.3g}" if isinstance(x, float) else str(x)) for x in row))  # Text: no markup
    # not a terminal: leave room, whoever reads the file can scroll
    Console(width=None if sys.stdout.isatty() else 120).print(table)


def count(n: int, one: str, many: str = "") -> str:
    """``1 couple``, ``2 couples``."""
    return f"{n} {one if n == 1 else many or one + 's'}"


class Progress:
    """Says what is being done, on standard error: a moving line in a terminal, else plain lines.

    Called with other words than before (``say("reading the diary")``) it starts a new stage;
    with the same words and other numbers it shows how far the stage is, at most once in two seconds.
    """

    def __init__(self) -> None:
        self._stage = ""
        self._last = 0.0
        self._start = time.monotonic()
        self._status: Status | None = None

    def __enter__(self) -> "Progress":
        if sys.stderr.isatty():
            from rich.console import Console

            self._status = Console(stderr=True).status("")
            self._status.start()
        return self

    def __exit__(self, *exc: object) -> None:
        if self._status is not None:
            self._status.stop()

    def __call__(self, *parts: object) -> None:
        words = ", ".join(f"{p:.6g}" if isinstance(p, float) else str(p) for p in parts)
        now = time.monotonic()
        stage = re.sub(r"[-\d.]+", "", str(parts[0])) if parts and isinstance(parts[0], str) else self._stage
        if stage == self._stage and now - self._last < 2.0:
            return
        if not (parts and isinstance(parts[0], str)) and stage:
            words = f"{stage}: {words}"
        self._stage = stage
        self._last = now
        if self._status is not None:
            self._status.update(f"{words} … {now - self._start:.0f} s")
        else:
            print(f"[{now - self._start:5.1f} s] {words}", file=sys.stderr, flush=True)
