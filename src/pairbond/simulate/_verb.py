"""The verb `simulate`."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from pairbond.engine.run import ENGINES, PRECISIONS
from pairbond.errors import PairbondError
from pairbond.model import Model, ModelCouple
from pairbond.simulate._begin import Begin
from pairbond.simulate._days import nearest_day, step_of, whole
from pairbond.simulate._run import Run
from pairbond.simulate.recording import checked_record, default_theory
from pairbond.theory import Couple

if TYPE_CHECKING:
    import xarray as xr

Pair = Couple | ModelCouple
Couples = Pair | Sequence[Pair] | Mapping[str, Pair] | Mapping[int, Pair] | Mapping[int | str, Pair]


def simulate(
    couples: Couples,
    days: int,
    draws: int | Sequence[int] = 1,
    seed: int = 0,
    interventions: Sequence[Any] = (),
    theory: Model | None = None,
    record: str | Sequence[str] = "daily",
    noise: bool = True,
    dt: float | None = None,
    engine: str = "auto",
    precision: str = "double",
    workers: int = 1,
    begin: Begin | None = None,
    allow_separation: bool = True,
) -> xr.Dataset:
    """Follow one or many couples from their meeting, or from where they stand.

    Parameters
    ----------
    couples : one Couple, a list of them, or a mapping from name or number to Couple; or couples of another model
        (:meth:`pairbond.model.CoupleModel.couple`). The noise knows a couple by its name or number, in a list by
        its place, so that one more at the end changes nobody else.
    days : whole number of days.
    draws : how many times each couple is followed, or the numbers of the draws.
    seed : of the noise. Random numbers belong to (seed, couple, draw, partner, channel, step): the same seed means the
        same numbers, whatever the theory, the interventions, the batch and the number of workers.
    interventions : from ``pairbond.theory.interventions``, with their days and doses.
    theory : the theory or another model; by default the whole theory, or the model that the couples belong to.
    record :
        "daily" (states, status, conduct and what phases are read from, at the beginning of each day, first and
        last day included), "summary" (means, spreads, counts and times, computed on the way: memory does not grow
        with the days), "summary+quantiles" (with the 5, 50 and 95 % quantiles over the days, ``q05_…``, ``q50_…``,
        ``q95_…``; slower), or a list of names of quantities, day by day.
        A quantile is the smallest value that this share of the days does not exceed, counted at the beginning of each
        day but the last. It is right to within 1/512 of the quantity's range (.002 for most), and where the range has
        no end, to within about ``(1 + |x|)²/256`` (.016 for an image of 1).
    noise : without it nothing happens by chance, no leaving either; only adherence stays a matter of chance.
    dt : step in days; a day has to be a whole number of steps. Default: a quarter of a day, and for a model that leads
        from one occasion to the next, one.
    engine : "compiled" (machine code for many couples at once), "plain" (NumPy, the slow and obvious way), or "auto",
        which is "compiled". They agree path by path.
    precision : "double", or "single" for twice the speed; "single" for "compiled" only.
    workers : threads, for "compiled".
    begin : a state and a status to begin with instead of the meeting; ``days`` is the last day all the same.
    allow_separation : False holds people together, or apart, as they begin: nobody leaves, parts or comes back by
        chance.

    Returns
    -------
    xarray.Dataset with dimensions couple (where several were given), draw, partner ("a", "b") and day; each variable
    with ``units``, ``long_name`` and ``symbol``; how it was made in ``attrs``. A trajectory that breaks off is missing
    from that day on, counted in ``failed_day`` and explained in ``attrs["failures"]``; the others are not touched.

    Raises
    ------
    PairbondError : a number, name or intervention that is not possible.

    Examples
    --------
    >>> from pairbond.theory import Couple, Person
    >>> found = simulate(Couple(Person(), Person(coping=-0.5)), days=30, draws=2)
    >>> dict(found.image.sizes)
    {'draw': 2, 'partner': 2, 'day': 31}

    Source: Euler–Maruyama (Maruyama, 1955; Kloeden & Platen, 1992) with clipping to each state's range.
    """
    return prepare(
        couples,
        days,
        draws,
        seed,
        interventions,
        theory,
        record,
        noise,
        dt,
        engine,
        precision,
        workers,
        begin,
        allow_separation,
    ).dataset()


def prepare(
    couples: Couples,
    days: int,
    draws: int | Sequence[int] = 1,
    seed: int = 0,
    interventions: Sequence[Any] = (),
    theory: Model | None = None,
    record: str | Sequence[str] = "daily",
    noise: bool = True,
    dt: float | None = None,
    engine: str = "auto",
    precision: str = "double",
    workers: int = 1,
    begin: Begin | None = None,
    allow_separation: bool = True,
) -> Run:
    """The same run as :func:`simulate`, as an object: to fork it, or to have plain arrays.

    Examples
    --------
    >>> from pairbond.theory import Couple, Person
    >>> run = prepare(Couple(Person(), Person(coping=-0.5)), days=30)
    >>> bool((run.fork(10).arrays()["image"] == run.arrays()["image"][10:]).all())
    True
    """
    alone = isinstance(couples, Pair)
    named: dict[int | str, Pair] = {}
    if isinstance(couples, Pair):
        named[0] = couples
    elif isinstance(couples, Mapping):
        named.update(couples.items())
    else:
        named.update(enumerate(couples))
    numbers = tuple(range(draws)) if isinstance(draws, int) else tuple(draws)
    _check_couples(named)
    model = _model(named, theory)
    _check(model, named, numbers, days, engine, precision)
    step = step_of(model, dt)
    if begin is not None and not (whole(begin.day) and 0 <= begin.day <= days):
        raise PairbondError(
            f"the run begins on day {begin.day:g} and ends on day {int(days)}; it has to begin on a whole day "
            f"from 0 to {int(days)}: the nearest is {nearest_day(begin.day, 0, int(days))}."
        )
    if engine == "auto":
        engine = "compiled" if importlib.util.find_spec("llvmlite") else "plain"
    run = Run(
        named, alone, int(days), numbers, int(seed), tuple(interventions), model, checked_record(model, record),
        bool(noise), step, engine, precision, int(workers),
        begin=0 if begin is None else int(begin.day), given=begin, allow_separation=bool(allow_separation),
    )  # fmt: skip
    _ = run.schedule  # refused now rather than on the way
    if begin is not None:
        begin.spread(model, len(named), len(numbers))
    return run


def _check_couples(couples: Mapping[Any, Any]) -> None:
    for name, couple in couples.items():
        if not isinstance(couple, Pair):
            raise PairbondError(
                f"couple {name!r} is {type(couple).__name__}; it has to be Couple(a=…, b=…), or model.couple(…)."
            )


def _model(couples: Mapping[Any, Pair], given: Model | None) -> Model:
    """The model of these couples: the one that is given, or that they belong to, or the theory."""
    own = {c.model.name: c.model for c in couples.values() if isinstance(c, ModelCouple)}
    if len(own) > 1 or (own and any(isinstance(c, Couple) for c in couples.values())):
        names = [*own, *(["theory"] if any(isinstance(c, Couple) for c in couples.values()) else [])]
        raise PairbondError(f"the couples belong to {' and '.join(names)}; simulate one model at a time.")
    return given or next(iter(own.values()), None) or default_theory()


def _check(
    model: Model, couples: Mapping[Any, Any], draws: tuple[int, ...], days: float, engine: str, how: str
) -> None:
    if not couples or not draws:
        raise PairbondError("there is nobody to simulate: give at least one couple and one draw.")
    model.params(list(couples.values()))  # refuses couples of another model
    if not isfinite(days):
        raise PairbondError(f"days is {days:g}; it has to be a whole number, 0 or more.")
    if days < 0 or not whole(days):
        raise PairbondError(f"days is {days:g}; the nearest possible is {max(round(days), 0)}.")
    if engine not in ENGINES:
        raise PairbondError(f"engine is {engine!r}; it is one of {', '.join(ENGINES)}.")
    if how not in PRECISIONS:
        raise PairbondError(f"precision is {how!r}; it is one of {', '.join(PRECISIONS)}.")
    if how == "single" and engine not in ("auto", "compiled"):
        raise PairbondError(f"engine {engine!r} works in double precision only; the nearest with single is 'compiled'.")
