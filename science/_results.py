"""Write a small table under results/, with the command, commit, versions and date that made it."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

FOLDER = Path(__file__).resolve().parent.parent / "results"


def record(name: str, table: pd.DataFrame, folder: Path = FOLDER, **about: Any) -> Path:
    """Write ``table`` as results/<name>.csv, or in another ``folder``; lines that begin with # say how it was made."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").split("::")[0]
    command = (
        f"pytest {test} -m science"
        if test
        else " ".join(["python -m", f"science.{Path(sys.argv[0]).stem}", *sys.argv[1:]])
    )
    head = {
        "command": command,
        "commit": _commit(),
        "date": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "versions": ", ".join(
            [
                f"Python {platform.python_version()}",
                *(f"{p} {version(p)}" for p in ("pairbond", "jax", "numpy", "pandas")),
            ]
        ),
        **about,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.csv"
    lines = [f"# {key}: {' '.join(str(value).split())}" for key, value in head.items()]
    path.write_text("\n".join(lines) + "\n" + table.to_csv(index=False, float_format="%.9g"), encoding="utf-8")
    return path


def _commit() -> str:
    """The commit of the tree that made a table, with "-dirty" where files differed from it."""
    asked = ["git", "-C", str(FOLDER.parent), "describe", "--always", "--dirty", "--abbrev=10", "--exclude=*"]
    done = subprocess.run(asked, capture_output=True, text=True)
    return done.stdout.strip() or "unknown"
