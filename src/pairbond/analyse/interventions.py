"""What each course of action changes, for whom, and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from pairbond.analyse._courses import follow
from pairbond.dynamics import dominant_falls
from pairbond.model import PARTNERS
from pairbond.theory import QUANTITIES, Couple, Intervention, Theory
from pairbond.theory import interventions as kinds

if TYPE_CHECKING:
    import pandas as pd

START, YEAR, LAST = 730, 365, 90  # day of the start; days over which means are taken
COMPARED = ("arousal", "load", "unmet_need", "hostility", "critic", "reality_trust", "agency", "outside_life")
LEAST = 0.03  # a change that is told, as share of the scale

Make = Callable[[float], Sequence[Intervention]]
# what b does or is given, or both; from a day on
PROGRAMMES: Mapping[str, Make] = {
    "limits": lambda day: [kinds.Limits(who="b", start=day)],
    "refusal": lambda day: [kinds.Refusal(who="b", start=day)],
    "healthy-adult stance": lambda day: [kinds.HealthyAdult(who="b", start=day)],
    "giving more": lambda day: [kinds.GivingMore(who="b", dose=0.5, start=day)],
    "confrontation": lambda day: [kinds.Confrontation(who="b", start=day)],
    "persuasion": lambda day: [kinds.Persuasion(who="b", start=day)],
    "honest assessment": lambda day: [kinds.HonestAssessment(who="b", start=day)],
    "support network": lambda day: [kinds.SupportNetwork(who="b", dose=0.7, start=day)],
    "reduced contact": lambda day: [kinds.ReducedContact(start=day)],
    "business only": lambda day: [kinds.BusinessOnly(start=day)],
    "no contact": lambda day: [kinds.NoContact(start=day)],
    "holding therapy of a": lambda day: [kinds.HoldingTherapy(who="a", start=day)],
    "six practices by both": lambda day: [kinds.SixPractices(start=day)],
}


def interventions_compared(
    couple: Couple, programmes: Sequence[str] | None = None, theory: Theory | None = None
) -> pd.DataFrame:
    """Courses of action on one couple, each from day 730 on, without noise and leaving, against none.

    Returns
    -------
    Rows ``programme``, ``years`` (1 and 5), ``partner``; differences of arousal, exhaustion, unmet need, hostility
    shown, critic, reality trust, agency, outside life (means of 90 days); ``cycles`` in the year before;
    ``better`` and ``worse``: what changed for the person by .03 or more, in which direction. The order is that of
    ``PROGRAMMES``: it ranks nothing.
    """
    import pandas as pd

    names = list(PROGRAMMES) if programmes is None else list(programmes)
    days = START + 5 * YEAR
    record = ("image", *COMPARED)
    plain = follow([couple], record, days, theory)
    rows = []
    for name in names:
        paths = follow([couple], record, days, theory, interventions=list(PROGRAMMES[name](START)))
        for years in (1, 5):
            end = START + years * YEAR
            cycles = dominant_falls(paths["image"][end - YEAR : end + 1])[0][0]
            for p, who in enumerate(PARTNERS):
                change = {k: float((paths[k] - plain[k])[end - LAST : end, p].mean()) for k in record[1:]}
                rows.append(
                    {"programme": name, "years": years, "partner": who, **change, "cycles": cycles, **_said(change)}
                )
    return pd.DataFrame(rows)


def _said(change: Mapping[str, float]) -> dict[str, str]:
    better, worse = [], []
    for name, x in change.items():
        if abs(x) < LEAST or np.isnan(x):
            continue
        one = QUANTITIES[name]
        good = (x > 0) == (one.higher == "better")
        (better if good else worse).append(f"{one.label} {x:+.2f}")
    return {"better": ", ".join(better), "worse": ", ".join(worse)}
