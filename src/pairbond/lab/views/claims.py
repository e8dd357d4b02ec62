"""Claims: every sentence that the theory commits itself to, what came of it, and what published facts say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pairbond.experiments import CLASSES, Claim, Fact, recorded_verdicts, records
from pairbond.lab.module import LabModule
from pairbond.lab.views._experiments import pictured
from pairbond.lab.views._voices import essay
from pairbond.model import Model
from pairbond.theory import Theory

Row = dict[str, Any]
KEY = "claim"
# contradictions first, what needs nothing more last
ORDER = ("contradicted", "not carried", "vacuous", "broke off", "no experiment yet", "carried on defaults")
FAILED = ORDER[:4]


def data(made: LabModule) -> Row | None:
    """Claims and facts of a module's model, or None if it is another model than the theory."""
    return claims(made.program.model, [row["name"] for row in made.description["shown"]])


def claims(model: Model, shown: Collection[str]) -> Row | None:
    """Every claim with its verdict on record, the runs of its experiment as links, and the facts that bear on it.

    Returns
    -------
    ``rows`` : claims, those that the theory contradicts first. ``facts`` : published facts by name. ``made`` : theory,
    date and command of the verdicts. ``stale`` : whether they are of another theory than this one. ``classes`` : the
    three counts in words.
    """
    if not isinstance(model, Theory):
        return None
    recorded = recorded_verdicts()
    tested = {row["id"]: row for row in recorded["rows"]}
    rows = [_claim(one, tested.get(one.id, {}), model, shown) for one in records("claim").values()]
    made = recorded["made"]["claim"]
    return {
        "rows": sorted(rows, key=lambda row: ORDER.index(row["verdict"])),
        "facts": {one.id: _fact(one, tested.get(one.id, {})) for one in records("fact").values() if one.bears_on},
        "made": {"date": made["date"], "command": made["command"]},
        "stale": made["theory"] != model.hash,
        "classes": dict(CLASSES),
        "verdicts": [name for name in ORDER if any(row["verdict"] == name for row in rows)],
        "failed": list(FAILED),
        "agree": ["agrees", "cannot be mapped"],
        "essays": [essay(name) for name in sorted({name for one in records("claim").values() for name in one.source})],
    }


def _claim(one: Claim, tested: Mapping[str, Any], model: Theory, shown: Collection[str]) -> Row:
    verdict = tested.get("verdict", "no experiment yet")
    earlier = [row for row in recorded_verdicts()["earlier"] if row["id"] == one.id]
    row = {
        "id": one.id,
        "says": one.sentence,
        "source": list(one.source),
        "basis": one.strength,
        "added": one.added,
        "count": one.count.class_,
        "measured": one.observable if verdict == ORDER[0] else None,  # of all, it would fill the page
        "verdict": verdict,
        "held": tested.get("held"),
        "draws": tested.get("draws"),
        "out": tested.get("knock_out"),
        "outs": [_knock_out(out, model) for out in one.knock_out],
        "no_out": one.no_knock_out,
        "earlier": [{"verdict": old["verdict"], "held": old["held"]} for old in earlier],
        "facts": [fact.id for fact in records("fact").values() if one.id in fact.bears_on],
        **pictured(one.id, model, shown),
    }
    return {key: value for key, value in row.items() if value not in (None, [], "")}


def _knock_out(one: Any, model: Theory) -> Row:
    """What is taken out, as names of mechanisms; ``constants`` are numbers that the page cannot change."""
    return {
        "off": [name for name in one.mechanisms if name in model.mechanisms],
        "constants": [f"{name} = {value:g}" for name, value in one.constants.items()],
    }


def _fact(one: Fact, tested: Mapping[str, Any]) -> Row:
    return {
        "says": one.sentence,
        "verdict": tested.get("verdict", "cannot be mapped"),
        "published": one.published if one.value is not None else None,
        "simulated": tested.get("effect"),
        "unit": one.unit,
        "source": "; ".join(one.source),
        "memory": one.strength.startswith("M"),
    }
