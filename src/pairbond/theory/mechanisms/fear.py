"""Fear of being alone, and of disappearing."""

from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _fear(m, q, p):
    insecure = p.fear_half * (q.own.anxiety + m.absolute(q.own.coping))
    return (1.0 - q.own.inner_worth) * insecure * (1.0 - p.fear_outside * q.own.outside_life)


def _threatened(m, q, p):
    return p.alarm_fear * q.own.inflating * (q.other.withdrawal + q.other.threat)


MECHANISM = Mechanism(
    name="fear",
    symbol=r"\gamma_{fear}",
    says="The wound fears aloneness; distance and threats alarm the self-inflating person most.",
    source="S0, S2, S3",
    claims=("G4", "C9", "C12"),
    params=fixed(fear_half=0.5, fear_outside=0.4, alarm_fear=0.5),
    nodes=(Node("fear"),),
    terms=(
        Term("fear", "add", _fear),
        Term("alarm", "add", _threatened),
    ),
)
