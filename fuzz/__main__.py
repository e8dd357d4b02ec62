"""Hostile files against every reader; ends with 1 if one gets through.

For each mutant a forked process runs one command in a folder of its own, with limits on time, memory and sometimes on
the disk. It must end with an answer that is sound, or refuse in clear sentences; without a traceback, without a sign on
the terminal that cannot be seen, and with nothing left behind. A new seed is printed with each run.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import random
import secrets
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from . import _outcome, _planted, _seeds
from ._cases import KINDS, Case, case, do


def fuzz(seed: int, turns: range, kinds: tuple[str, ...], keep: Path, stop: bool) -> tuple[Counter[str], list[str]]:
    """Try mutants; how many were answered and refused of each kind, and every fault. ``stop``: at the first one.

    Mutants that get through are kept in the folder ``keep``.
    """
    fit = _saved_fit() if "fit" in kinds else b""
    _imported()
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for turn in turns:
        kind = kinds[turn % len(kinds)]
        made = case(kind, random.Random(f"{seed} {turn}"), fit)
        folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        found, code = _tried(made, folder)
        counts[f"{kind} {'fault' if found else 'answered' if code == 0 else 'refused'}"] += 1
        if found:
            kept = keep / f"{seed}-{turn}-{kind}"
            _keep(made, kept, found)
            faults.append(f"{kept.name}: {' '.join(made.command)}\n    {found}")
            print(faults[-1], flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        if found and stop:
            break
        if counts.total() % 100 == 0:
            print(f"[{counts.total()} mutants, {len(faults)} faults]", file=sys.stderr, flush=True)
    return counts, faults


def _tried(made: Case, folder: Path) -> tuple[str, int | None]:
    for name, content in made.files.items():
        (folder / name).write_bytes(content)
    before = _outcome.contents(folder)
    ended = _outcome.run(lambda: do(made), folder, made.disk)
    after = _outcome.contents(folder)
    if made.command[0] == "load":
        after = {**before, **after, "a.fit": before["a.fit"]}  # it is written again, to be read again
    return _outcome.fault(ended, before, after, writes=made.writes, as_json=made.as_json), ended.code


def _keep(made: Case, kept: Path, found: str) -> None:
    kept.mkdir(parents=True, exist_ok=True)
    for name, content in {**made.files, "fault.txt": f"{' '.join(made.command)}\n{found}\n".encode()}.items():
        (kept / name).write_bytes(content)


def _saved_fit() -> bytes:
    """Made in a process of its own: no thread of the engine may be there when others are forked."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fit"
        maker = multiprocessing.get_context("fork").Process(target=lambda: path.write_bytes(_seeds.saved_fit()))
        maker.start()
        maker.join()
        return path.read_bytes()


def _imported() -> None:
    """What every forked process needs, so that none has to import it."""
    import pairbond.cli
    import pairbond.cli._help_line
    import pairbond.cli._input
    import pairbond.diary
    import pairbond.diary._foreign
    import pairbond.help
    import pairbond.inference
    import pairbond.inference._load
    import pairbond.scenario  # noqa: F401

    gc.collect()
    gc.freeze()  # no forked process has to copy what it only looks at


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m fuzz", description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--seed", type=int, default=None, help="Repeat a run. Default: a new one, which is printed.")
    options.add_argument("--mutants", type=int, default=2000, metavar="N")
    options.add_argument("--from", type=int, default=0, metavar="N", dest="first", help="Begin with this mutant.")
    options.add_argument("--kind", action="append", choices=KINDS, help="Only these; may be given several times.")
    options.add_argument("--keep", type=Path, default=_seeds.ROOT / "build" / "fuzz", metavar="DIR", help="For faults.")
    options.add_argument("--stop", action="store_true", help="End at the first fault.")
    options.add_argument("--planted", action="store_true", help="Put old faults back one at a time: is each found?")
    asked = options.parse_args()
    seed = secrets.randbits(32) if asked.seed is None else asked.seed
    print(f"seed {seed}", flush=True)
    if asked.planted:
        return _planted.run(seed)
    turns = range(asked.first, asked.first + asked.mutants)
    counts, faults = fuzz(seed, turns, tuple(asked.kind or KINDS), asked.keep, asked.stop)
    for name, number in sorted(counts.items()):
        print(f"{name}: {number}")
    print(f"{counts.total()} mutants, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
