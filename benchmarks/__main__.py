"""Times the commands in fresh processes: ``python -m benchmarks`` (about ten minutes on two cores).

Wall-clock seconds, so nothing else should run beside it. *Cold* means an empty compile cache, *warm* the second time.
Prints a table and writes it to ``build/bench.json``.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

OUT = Path("build/bench.json")


def main() -> None:
    from pairbond.diary import example_diaries

    example = str(example_diaries()[0])
    rows: dict[str, Any] = {"pairbond --help": _median(["--help"], 7)}
    rows[f"diary check, {example}"] = _median(["diary", "check", "--example", example], 3)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PAIRBOND_CACHE"] = str(Path(folder) / "cache")
        report = str(Path(folder) / "report.html")
        for state in ("cold", "warm"):
            seconds, found = _run(["fit", "--example", example, "--json"])
            rows[f"fit, {state}"] = {"seconds": seconds, **_rounded(found["timing"])}
        for state in ("fit warm, compare cold", "warm"):
            seconds, found = _run(["report", "--example", example, "--out", report, "--json"])
            rows[f"report, {state}"] = {"seconds": seconds, **_rounded(found["seconds"])}
    about = {"machine": platform.platform(), "cores": os.cpu_count(), "python": platform.python_version()}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({"about": about, "seconds": rows}, indent=2) + "\n", encoding="utf-8")
    for name, found in rows.items():
        print(f"{name:<40} {found}")
    print(OUT)


def _median(arguments: list[str], times: int) -> float:
    """Median seconds of a command; the first run, which may write .pyc files, is not counted."""
    return round(statistics.median([_timed(arguments)[0] for _ in range(times + 1)][1:]), 3)


def _run(arguments: list[str]) -> tuple[float, dict[str, Any]]:
    seconds, out = _timed(arguments)
    return seconds, json.loads(out)


def _timed(arguments: list[str]) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "pairbond", *arguments], capture_output=True, text=True, check=True)
    return round(time.perf_counter() - start, 3), done.stdout


def _rounded(timing: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 2) for name, value in timing.items()}


if __name__ == "__main__":
    main()
