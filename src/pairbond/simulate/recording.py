"""What is recorded of a run, and under which names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pairbond.errors import PairbondError, nearest
from pairbond.model import Model
from pairbond.theory import Theory

# beside states, status and conduct: what phases, cycles and leaving are read from
DAILY = (
    "contact",
    "craving",
    "mentalization",
    "agency",
    "reward",
    "surprise",
    "injury",
    "leaving_rate",
    "return_rate",
)
SUMMARIES = ("summary", "summary+quantiles")
SUMMARISED = ("craving", "agency", "mentalization")


def daily_names(theory: Model) -> tuple[str, ...]:
    """What ``record="daily"`` writes down: states, status, conduct, and what phases are read from."""
    there = recordable(theory)
    stages = [k for k in there if theory.quantities[k].stage in ("state", "status", "conduct")]
    return tuple(dict.fromkeys((*stages, *(k for k in DAILY if k in there))))


def summarised_names(theory: Model) -> tuple[str, ...]:
    """Quantities of which ``record="summary"`` gives mean and spread."""
    there = recordable(theory)
    stages = [k for k in there if theory.quantities[k].stage in ("state", "conduct")]
    return (*stages, *(k for k in SUMMARISED if k in there))


def recordable(theory: Model) -> tuple[str, ...]:
    """Everything that can be recorded: states, status and every node."""
    states = [one.name for one in theory.states]
    status = [k for k, one in theory.quantities.items() if one.stage == "status"]
    return (*states, *status, *theory.computed)


def checked_names(theory: Model, names: Sequence[str]) -> tuple[str, ...]:
    """The names a user asked for, each once; an unknown one is refused with the nearest."""
    there = recordable(theory)
    for name in names:
        if name not in there:
            near = nearest(name, there)
            raise PairbondError(
                f"record has {name!r}, which {theory.label} does not work out; the nearest is {near!r}."
            )
    return tuple(dict.fromkeys(names))


def checked_record(theory: Model, record: str | Sequence[str]) -> str | tuple[str, ...]:
    """What a user asked to be recorded: "daily", a summary or names."""
    if isinstance(record, str):
        if record in SUMMARIES and "phases" not in theory.can:
            raise PairbondError(
                f"record is {record!r}, which counts phases, and {theory.label} has none; the nearest is 'daily'."
            )
        if record in ("daily", *SUMMARIES):
            return record
        raise PairbondError(
            f"record is {record!r}; it is 'daily', 'summary', 'summary+quantiles' or a list of names like ['image']."
        )
    return checked_names(theory, record)


@cache
def default_theory() -> Theory:
    """The theory with everything in it; made once, as sorting its nodes takes a moment."""
    return Theory()
