"""Many independent pieces of work, two at a time, written down as they are finished.

A run that is cut short goes on where it stopped: finished pieces stand, one a line, in build/science/<name>-<…>.jsonl,
a file of its own for all settings that make a difference to a piece. It begins with these and with a checksum of the
code that simulates and fits; if the code has changed since, the old file is set aside and everything is done anew.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
PARTS = ROOT / "build" / "science"
CODE = (
    *("src/pairbond/engine", "src/pairbond/model", "src/pairbond/dynamics", "src/pairbond/theory"),
    *(
        "src/pairbond/simulate",
        "src/pairbond/inference/sampling",
        "src/pairbond/inference/theory",
        "src/pairbond/assess",
    ),
)
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
WORKERS = 2

Tables = dict[str, list[dict[str, Any]]]  # rows by name of the table


@dataclass(frozen=True)
class Piece:
    """One piece of work: ``work(*given)`` returns rows by name of a table; ``key`` tells it from the others."""

    key: str
    given: tuple[Any, ...]


@dataclass(frozen=True)
class Done:
    """What is finished: rows of all pieces by name of the table, how many pieces of how many, and what failed."""

    tables: dict[str, pd.DataFrame]
    pieces: int
    of: int
    failed: tuple[str, ...]

    @property
    def about(self) -> dict[str, Any]:
        """For the head of a table."""
        lost = {"failed": " | ".join(self.failed)} if self.failed else {}
        return {"finished": f"{self.pieces} of {self.of}", **lost}


def finish(
    name: str,
    settings: Mapping[str, Any],
    pieces: Sequence[Piece],
    work: Callable[..., Tables],
    each: Callable[[Done], object] | None = None,
    workers: int = WORKERS,
    folder: Path = PARTS,
    code: Sequence[str] = CODE,
) -> Done:
    """Do what is not done yet, each piece in one of ``workers`` fresh processes with one thread.

    ``work`` is a function of a module. ``settings`` are those on which a single piece depends. ``each`` is called
    whenever a piece is finished. A piece that fails is told, not kept, and tried again the next time. ``code`` is what
    the pieces depend on: folders and files of this repository, beside the helpers of the science checks.
    """
    path = folder / f"{name}-{_short(settings)}.jsonl"
    kept = _resumed(path, {**settings, "code": fingerprint(code)})
    known = {p.key for p in pieces}
    kept = {key: rows for key, rows in kept.items() if key in known}
    left = [p for p in pieces if p.key not in kept]
    failed: list[str] = []

    def done() -> Done:
        order = [kept[p.key] for p in pieces if p.key in kept]
        names = list(dict.fromkeys(t for rows in order for t in rows))
        tables = {t: pd.DataFrame([row for rows in order for row in rows.get(t, [])]) for t in names}
        return Done(tables, len(order), len(pieces), tuple(failed))

    if left:
        for thread in THREADS:  # read by the fresh processes before they load anything
            os.environ[thread] = "1"
        with ProcessPoolExecutor(min(workers, len(left)), mp_context=get_context("spawn")) as pool:
            running = {pool.submit(_timed, work, p.given): p for p in left}
            for future in as_completed(running):
                key = running[future].key
                try:
                    kept[key] = future.result()
                except Exception as error:
                    traceback.print_exception(error)
                    failed.append(f"{key}: {type(error).__name__}: {error}")
                    continue
                with path.open("a", encoding="utf-8") as stream:
                    stream.write(json.dumps({"key": key, "tables": kept[key]}, default=_plain) + "\n")
                print(f"{name}: {len(kept)} of {len(pieces)} ({key})", file=sys.stderr, flush=True)
                if each is not None:
                    each(done())
    return done()


def options(words: str | None, **defaults: Any) -> argparse.ArgumentParser:
    """A command line with ``--name value`` for each default, ``--workers`` and ``--out``."""
    found = argparse.ArgumentParser(description=words, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in defaults.items():
        if isinstance(value, bool):
            found.add_argument(f"--{name}", action="store_true")
        else:
            found.add_argument(f"--{name}", type=type(value), default=value)
    found.add_argument("--workers", type=int, default=WORKERS)
    found.add_argument("--out", type=Path, default=ROOT / "results", help="folder of the tables")
    return found


def fingerprint(code: Sequence[str] = CODE) -> str:
    """Checksum of the code behind every piece."""
    places = [ROOT / part for part in code]
    sources = sorted(p for place in places for p in ([place] if place.is_file() else place.rglob("*.py")))
    sources += sorted((ROOT / "science").glob("_*.py"))
    return sha256(b"".join(p.read_bytes() for p in sources)).hexdigest()[:16]


def _short(settings: Mapping[str, Any]) -> str:
    """A few letters that tell these settings from others."""
    return sha256(json.dumps(dict(settings), sort_keys=True, default=str).encode()).hexdigest()[:8]


def _timed(work: Callable[..., Tables], given: tuple[Any, ...]) -> Tables:
    began, busy = time.perf_counter(), time.process_time()
    found = work(*given)
    spent = {"seconds": time.perf_counter() - began, "cpu_seconds": time.process_time() - busy}
    return {**found, "spent": [spent]}


def _resumed(path: Path, settings: Mapping[str, Any]) -> dict[str, Tables]:
    head = json.dumps(dict(settings), sort_keys=True, default=str)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    if lines and lines[0] == head:
        whole = [line for line in lines[1:] if line.endswith("}}")]
        path.write_text("\n".join([head, *whole]) + "\n", encoding="utf-8")  # the last one may have been cut short
        return dict(_read(line) for line in whole)
    if lines:
        path.rename(path.with_suffix(f".{int(time.time())}.old"))
    path.write_text(head + "\n", encoding="utf-8")
    return {}


def _read(line: str) -> tuple[str, Tables]:
    found = json.loads(line)
    return found["key"], found["tables"]


def _plain(value: Any) -> Any:
    """NumPy's numbers as Python's."""
    return value.item() if hasattr(value, "item") else str(value)
