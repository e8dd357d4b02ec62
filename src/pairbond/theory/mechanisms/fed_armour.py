"""Whoever is fed has no need to face the wound."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="fed_armour",
    symbol=r"\gamma_{fed}",
    says="What the partner gives keeps the self-inflating person from facing what therapy holds.",
    source="S2",
    claims=("D7", "I10"),
    params=fixed(armour_fed=0.8, armour_slope=8.0, armour_middle=0.65),
    terms=(
        Term(
            "within_reach",
            "scale",
            lambda m, q, p: (
                1.0 - p.armour_fed * q.own.inflation * m.sigmoid(p.armour_slope * (q.other.warmth - p.armour_middle))
            ),
        ),
    ),
)
