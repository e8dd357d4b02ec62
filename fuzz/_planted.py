"""Old faults put back one at a time, in a copy of the sources: does the fuzzer find each?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from ._seeds import ROOT

SOURCE = ROOT / "src" / "pairbond"
_MOST = 1500  # mutants


@dataclass(frozen=True)
class Planted:
    """A guard, where it stands, what stands there without it, and the mutants that should meet the fault."""

    name: str
    file: str
    guard: str
    without: str
    kinds: tuple[str, ...]

    @property
    def text(self) -> str:
        """The file without the guard. Raises ``ValueError`` if the guard does not stand there exactly once."""
        whole = (SOURCE / self.file).read_text(encoding="utf-8")
        if whole.count(self.guard) != 1:
            raise ValueError(f"{self.file} has {whole.count(self.guard)} times: {self.guard}")
        return whole.replace(self.guard, self.without)


PLANTED = (
    Planted(
        "numbers of any length in TOML",
        "_toml.py",
        "    except ValueError:  # Python reads no number of so many digits\n"
        "        raise _too_long_a_number(text) from None\n",
        "",
        ("mapping", "scenario", "contacts"),
    ),
    Planted(
        "any depth in TOML",
        "_toml.py",
        "    except RecursionError:\n        raise _too_deep() from None\n",
        "",
        ("mapping", "scenario", "contacts"),
    ),
    Planted(
        "any unpacked size of a saved fit",
        "inference/_load.py",
        "            if whole > MOST_BYTES:\n                raise NoFit(f\"unpacked it has",
        "            if whole < 0:\n                raise NoFit(f\"unpacked it has",
        ("fit",),
    ),
    Planted(
        "times that are not finite",
        "diary/_when.py",
        "    endless = number & np.isinf(times.days)\n",
        "    endless = number & False\n",
        ("wide", "moments"),
    ),
    Planted(
        "columns that are not there",
        "diary/_assemble.py",
        "    free = [name for name in table.columns if name not in named]\n    faults = []\n",
        "    return []\n",
        ("own", "long", "wide", "mapping"),
    ),
    Planted(
        "a file written in its place",
        "_files.py",
        "    return write_set({Path(path): content}, private=private)[0]\n",
        "    with _refusing(Path(path)):\n        Path(path).write_text(str(content))\n    return Path(path)\n",
        ("map",),
    ),
)  # fmt: skip


def run(seed: int) -> int:
    """Try every planted fault; 1 if one was not found."""
    missed = 0
    for one in PLANTED:
        start = time.monotonic()
        said = found(one, seed)
        missed += not said
        print(f"{one.name}: {said or 'NOT FOUND'} ({time.monotonic() - start:.0f} s)", flush=True)
    print(f"{len(PLANTED)} planted, {len(PLANTED) - missed} found")
    return 1 if missed else 0


def found(one: Planted, seed: int) -> str:
    """What the fuzzer says of a copy with the fault; "" if nothing."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "src" / "pairbond"
        shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
        (copy / one.file).write_text(one.text, encoding="utf-8")
        kinds = [word for kind in one.kinds for word in ("--kind", kind)]
        where = os.pathsep.join((str(copy.parent), str(ROOT)))
        options = ["--stop", f"--seed={seed}", f"--mutants={_MOST}", f"--keep={folder}", *kinds]
        done = subprocess.run(
            [sys.executable, "-m", "fuzz", *options],
            capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": where},
        )  # fmt: skip
    if done.returncode != 1 or " 1 faults" not in done.stdout:
        return ""
    lines = done.stdout.splitlines()
    count = lines[-1].split()[0]
    last = next((line for line in reversed(lines[:-1]) if "Error" in line), lines[2])
    return f"mutant {count}, {lines[1]}: {lines[2].strip()} {last.strip() if last != lines[2] else ''}"[:300]
