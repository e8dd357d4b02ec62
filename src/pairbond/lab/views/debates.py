"""Debates: the disputes between the essays as lessons, each with one dial and what the measured experiment found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pairbond.experiments import Dispute, recorded_verdicts, records
from pairbond.experiments.record import Check
from pairbond.lab.module import LabModule
from pairbond.lab.views._voices import essay
from pairbond.model import Model
from pairbond.theory import Theory

Row = dict[str, Any]
KEY = "debate"
PART = 870  # day of parting in the experiments
NEAR = 0.15  # of a threshold: so close to it, little would turn the result
PAIR = "couple=closed-circuit"


@dataclass(frozen=True)
class Dial:
    """One number to be moved: a link with ``{x}`` in its place, and what it is compared with.

    Attributes
    ----------
    link : the run, as a link.
    against : the run that is dotted beside it; ``{x}`` may stand there as well.
    shows : quantities that are drawn.
    low, high, start : of the dial.
    """

    link: str
    against: str
    shows: tuple[str, ...]
    low: float = 0.0
    high: float = 1.0
    start: float = 0.5


def _from(name: str, who: str, dose: str = "1", start: int = PART) -> str:
    return f"&act={name}:{who}:{start}::{dose}"


_LATER = f"{PAIR}&days={PART + 720}&noise=0"
_WORK = "couple=secure-self-sacrificing&b.inner_worth={x}&b.integration=0.5&days=730&noise=0"
_ARRANGED = f"{PAIR}&a.coping={{x}}&days={PART + 730}&noise=0"
DIALS: Mapping[str, Dial] = {
    "L1": Dial(
        f"{PAIR}&days=404&noise=0{_from('acceptance', 'a', '{x}', 200)}",
        f"{PAIR}&days=404&noise=0{_from('sanction', 'a', '{x}', 200)}",
        ("hostility",),
    ),
    "L2": Dial(
        f"{_LATER}{_from('no_contact', 'both')}{_from('acceptance', 'b')}{_from('grief_suppressed', 'b', '{x}')}",
        f"{_LATER}{_from('no_contact', 'both')}",
        ("bond", "grief", "load"),
    ),
    "L3": Dial(
        f"{_LATER}{_from('honest_assessment', 'b', '{x}')}",
        f"{_LATER}{_from('no_contact', 'both')}",
        ("reality_trust", "arousal", "load"),
    ),
    "L4": Dial(
        f"{_WORK}{_from('no_contact', 'both', start=0)}{_from('holding_therapy', 'b', start=0)}"
        f"{_from('reconnection', 'b', start=0)}",
        _WORK,
        ("inner_worth",),
        0.1,
        0.6,
        0.3,
    ),
    "L5": Dial(
        f"{PAIR}&days=1825&draws=8{_from('holding_therapy', 'a', '{x}', 0)}",
        f"{PAIR}&days=1825&draws=8",
        ("integration",),
    ),
    "L6": Dial(
        f"{_ARRANGED}{_from('healthy_adult', 'b')}{_from('refusal', 'b')}",
        f"{_ARRANGED}{_from('no_contact', 'both')}",
        ("reality_trust", "arousal", "load"),
        0.3,
        0.9,
        0.7,
    ),
    "L7": Dial(
        f"{PAIR}&days=1095&noise=0{_from('partner_first', 'b', '{x}', 0)}{_from('go_to_person', 'b', '{x}', 0)}",
        f"{PAIR}&days=1095&noise=0",
        ("outside_life",),
    ),
}


def data(made: LabModule) -> Row | None:
    """The disputes of a module's model, or None if it is another model than the theory."""
    return debates(made.program.model, [row["name"] for row in made.description["shown"]])


def debates(model: Model, shown: Collection[str]) -> Row | None:
    """Every dispute with both sentences, its dial, and what came of both sides' predictions.

    Returns
    -------
    ``rows`` : disputes; each has ``sides`` (sentence, essays, checks with the measured number), the ``verdict`` on
    record, what was ``measured``, and its dial. ``stale`` : whether the verdicts are of another theory than this one.
    """
    if not isinstance(model, Theory):
        return None
    recorded = recorded_verdicts()
    tested = {row["id"]: row for row in recorded["rows"]}
    made = recorded["made"]["dispute"]
    rows = [_row(one, tested[one.id], DIALS[one.id], shown) for one in records("dispute").values() if one.id in tested]
    return {
        "rows": rows,
        "made": {"date": made["date"], "command": made["command"]},
        "stale": made["theory"] != model.hash,
    }


def _row(one: Dispute, tested: Mapping[str, Any], dial: Dial, shown: Collection[str]) -> Row:
    numbers = measured(tested.get("numbers", ""))
    sides = ((one.sentence, one.source, one.holds), (one.rival.sentence, one.rival.source, one.rival.holds))
    return {
        "id": one.id,
        "sides": [
            {"says": says, "essays": [essay(name) for name in source], "checks": [_check(x, numbers) for x in holds]}
            for says, source, holds in sides
        ],
        "verdict": tested["verdict"],
        "measured": one.observable,
        "link": dial.link,
        "against": dial.against,
        "shows": [name for name in dial.shows if name in shown],
        "dial": {"low": dial.low, "high": dial.high, "start": dial.start},
    }


def measured(numbers: str) -> dict[str, float]:
    """The numbers of a row of verdicts, by name.

    Examples
    --------
    >>> measured("share accepted 0.212; at_ease 0.0503")["at_ease"]
    0.0503
    """
    pairs = (one.rsplit(" ", 1) for one in numbers.split("; ") if one)
    return {name: float(value) for name, value in pairs if "/" not in value and value != "none"}


def _check(one: Check, numbers: Mapping[str, float]) -> Row:
    value = numbers.get(one.number)
    holds = value is not None and (value > one.value if one.comparison == ">" else value < one.value)
    near = value is not None and abs(value - one.value) <= NEAR * abs(one.value)
    return {
        "name": one.number.replace("_", " "),
        "is": one.comparison,
        "limit": one.value,
        "value": value,
        "holds": holds,
        "near": near,
    }
