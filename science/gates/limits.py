"""L: love presupposes boundaries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from pairbond.experiments.participants import PARTING, TWO_TURNS, acts
from pairbond.theory.interventions import ForgivenessWithheld, GivingMore, Limits, NoContact

from ._batch import at_day, started
from ._gate import Criterion, Estimate, Gate, Setting, average, ratio, share
from .populations import couples

BEGIN, YEAR, TWIN = 400, 365, 550
MONTH = 30
GIVEN = 0.8
FORGIVEN = 730
RECORD = ("hostility", "reality_trust", "craving", "load", "arousal")
N, C = 0, 1


def kept_limit(start: int) -> list[Any]:
    """A limit that is kept: it is set, and nothing is given in to."""
    return [Limits(who="b", start=start), *acts("b", start, appeasing=0.0)]


def measure(setting: Setting) -> Mapping[str, Estimate]:
    """N's hostility under a kept limit, and what giving and forgiving do for c."""
    pairs = couples("self-inflating", "self-sacrificing", setting.count, setting.seed)
    before = started(setting, pairs, BEGIN, RECORD)
    begin = at_day(before, BEGIN)

    def after(*given: Any) -> Mapping[str, np.ndarray]:
        return started(setting, pairs, BEGIN + TWIN, RECORD, given, begin).arrays()

    limited, twin, giving = after(*kept_limit(BEGIN)), after(), after(GivingMore(who="b", dose=GIVEN, start=BEGIN))
    usual = before.arrays()["hostility"][-TWO_TURNS - 1 : -1, N].mean(axis=0)
    hostile, free = limited["hostility"][:, N], twin["hostility"][:, N]
    first = hostile[1 : MONTH + 1].mean(axis=0)
    month, year = slice(TWIN - MONTH, TWIN), slice(YEAR - MONTH, YEAR)
    found = {
        "hostility_rises": average(first - usual),
        "hostility_left": ratio(hostile[year].mean(axis=0), first),
        "below_twin": average(hostile[month].mean(axis=0) - free[month].mean(axis=0)),
        "no_limit_falls_by_itself": ratio(free[year].mean(axis=0), free[1 : MONTH + 1].mean(axis=0)),
        **{
            f"giving_{name}": average((giving[name] - twin[name])[year, C].mean(axis=0))
            for name in ("reality_trust", "craving")
        },
        **forgiving(setting),
    }
    if setting.noise:
        found |= parting(setting)
    return found


def parting(setting: Setting) -> dict[str, Estimate]:
    """Share of couples together on day 400 that part within a year, with a kept limit and without."""
    pairs = couples("self-inflating", "self-sacrificing", setting.count, setting.seed)
    run = started(setting, pairs, BEGIN, ["code"], separation=True)
    begin, there = at_day(run, BEGIN), run.arrays()["code"][-1] < 1
    found: dict[str, Estimate] = {}
    for name, given in (("parting_limit", kept_limit(BEGIN)), ("parting_none", [])):
        code = started(setting, pairs, BEGIN + YEAR, ["code"], given, begin, separation=True).arrays()["code"]
        found[name] = share((code[:, there] > 0).any(axis=0))
    return found


def forgiving(setting: Setting) -> dict[str, Estimate]:
    """Two years after the end of contact: load and arousal of who forgives, minus those of who does not."""
    pairs = couples("self-inflating", "self-sacrificing", setting.count, setting.seed)
    begin = at_day(started(setting, pairs, PARTING, RECORD), PARTING)
    last = PARTING + FORGIVEN

    def apart(*given: Any) -> np.ndarray:
        paths = started(setting, pairs, last, RECORD, [NoContact(start=PARTING), *given], begin).arrays()
        return sum(paths[name][-MONTH:, C].mean(axis=0) for name in ("load", "arousal"))

    return {"forgiving_eases": average(apart() - apart(ForgivenessWithheld(who="b", start=PARTING)))}


GATE = Gate(
    "L",
    "Love presupposes boundaries.",
    ("S3", "S2"),
    "self-inflating × self-sacrificing; the latter sets a limit and stops appeasing",
    f"from day {BEGIN}, {TWIN} days; forgiving: {FORGIVEN} days from the end of contact on day {PARTING}",
    (
        Criterion("hostility_rises", "hostility of days 1 to 30, above before", ">", 0.0, interval=True),
        Criterion("hostility_left", "hostility at the end of the first year as share of that", "<", 0.5),
        Criterion("below_twin", "hostility by day 550, minus that without a limit", "<", 0.0, interval=True),
        Criterion("parting_limit", "share that parts within a year, with a kept limit", "printed", when="with"),
        Criterion("parting_none", "share that parts within a year, without", "printed", when="with"),
        Criterion(
            "giving_reality_trust",
            "giving more: own reality trust after a year, above the twin's",
            "<=",
            0.05,
            ours="a twentieth of the scale counts as none",
        ),
        Criterion(
            "giving_craving",
            "giving more: own craving after a year, above the twin's",
            ">=",
            -0.1,
            ours="a tenth of the scale counts as hardly less",
        ),
        Criterion(
            "forgiving_eases",
            "load and arousal two years after the end, forgiving minus withheld",
            "<=",
            -0.05,
            interval=True,
            ours="a twentieth of the scale counts as something",
        ),
        Criterion(
            "no_limit_falls_by_itself",
            "no limit: hostility at the end of the year as share of the first 30 days",
            ">=",
            0.5,
            control=True,
            ours="the half that the limit has to take away does not go by itself",
        ),
    ),
    measure,
)
