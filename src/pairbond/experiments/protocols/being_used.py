"""G13, I20: what becomes of the interest in the one who is used, and what their effort buys."""

from __future__ import annotations

import numpy as np

from pairbond.experiments._begin import standing
from pairbond.experiments.protocols._people import CIRCUIT, PARTING, TWO_TURNS, acts
from pairbond.experiments.protocols._reading import Array, mean
from pairbond.experiments.world import Followed, World

Numbers = dict[str, np.ndarray]
FOUR_TURNS, SETTLED, SOON = 2 * TWO_TURNS, 300, 5
EFFORTS = ("warmth", "care", "appeasing", "pursuit", "demand", "boundary")


def g13(world: World) -> Numbers:
    early, late = slice(20, 20 + TWO_TURNS), slice(900, 900 + TWO_TURNS)
    at = world.one(CIRCUIT, late.stop, record=["agency", "supply"])
    raised = dict.fromkeys(("reality_trust", "outside_life", "inner_worth"), (0.0, 0.3))
    shrunk, alive = (
        world.one(CIRCUIT, FOUR_TURNS, record=["supply", "leaving_rate"], begin=standing(world, at, PARTING, more))
        for more in (None, raised)
    )

    def fell(x: Array) -> Array:
        return x[early].mean(axis=0) - x[late].mean(axis=0)

    return {
        "agency_fell": fell(at.b("agency")),
        "interest_fell": fell(at.a("supply")),
        "interest_gained": mean(alive.a("supply") - shrunk.a("supply"), 1),
        "leaving_share": mean(alive.a("leaving_rate"), 1) / mean(shrunk.a("leaving_rate"), 1),
    }


def i20(world: World) -> Numbers:
    found = [_sought(one) for one in world.each()]
    return {name: np.array([x[name] for x in found]) for name in found[0]}


def _sought(world: World) -> dict[str, float]:
    at = world.one(CIRCUIT, PARTING + FOUR_TURNS, record=[*EFFORTS, "received_care"])
    past = slice(SETTLED, PARTING - SOON)
    rise = (at.b("received_care")[SETTLED + SOON : PARTING] - at.b("received_care")[past])[:, 0]
    foretells = {name: _correlation(at.b(name)[past, 0], rise) for name in EFFORTS}
    best = max(foretells, key=lambda x: foretells[x])
    most = float(np.quantile(at.b(best)[past, 0], 0.9))
    tried = world.one(CIRCUIT, PARTING + FOUR_TURNS, acts("b", PARTING, **{best: most}), ["received_care"])

    def after(x: Followed, name: str) -> float:
        return float(mean(x.b(name), PARTING + 1)[0])

    return {
        "foretells": foretells[best],
        "good_share": after(tried, "received_care") / after(at, "received_care"),
        "load_more": after(tried, "load") - after(at, "load"),
    }


def _correlation(x: Array, y: Array) -> float:
    """0 where one of them never moves."""
    return float(np.corrcoef(x, y)[0, 1]) if x.std() > 0 and y.std() > 0 else 0.0


EXPERIMENTS = {"G13": g13, "I20": i20}
