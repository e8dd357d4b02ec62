"""Feeling with the one who is hurt, and wanting to make it good."""

from pairbond.theory._shapes import positive
from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _felt(m, q, p):
    """At distress that comes with a hurt not yet made good; not at every sorrow the other has."""
    hurt = positive(m, q.own.distress_seen, p.corner) * q.couple.tension
    return q.own.mentalization * (1.0 - q.own.inflating) * m.tanh(p.guilt_gain * hurt)


MECHANISM = Mechanism(
    name="guilt",
    symbol=r"\gamma_{gui}",
    says="The other's distress, where it is understood, is felt as guilt and moves to repair.",
    source="S2; Tangney (1991) on guilt and shame",
    claims=("C13",),
    params=fixed(guilt_gain=5.0, guilt_from=0.3, repair_guilt=0.2, shame_guilt=0.6),
    nodes=(Node("guilt"), Node("distress_seen", lambda m, q, p: q.other.arousal - p.guilt_from)),
    terms=(
        Term("guilt", "add", _felt),
        Term("repair", "add", lambda m, q, p: p.repair_guilt * q.own.guilt * q.own.healthy_adult, gated=False),
        Term("shame_pressure", "add", lambda m, q, p: p.shame_guilt * q.couple.contact * q.own.guilt, gated=False),
    ),
)
