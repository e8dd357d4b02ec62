"""One-sided giving drains."""

from pairbond.theory._shapes import gain_above
from pairbond.theory._spec import Mechanism, Node, Term, fixed

MECHANISM = Mechanism(
    name="one_sided_giving",
    symbol=r"\gamma_{one}",
    says="Giving more warmth than one receives care exhausts.",
    source="S0, S3",
    claims=("D1", "F3", "J7"),
    params=fixed(load_giving=0.6),
    nodes=(Node("giving_drain"),),
    terms=(
        Term("giving_drain", "add", lambda m, q, p: gain_above(m, q.own.given - q.other.care, p.corner)),
        Term("drift_load", "add", lambda m, q, p: (1.0 - q.own.load) * p.load_giving * q.own.giving_drain, gated=False),
    ),
)
