"""The runs of an experiment as links of the page, where its module can run them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from pairbond.errors import PairbondError
from pairbond.experiments import PlannedRun, planned
from pairbond.lab._controls import LIMITS
from pairbond.lab._scenario import Entries, course_entry, person_entries
from pairbond.model import PARTNERS
from pairbond.theory import COUPLES, Couple, Theory

MOST = 3  # runs of one experiment
TWO_YEARS = 730  # days, of two who are left to themselves
LEAST = 14  # days; of less there is nothing to see
DRAWS = 24
PICTURES = 4


def pictured(which: str, theory: Theory, shown: Collection[str]) -> dict[str, Any]:
    """What the page can run of an experiment.

    Returns
    -------
    ``runs`` : up to three different runs as links, in the order of the experiment. Where none can be run as it is, the
        two of its first run, left to themselves; none where nothing is simulated or the two are none of the page.
    ``exact`` : how many of these are runs of the experiment as they are, and ``of``: how many different ones it has.
    ``shows`` : quantities that the experiment reads and the page draws, at most four.
    """
    asked = planned(which, theory)
    whole = list(dict.fromkeys(_written(one) for one in asked.runs))
    links = list(dict.fromkeys(link for one in asked.runs if (link := _link(one))))
    left = next((link for one in asked.runs if (link := _alone(one))), None)
    return {
        "runs": links[:MOST] or ([left] if left else []),
        "exact": min(len(links), MOST),
        "of": len(whole),
        "shows": [name for name in asked.reads if name in shown][:PICTURES],
    }


def _written(one: PlannedRun) -> str:
    return repr((one.couple, one.days, one.acts, one.noise, one.from_meeting))


def _link(one: PlannedRun) -> str | None:
    """The run as a link, or None if a page cannot run it as it is."""
    if not one.from_meeting or not LEAST <= one.days <= LIMITS["days"]["high"]:
        return None
    if len({act.name for act in one.acts}) < len(one.acts):  # the page has one span of days for each
        return None
    try:
        acts = [course_entry(act) for act in one.acts]
    except PairbondError:
        return None
    return _fragment(one.couple, one.days, one.noise, acts)


def _alone(one: PlannedRun) -> str | None:
    """The two of a run, with nothing but their traits and gains, left to themselves."""
    two = Couple(replace(one.couple.a, params={}), replace(one.couple.b, params={}))
    return _fragment(two, min(max(one.days, 120), TWO_YEARS), one.noise, [])


def _fragment(couple: Couple, days: int, noise: bool, acts: Entries) -> str | None:
    found = min(_people(couple), key=len, default=None)
    if found is None:
        return None
    draws = min(DRAWS, LIMITS["cells"]["high"] // (2 * days))
    run = [["draws", str(draws)]] if noise else [["noise", "0"]]
    return urlencode([(key, text) for key, text in [*found, ["days", str(days)], *run, *acts]], safe=":")


def _people(couple: Couple) -> Iterator[Entries]:
    """The two as a named couple with traits moved, in every way that there is."""
    for name, base in COUPLES.items():
        if dict(couple.params) != dict(base.params):
            continue
        try:
            sides = [person_entries(side, getattr(couple, side), getattr(base, side)) for side in PARTNERS]
        except PairbondError:
            continue
        yield [["couple", name], *sides[0], *sides[1]]
