"""Whoever is fed has no need to face the wound."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _kept_away(m, q, p):
    given = q.other.warmth + q.other.appeasing
    return 1.0 - q.own.inflation * m.tanh(p.armour_fed * given * given)


MECHANISM = Mechanism(
    name="fed_armour",
    symbol=r"\gamma_{fed}",
    says="What the partner gives keeps the self-inflating person from facing what therapy holds.",
    source="S2",
    claims=("D7",),
    params=fixed(armour_fed=0.5),
    terms=(Term("within_reach", "scale", _kept_away),),
)
