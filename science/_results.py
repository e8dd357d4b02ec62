"""Write a small table under results/, with the command, commit, theory, versions and date that made it."""

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

from pairbond._files import write_file
from pairbond.theory import Theory

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "results"


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
        "commit": commit(),
        "theory": Theory().hash,
        "versions": ", ".join(
            [
                f"Python {platform.python_version()}",
                *(f"{p} {version(p)}" for p in ("pairbond", "jax", "numpy", "pandas")),
            ]
        ),
        **about,
    }
    lines = [f"# {key}: {' '.join(str(value).split())}" for key, value in head.items()]
    text = "\n".join(lines) + "\n" + table.to_csv(index=False, float_format="%.9g")
    return write_file(folder / f"{name}.csv", text, private=False)


def commit() -> str:
    """The commit that is checked out, and whether the code was changed since; "unknown" outside a repository."""
    try:
        found, changed = (
            subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
            for words in (["rev-parse", "HEAD"], ["status", "--porcelain", "--", "src", "science", "benchmarks"])
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{found}{', with changes' if changed else ''}"
