"""From a record to a result: the defaults, the knock-outs, the draws around the defaults."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from pairbond._cache import cache_dir, read_cache, write_cache
from pairbond.errors import PairbondError, nearest
from pairbond.experiments.files import path_of, records
from pairbond.experiments.protocols import all_protocols
from pairbond.experiments.record import Claim, Dispute, Fact
from pairbond.experiments.result import KnockedOut, Result, Value, from_plain
from pairbond.experiments.trial import Draw, Trial
from pairbond.experiments.verdict import BROKE_OFF, CARRIED, NONE, UNMAPPED, effect, knocked_out, verdicts
from pairbond.theory import Theory

MOST_DRAWS = 1000
MOST_RUNS = 40  # with chance, in each of the draws around the defaults
BREAKS = (PairbondError, ArithmeticError, ValueError, LookupError)  # how an experiment breaks off


def run(
    which: str | Iterable[str] | None = None,
    theory: Theory | None = None,
    draws: int = 0,
    seed: int = 0,
    keep: bool = True,
    progress: Callable[..., None] | None = None,
) -> list[Result]:
    """Ask the theory for its claims, for what it says of disputes, and for what published facts say of it.

    Parameters
    ----------
    which : ids ("G1", "L3", "inertia"), all of a kind (``records("claim")``), or None: every record.
    theory : what is run; by default with every mechanism.
    draws : how many draws around the defaults each claim and dispute is run in, 0 to 1000. Each varies every free
        parameter and every trait of everybody at once, uniformly within 20 %; the same draws for all. Where chance
        matters, a draw has at most 40 runs. Facts are simulated on samples of people, so that there is nothing to draw.
    seed : of the draws; of samples and chance where a fact is simulated.
    keep : use results that were worked out before from the same theory, record and experiment, and keep new ones.
    progress : called with words about how far it is.

    Returns
    -------
    One :class:`Result` for each record. An experiment that breaks off is a result too.

    Raises
    ------
    PairbondError : an id that no record has, or a number of draws that is not possible.

    Examples
    --------
    >>> [found] = run("C5")
    >>> found.verdict
    'carried on defaults'
    """
    if not 0 <= draws <= MOST_DRAWS or draws != int(draws):
        raise PairbondError(f"draws is {draws:g}; it has to be a whole number from 0 to {MOST_DRAWS}.")
    whole = Theory() if theory is None else theory
    found: list[Result] = []
    for asked in chosen(which):
        if progress is not None:
            progress(f"{asked.kind} {asked.id}")
        found.append(_one(asked, whole, 0 if isinstance(asked, Fact) else int(draws), seed, keep))
    return found


def chosen(which: str | Iterable[str] | None) -> list[Claim | Dispute | Fact]:
    """The records that were asked for."""
    if which is None:
        return list(records().values())
    every = {name.lower(): one for name, one in records().items()}
    found: list[Claim | Dispute | Fact] = []
    for name in [which] if isinstance(which, str) else which:
        if name.lower() not in every:
            near = every[nearest(name.lower(), every)].id
            raise PairbondError(f"there is no claim, dispute or fact {name!r}; the nearest is {near!r}.")
        found.append(every[name.lower()])
    return found


def measure(which: str, trial: Trial) -> dict[str, np.ndarray]:
    """The numbers that a record's protocol gives in a trial: ``[n]``, or ``[k, n]`` for a row, for n draws.

    Raises
    ------
    PairbondError : a record without an experiment, or an experiment that does not give what its record asks for.
    """
    [asked] = chosen(which)
    if asked.id not in all_protocols():
        raise PairbondError(f"{asked.kind} {asked.id} has no experiment yet.")
    numbers = all_protocols()[asked.id](trial)
    if missing := asked.numbers - numbers.keys():
        raise PairbondError(f"the experiment of {asked.id} gives no number {min(missing)!r}, which its file asks for.")
    return numbers


def _one(asked: Claim | Dispute | Fact, theory: Theory, draws: int, seed: int, keep: bool) -> Result:
    if asked.id not in all_protocols():
        return Result(asked.id, UNMAPPED if isinstance(asked, Fact) else NONE)
    path = _path(asked, theory, draws, seed)
    if keep and (known := _known(path)) is not None:
        return known
    began = time.process_time()
    try:
        found = _asked(asked, theory, seed)
        if draws and not isinstance(asked, Fact):
            found = _drawn(asked, theory, draws, seed, found)
    except BREAKS as error:
        found = Result(asked.id, BROKE_OFF, error=f"{type(error).__name__}: {error}")
    found = replace(found, seconds=round(time.process_time() - began, 2))
    if keep and found.verdict != BROKE_OFF:
        write_cache(path, json.dumps(found.plain()).encode())
    return found


def _asked(asked: Claim | Dispute | Fact, theory: Theory, seed: int) -> Result:
    trial = Trial(theory, seed=seed) if isinstance(asked, Fact) else Trial(theory, runs=asked.runs)
    numbers = measure(asked.id, trial)
    [verdict] = verdicts(asked, numbers)
    share, (worst, most) = trial.bounds.share, trial.bounds.worst
    return Result(
        asked.id,
        verdict,
        _first(numbers),
        _without(asked, theory, verdict) if isinstance(asked, Claim) else (),
        near_bounds=None if np.isnan(share) else round(share, 4),
        worst=f"{worst} {most:.2f}" if worst else "",
    )


def _without(asked: Claim, theory: Theory, verdict: str) -> tuple[KnockedOut, ...]:
    """What each knock-out did to the claim."""
    if verdict != CARRIED:
        return tuple(KnockedOut(str(one), "nothing to remove") for one in asked.knock_out)
    found: list[KnockedOut] = []
    for one in asked.knock_out:
        there = [name for name in one.mechanisms if name in theory.mechanisms]
        try:
            numbers = measure(asked.id, Trial(theory.without(*there), constants=one.constants, runs=asked.runs))
            found.append(KnockedOut(str(one), knocked_out(asked, numbers), _first(numbers)))
        except BREAKS as error:
            found.append(KnockedOut(str(one), f"{BROKE_OFF}: {error}"))
    return tuple(found)


def _drawn(asked: Claim | Dispute, theory: Theory, draws: int, seed: int, found: Result) -> Result:
    drawn = Trial(theory, tuple(Draw(i + 1, seed) for i in range(draws)), runs=min(asked.runs, MOST_RUNS))
    numbers = measure(asked.id, drawn)
    wanted = CARRIED if isinstance(asked, Claim) else found.verdict
    held = sum(one == wanted for one in verdicts(asked, numbers)) / draws
    if isinstance(asked, Dispute):
        return replace(found, draws=draws, held=held)
    size = effect(asked.effect, numbers)
    low, middle, high = np.nanquantile(size, (0.05, 0.5, 0.95)) if np.isfinite(size).any() else (np.nan,) * 3
    return replace(found, draws=draws, held=held, spread=(float(low), float(middle), float(high)))


def _first(numbers: Mapping[str, np.ndarray]) -> dict[str, Value]:
    """The numbers of the first draw."""
    found: dict[str, Value] = {}
    for name, x in numbers.items():
        one = np.asarray(x, float)[..., 0]
        found[name] = float(one) if one.ndim == 0 else [float(y) for y in one]
    return found


# what was worked out before


def _path(asked: Claim | Dispute | Fact, theory: Theory, draws: int, seed: int) -> Path:
    words = [theory.hash, _program(), path_of(asked).read_text(encoding="utf-8"), str(draws), str(seed)]
    return cache_dir() / "experiments" / f"{asked.id}-{sha256('|'.join(words).encode()).hexdigest()[:24]}.json"


@cache
def _program() -> str:
    """Fingerprint of the experiments, of what evaluates them, and of what runs them."""
    package = Path(__file__).parents[1]
    parts = [package / name for name in ("experiments", "simulate", "dynamics", "model", "engine")]
    files = [path.read_bytes() for part in parts for path in sorted(part.rglob("*.py"))]
    with suppress(PackageNotFoundError):
        files.append(version("pairbond").encode())
    return sha256(b"|".join(files)).hexdigest()


def _known(path: Path) -> Result | None:
    content = read_cache(path)
    try:
        return None if content is None else from_plain(json.loads(content))
    except (ValueError, KeyError, TypeError):
        return None
