"""One-sided giving drains."""

from pairbond.theory._shapes import gain_above
from pairbond.theory._spec import Mechanism, Term, fixed


def _drained(m, q, p):
    """A healthy adult who gives freely is drained the less."""
    bound = 1.0 - p.giving_freely * q.own.healthy_adult
    return (1.0 - q.own.load) * p.load_giving * bound * gain_above(m, q.own.warmth - q.other.care, p.corner)


MECHANISM = Mechanism(
    name="one_sided_giving",
    symbol=r"\gamma_{one}",
    says="Giving more warmth than one receives care exhausts.",
    source="S0, S3",
    claims=("D1", "F3"),
    params=fixed(load_giving=0.6, giving_freely=0.95),
    terms=(Term("drift_load", "add", _drained),),
)
