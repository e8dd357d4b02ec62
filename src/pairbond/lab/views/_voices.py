"""What essays say and what studies found of a course of action, from the tables of ``pairbond.counterfactual``."""

from __future__ import annotations

from typing import Any

from pairbond.counterfactual import ESSAYS, STRENGTHS
from pairbond.counterfactual.offered import OFFERS

Row = dict[str, Any]


def essay(name: str, says: str = "") -> Row:
    """An essay ("S0" to "S4"), what it is on, and what it says ("": that stands among the texts of the page)."""
    return {"essay": name, "on": ESSAYS[name], "says": says}


def voices_of(course: str) -> tuple[list[Row], list[Row]]:
    """The voices of essays and of studies of a course on offer; no studies means that none is known to us."""
    [offer] = [one for one in OFFERS if one.name == course]
    essays = [essay(one.essay, one.says) for one in offer.voices.essays]
    studies = [
        {
            "found": one.found,
            "strength": one.strength,
            "means": STRENGTHS[one.strength],
            "design": one.design,
            "source": one.source,
        }
        for one in offer.voices.studies
    ]
    return essays, studies
