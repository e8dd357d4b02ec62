"""Supply (d4): what of the other's warmth, appeasing and pursuit feeds an inflated self.

That it feeds the self-inflating person's reward and need belongs to everybody's equations; that it also holds felt
worth up is a mechanism, ``narcissistic_supply``.
"""

from pairbond.theory._spec import Node, Part, fixed


def _from_partner(m, q, p):
    """What the partner gives counts as much as the partner is thought to be worth."""
    given = (
        p.supply_warmth * q.other.warmth + p.supply_appeasing * q.other.appeasing + p.supply_pursuit * q.other.pursuit
    )
    return given * (p.supply_worthless + (1.0 - p.supply_worthless) * q.own.favour)


PART = Part(
    "supply",
    params=(
        *fixed(supply_warmth=0.48, supply_appeasing=0.6, supply_pursuit=0.35, supply_worthless=0.12),
        *fixed(supply_affair=0.8),
    ),
    nodes=(
        Node("supply_received", _from_partner),
        Node("supply", lambda m, q, p: q.own.supply_received + p.supply_affair * q.u.affair),
    ),
)
