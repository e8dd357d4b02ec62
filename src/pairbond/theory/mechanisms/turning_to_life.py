"""After mourning, life again."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _friends(m, q, p):
    found = p.outside_reconnection * q.u.reconnection * q.own.reality_trust * q.own.mourned
    return (1.0 - q.own.outside_life_0) * found


MECHANISM = Mechanism(
    name="turning_to_life",
    symbol=r"\gamma_{life}",
    says="Turning to people and to what one likes gives a life of one's own back, as far as the loss has been mourned.",
    source="S3; Herman (1992)",
    claims=("I1", "I12"),
    params=fixed(outside_reconnection=0.8),
    terms=(Term("drift_outside_life", "add", _friends),),
)
