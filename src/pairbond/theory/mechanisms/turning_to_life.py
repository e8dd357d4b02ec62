"""After mourning, life again."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _friends(m, q, p):
    found = p.outside_reconnection * q.u.reconnection * q.own.reality_trust * q.own.mourned
    return (1.0 - q.own.outside_life_0) * found


def _worth(m, q, p):
    return (1.0 - q.own.inner_worth) * q.own.openness * p.worth_reconnection * q.u.reconnection * q.own.mourned


MECHANISM = Mechanism(
    name="turning_to_life",
    symbol=r"\gamma_{life}",
    says="Turning to people and to what one likes gives life and worth back, as far as the loss has been mourned.",
    source="S3; Herman (1992)",
    claims=("I1", "I12"),
    params=fixed(outside_reconnection=0.8, worth_reconnection=0.5),
    terms=(
        Term("drift_outside_life", "add", _friends),
        Term("drift_inner_worth", "add", _worth),
    ),
)
