"""Rinaldi's linear couple: feelings fade, answer the partner's, and are fed by the partner's appeal."""

from __future__ import annotations

from typing import Any

from pairbond.model import CoupleModel, Parameter, State


def equations(m: Any, x: Any, u: Any, p: Any) -> dict[str, Any]:
    """Change of the feeling per day."""
    return {"feeling": -p.oblivion * x.feeling + p.reactiveness * m.swap(x.feeling) + p.attraction}


MODEL = CoupleModel(
    name="rinaldi",
    label="Rinaldi's linear couple",
    says="Each partner's feeling fades, rises with the other's feeling, and is fed by the other's appeal.",
    source="Rinaldi (1998), Love dynamics: the case of linear couples, Applied Mathematics and Computation 95, 181-192",
    clock="flow",
    states=(State("feeling", "feeling for the partner, 0: indifference", noise="noise", start=0.0, start_sd=0.6),),
    parameters=(
        Parameter("oblivion", "how fast a feeling fades when nothing feeds it", 0.02, 2.0, 0.3, "1/d", log=True),
        Parameter("reactiveness", "how much the partner's feeling moves one's own", 0.0, 1.0, 0.15, "1/d"),
        Parameter("attraction", "reaction to the partner's appeal", -0.5, 0.5, 0.05, "1/d"),
        Parameter("noise", "noise of the feeling", 0.02, 0.6, 0.15, "1/√d", log=True),
    ),
    equations=equations,
)
