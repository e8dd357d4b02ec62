"""One-sided giving drains."""

from pairbond.theory._shapes import gain_above
from pairbond.theory._spec import Mechanism, Term, fixed


def _drained(m, q, p):
    return (1.0 - q.own.load) * p.load_giving * gain_above(m, q.own.warmth - q.other.care, p.corner)


MECHANISM = Mechanism(
    name="one_sided_giving",
    symbol=r"\gamma_{one}",
    says="Giving more warmth than one receives care exhausts.",
    source="S0, S3",
    claims=("D1", "F3"),
    params=fixed(load_giving=0.6),
    terms=(Term("drift_load", "add", _drained),),
)
