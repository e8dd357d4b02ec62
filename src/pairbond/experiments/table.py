"""Results as a table, and one of them in plain words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pairbond.experiments.prediction import Check, Prediction, predictions
from pairbond.experiments.result import Result, Value
from pairbond.experiments.verdict import BROKE_OFF, CARRIED, CONTRADICTED, NONE, NOT_CARRIED, REMOVED, VACUOUS

if TYPE_CHECKING:
    import pandas as pd

MEANS = {
    CARRIED: "The theory as it stands shows it: every threshold is met, and the effect is large enough to count.",
    NOT_CARRIED: "The theory as it stands does not show it: at least one threshold is missed.",
    CONTRADICTED: "The theory shows the opposite.",
    VACUOUS: "The experiment shows nothing: the effect is too small to count, or what had to move did not.",
    NONE: "There is no experiment for it yet.",
    BROKE_OFF: "The experiment broke off.",
}


SAID = {None: "", True: "yes", False: "no"}


def table(results: Sequence[Result], specificity: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row a claim: prediction, verdict, knock-outs, draws, distance from the bounds, every number.

    With the table of ``pairbond.experiments.specific`` also whether its knock-outs are specific, and whether all
    criteria are met (``carried``).
    """
    import pandas as pd

    rows = []
    for one in results:
        asked = predictions()[one.id]
        outs = "; ".join(f"{x.what}: {x.found}" for x in one.knock_outs)
        rows.append(
            {
                "claim": one.id,
                "part": asked.part,
                "priority": asked.priority or "",
                "sentence": asked.sentence,
                "basis": asked.basis,
                "essays": " ".join(asked.essays),
                "version": one.version,
                "verdict": one.verdict,
                "effect": one.numbers.get(asked.effect.number, math.nan),
                "least": asked.effect.minimum,
                "knock_out": one.knocked_out if one.verdict not in (NONE, BROKE_OFF) else "",
                "knock_outs": outs,
                "draws": one.draws,
                "held": math.nan if one.held is None else one.held,
                "all_three": SAID[one.carried],
                **_all_criteria(one, specificity),
                "near_bounds": math.nan if one.near_bounds is None else one.near_bounds,
                "nearest_state": one.worst,
                "numbers": "; ".join(f"{name} {written(x)}" for name, x in one.numbers.items()),
                "missed": "; ".join(x for x, met in judged(asked, one) if not met) if one.numbers else "",
                "departs": asked.departs or "",
                "changed": " ".join(asked.changed),
                "seconds": one.seconds,
                "error": one.error,
            }
        )
    return pd.DataFrame(rows)


def _all_criteria(one: Result, specificity: pd.DataFrame | None) -> dict[str, str]:
    if specificity is None:
        return {}
    known = dict(zip(specificity["knock_out"], specificity["specific"], strict=True))
    narrow = all(bool(known.get(x.what, False)) for x in one.knock_outs) if one.knock_outs else None
    carried = None if one.carried is None else one.carried and bool(narrow)
    return {"specific": SAID[narrow], "carried": SAID[carried]}


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


def judged(asked: Prediction, found: Result) -> list[tuple[str, bool]]:
    """Each threshold and each control in words, and whether it is met on the defaults."""
    import numpy as np

    from pairbond.experiments.verdict import true

    numbers = {name: np.asarray(x, float)[..., None] for name, x in found.numbers.items()}
    return [(said(one), bool(true(one, numbers)[0])) for one in (*asked.holds, *asked.control)]


def explained(found: Result) -> str:
    """One claim in plain words: what is claimed, what would show it, what came out, what a knock-out did."""
    asked = predictions()[found.id]
    lines = [f"{found.id}. {asked.sentence}", f"    {_basis(asked)}", "", f"Measured: {asked.observable}"]
    lines += [f"Beside the specification: {asked.departs}"] if asked.departs else []
    lines += [f"Version {asked.version}. {one}" for one in asked.changed]
    lines += ["", "Predicted, and found:"]
    if found.numbers:
        n = len(asked.holds)
        for i, (words, met) in enumerate(judged(asked, found)):
            check = (*asked.holds, *asked.control)[i]
            kind = "" if i < n else "  (has to move in any case)"
            lines.append(f"    {'yes' if met else 'no ':3}  {words}: {written(found.numbers[check.number])}{kind}")
        x = found.numbers[asked.effect.number]
        way = "above" if asked.effect.direction == "up" else "below"
        sign = "" if way == "above" else "-"
        lines.append(
            f"    The effect is {asked.effect.number.replace('_', ' ')} = {written(x)}; to count it has to be {way} "
            f"{sign}{asked.effect.minimum:g}."
        )
    lines += ["", f"Verdict: {found.verdict}. {MEANS[found.verdict]}"]
    lines += [f"    {found.error}"] if found.error else []
    lines += [f"Knock-out: {x}" for x in _outs(asked, found)] if found.verdict not in (NONE, BROKE_OFF) else []
    if found.held is not None:
        lines.append(f"Around the defaults: carried in {found.held:.0%} of {found.draws} draws (80 % are asked for).")
    if found.near_bounds is not None:
        lines.append(
            f"Bounds: states were within .02 of 0 or 1 for {found.near_bounds:.0%} of the time, most of all "
            f"{found.worst.replace('_', ' ')}."
        )
    lines += ["", "This is what a theory commits itself to. It is no finding about people."]
    return "\n".join(lines)


def _basis(asked: Prediction) -> str:
    essays = ", ".join(asked.essays)
    if asked.added:
        return f"Essays {essays}; added by us: {asked.added}."
    return f"{asked.basis.capitalize()} by the essays ({essays})."


def _outs(asked: Prediction, found: Result) -> list[str]:
    if asked.no_knock_out:
        return [f"none; {asked.no_knock_out}."]
    words = {REMOVED: "the claim goes with it", "still holds": "the claim stands without it",
             "control lost": "the claim goes, but so does what had to move: it takes away too much",
             "nothing to remove": "not tried, as there is nothing to remove"}  # fmt: skip
    return [f"without {one.what}: {words.get(one.found, one.found)}." for one in found.knock_outs]
