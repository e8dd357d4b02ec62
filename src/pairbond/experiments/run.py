"""From a prediction to a result: the defaults, the knock-outs, the draws around the defaults."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from pairbond._cache import cache_dir, read_cache, write_cache
from pairbond.errors import PairbondError
from pairbond.experiments.prediction import FOLDER, Prediction, predictions
from pairbond.experiments.protocols import experiments
from pairbond.experiments.result import KnockedOut, Result, Value, from_plain
from pairbond.experiments.verdict import BROKE_OFF, CARRIED, NONE, effect, knocked_out, verdicts
from pairbond.experiments.world import Draw, World
from pairbond.theory import Theory
from pairbond.theory._names import nearest

MOST_DRAWS = 1000
MOST_RUNS = 40  # with chance, in each of the draws around the defaults


def run(
    claims: str | Sequence[str] | None = None,
    theory: Theory | None = None,
    draws: int = 0,
    seed: int = 0,
    keep: bool = True,
    say: Callable[..., None] | None = None,
) -> list[Result]:
    """Ask the theory for its claims.

    Parameters
    ----------
    claims : ids ("G1"), or None: all of them, A1 to K2.
    theory : the laws; by default all of them.
    draws : in how many worlds around the defaults each claim is asked, 0 to 1000. Each varies every free parameter and
        every trait of everybody at once, uniformly within 20 %; the same draws for all claims. Where chance matters,
        a draw has at most 40 runs.
    seed : of the draws.
    keep : use results that were worked out before from the same theory, prediction and experiment, and keep new ones.
    say : called with words about how far it is.

    Returns
    -------
    One :class:`Result` for each claim. An experiment that breaks off is a result too.

    Raises
    ------
    PairbondError : an id that no claim has, or a number of draws that is not possible.

    Examples
    --------
    >>> [found] = run("C5")
    >>> found.verdict
    'carried on defaults'
    """
    if not 0 <= draws <= MOST_DRAWS or draws != int(draws):
        raise PairbondError(f"draws is {draws:g}; it has to be a whole number from 0 to {MOST_DRAWS}.")
    laws = Theory() if theory is None else theory
    found: list[Result] = []
    for name in chosen(claims):
        if say is not None:
            say(f"claim {name}")
        found.append(_one(predictions()[name], laws, int(draws), seed, keep))
    return found


def chosen(claims: str | Sequence[str] | None) -> list[str]:
    """The ids that were asked for, as the files have them."""
    if claims is None:
        return list(predictions())
    names = [claims] if isinstance(claims, str) else list(claims)
    for name in names:
        if name.upper() not in predictions():
            near = nearest(name.upper(), predictions())
            raise PairbondError(f"there is no claim {name!r}; the nearest is {near!r} (`pairbond claims` names them).")
    return [name.upper() for name in names]


def measure(claim: str, world: World) -> dict[str, np.ndarray]:
    """The numbers of a claim's experiment in a world: ``[n]``, or ``[k, n]`` for a row, for n draws.

    Raises
    ------
    PairbondError : a claim without an experiment, or an experiment that does not give what its prediction asks for.
    """
    [name] = chosen(claim)
    if name not in experiments():
        raise PairbondError(f"claim {name} has no experiment yet.")
    numbers = experiments()[name](world)
    if missing := predictions()[name].numbers - numbers.keys():
        raise PairbondError(f"the experiment of {name} gives no number {min(missing)!r}, which its prediction needs.")
    return numbers


def _one(asked: Prediction, theory: Theory, draws: int, seed: int, keep: bool) -> Result:
    if asked.id not in experiments():
        return Result(asked.id, asked.version, NONE)
    path = _path(asked, theory, draws, seed)
    if keep and (known := _known(path)) is not None:
        return known
    began = time.process_time()
    try:
        found = _asked(asked, theory, draws, seed)
    except (PairbondError, ArithmeticError, ValueError, LookupError) as error:
        found = Result(asked.id, asked.version, BROKE_OFF, error=f"{type(error).__name__}: {error}")
    found = replace(found, seconds=round(time.process_time() - began, 2))
    if keep and found.verdict != BROKE_OFF:
        write_cache(path, json.dumps(found.plain()).encode())
    return found


def _asked(asked: Prediction, theory: Theory, draws: int, seed: int) -> Result:
    world = World(theory, runs=asked.runs)
    numbers = measure(asked.id, world)
    [verdict] = verdicts(asked, numbers)
    share, (worst, most) = world.bounds.share, world.bounds.worst
    found = Result(
        asked.id,
        asked.version,
        verdict,
        _first(numbers),
        tuple(_without(asked, theory, i) for i in range(len(asked.knock_out))) if verdict == CARRIED else
        tuple(KnockedOut(str(one), "nothing to remove") for one in asked.knock_out),
        near_bounds=None if np.isnan(share) else round(share, 4),
        worst=f"{worst} {most:.2f}" if worst else "",
    )  # fmt: skip
    return found if draws == 0 else _drawn(asked, theory, draws, seed, found)


def _without(asked: Prediction, theory: Theory, which: int) -> KnockedOut:
    one = asked.knock_out[which]
    try:
        there = [name for name in one.mechanisms if name in theory.mechanisms]
        numbers = measure(asked.id, World(theory.without(*there), constants=one.constants, runs=asked.runs))
    except (PairbondError, ArithmeticError, ValueError, LookupError) as error:
        return KnockedOut(str(one), f"{BROKE_OFF}: {error}")
    return KnockedOut(str(one), knocked_out(asked, numbers), _first(numbers))


def _drawn(asked: Prediction, theory: Theory, draws: int, seed: int, found: Result) -> Result:
    worlds = World(theory, tuple(Draw(i + 1, seed) for i in range(draws)), runs=min(asked.runs, MOST_RUNS))
    numbers = measure(asked.id, worlds)
    told = verdicts(asked, numbers)
    size = effect(asked.effect, numbers)
    low, middle, high = np.nanquantile(size, (0.05, 0.5, 0.95)) if np.isfinite(size).any() else (np.nan,) * 3
    held = sum(one == CARRIED for one in told) / draws
    return replace(found, draws=draws, held=held, spread=(float(low), float(middle), float(high)))


def _first(numbers: Mapping[str, np.ndarray]) -> dict[str, Value]:
    """What is told of the first draw."""
    told: dict[str, Value] = {}
    for name, x in numbers.items():
        one = np.asarray(x, float)[..., 0]
        told[name] = float(one) if one.ndim == 0 else [float(y) for y in one]
    return told


# what was worked out before


def _path(asked: Prediction, theory: Theory, draws: int, seed: int) -> Path:
    words = [theory.hash, _program(), (FOLDER / f"{asked.id}.toml").read_text(encoding="utf-8"), str(draws), str(seed)]
    return cache_dir() / "claims" / f"{asked.id}-{sha256('|'.join(words).encode()).hexdigest()[:24]}.json"


@cache
def _program() -> str:
    """Fingerprint of the experiments, of what evaluates them, and of what runs them."""
    here = Path(__file__).parent
    files = [path.read_bytes() for part in (here, here.parent / "simulate") for path in sorted(part.rglob("*.py"))]
    with suppress(PackageNotFoundError):
        files.append(version("pairbond").encode())
    return sha256(b"|".join(files)).hexdigest()


def _known(path: Path) -> Result | None:
    content = read_cache(path)
    try:
        return None if content is None else from_plain(json.loads(content))
    except (ValueError, KeyError, TypeError):
        return None
