"""Results as a table: one row a claim, dispute or published fact."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pairbond.experiments.files import records
from pairbond.experiments.record import Check, Claim, Dispute, Fact
from pairbond.experiments.result import Result, Value
from pairbond.experiments.verdict import BROKE_OFF, NONE, true

if TYPE_CHECKING:
    import pandas as pd

SAID = {None: "", True: "yes", False: "no"}


def table(results: Sequence[Result], specificity: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row a record: what is said and by whom, verdict, effect, every number; then what its kind has besides.

    Claims have knock-outs, and with the table of ``pairbond.experiments.specific`` also whether these are specific and
    whether all criteria are met (``carried``); disputes the rival sentence; facts the published number with its unit.
    Where kinds are mixed, what a kind does not have is empty.
    """
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for one in results:
        asked = records()[one.id]
        own = _of_claim(asked, one, specificity) if isinstance(asked, Claim) else _of_other(asked)
        rows.append(
            {
                "id": one.id,
                "kind": asked.kind,
                "sentence": asked.sentence,
                "source": (" " if isinstance(asked, Claim | Dispute) else "; ").join(asked.source),
                "strength": asked.strength,
                "observable": asked.observable,
                "verdict": one.verdict,
                "effect": _effect(asked, one),
                "draws": one.draws,
                "held": math.nan if one.held is None else one.held,
                **own,
                "near_bounds": math.nan if one.near_bounds is None else one.near_bounds,
                "nearest_state": one.worst,
                "numbers": "; ".join(f"{name} {written(x)}" for name, x in one.numbers.items()),
                "missed": "; ".join(x for x, reached in judged(asked, one) if not reached) if one.numbers else "",
                "seconds": one.seconds,
                "error": one.error,
            }
        )
    columns = dict.fromkeys(name for row in rows for name in row)
    return pd.DataFrame([{name: row.get(name, "") for name in columns} for row in rows])


def _effect(asked: Claim | Dispute | Fact, one: Result) -> Value:
    """The one number that a claim or a fact is about."""
    if isinstance(asked, Claim):
        return one.numbers.get(asked.effect.number, math.nan)
    known = [one.numbers[x] for x in asked.numbers if x in one.numbers]
    return known[0] if known and isinstance(asked, Fact) else math.nan


def _of_claim(asked: Claim, one: Result, specificity: pd.DataFrame | None) -> dict[str, Any]:
    return {
        "count": asked.count.class_,
        "reason": asked.count.reason,
        "part": asked.part,
        "priority": asked.priority or "",
        "version": asked.version,
        "least": asked.effect.minimum,
        "knock_out": one.knocked_out if one.verdict not in (NONE, BROKE_OFF) else "",
        "knock_outs": "; ".join(f"{x.what}: {x.found}" for x in one.knock_outs),
        "all_three": SAID[one.carried],
        **_all_criteria(one, specificity),
        "earlier": earlier(asked),
        "departs": asked.departs or "",
        "changed": " ".join(asked.changed),
    }


def earlier(asked: Claim) -> str:
    """The verdicts of versions with another experiment, in words."""
    return "; ".join(
        f"version {x.version}: {x.verdict}" + ("" if x.held is None else f", in {x.held:.0%} of the draws")
        for x in asked.earlier
    )


def _all_criteria(one: Result, specificity: pd.DataFrame | None) -> dict[str, str]:
    if specificity is None:
        return {}
    known = dict(zip(specificity["knock_out"], specificity["specific"], strict=True))
    narrow = all(bool(known.get(x.what, False)) for x in one.knock_outs) if one.knock_outs else None
    carried = None if one.carried is None else one.carried and bool(narrow)
    return {"specific": SAID[narrow], "carried": SAID[carried]}


def _of_other(asked: Dispute | Fact) -> dict[str, Any]:
    if isinstance(asked, Dispute):
        return {"rival": asked.rival.sentence, "rival_source": " ".join(asked.rival.source)}
    return {"stands": asked.stands, "sample": asked.sample, "published": asked.published, "unit": asked.unit}


def written(x: Value) -> str:
    """A number, or a row of them, in three digits."""
    if isinstance(x, list):
        return "/".join(written(one) for one in x)
    return "none" if math.isnan(x) else f"{x:.3g}"


def said(check: Check) -> str:
    """A check in words: ``craving at its peak > 1.3 × start``."""
    name = check.number.replace("_", " ")
    if check.comparison in ("rises", "falls"):
        return f"{name} {check.comparison}" + (f" by more than {check.value:g}" if check.value else "")
    if check.of is None:
        return f"{name} {check.comparison} {check.value:g}"
    other = check.of.replace("_", " ") if check.times == 1.0 else f"{check.times:g} × {check.of.replace('_', ' ')}"
    return f"{name} {check.comparison} {other}" + (f" + {check.value:g}" if check.value else "")


def judged(asked: Claim | Dispute | Fact, found: Result) -> list[tuple[str, bool]]:
    """Each check of a record in words, and whether it is met on the defaults."""
    import numpy as np

    numbers = {name: np.asarray(x, float)[..., None] for name, x in found.numbers.items()}
    return [(said(one), bool(true(one, numbers)[0])) for one in asked.checks]
