"""Write a small table under results/, with the command, versions and date that made it."""

from __future__ import annotations

import datetime as dt
import os
import platform
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
