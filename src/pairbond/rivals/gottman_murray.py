"""Gottman and Murray's difference equations: inertia, a set point, and an influence that bends at zero.

In the published form the second speaker answers the first within the same turn; here both answer the turn before, so
that it makes no difference who is called first.
"""

from __future__ import annotations

from typing import Any

from pairbond.model import CoupleModel, Parameter, State


def equations(m: Any, x: Any, u: Any, p: Any) -> dict[str, Any]:
    """Affect of the next turn."""
    other = m.swap(x.affect)
    influence = m.where(other > 0.0, p.positive_influence * other, p.negative_influence * other)
    return {"affect": p.inertia * x.affect + p.own_level + influence}


MODEL = CoupleModel(
    name="gottman-murray",
    label="Gottman and Murray's difference equations",
    says="Affect carries over, has a level of its own, and answers the partner's good and bad affect unequally.",
    source="Cook, Tyson, White, Rushe, Gottman & Murray (1995), Journal of Family Psychology 9, 110-130",
    clock="map",
    states=(State("affect", "affect, below 0 negative", noise="noise", start=0.0, start_sd=0.6),),
    parameters=(
        Parameter("inertia", "carry-over of one's own affect to the next occasion", -0.5, 0.95, 0.3),
        Parameter("own_level", "what is added at every occasion", -0.5, 0.5, 0.05),
        Parameter("positive_influence", "influence of the partner's affect above 0", -0.5, 0.9, 0.2),
        Parameter("negative_influence", "influence of the partner's affect below 0", -0.5, 0.9, 0.2),
        Parameter("noise", "noise of an occasion", 0.02, 0.6, 0.15, log=True),
    ),
    equations=equations,
)
