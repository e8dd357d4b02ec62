"""Conduct can be held back when it would cost something."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _pleasant(m, q, p):
    """Where one would otherwise have struck out or turned away."""
    cold = q.own.angry_child + q.own.detached_soother
    return p.pleasant_sanction * q.u.sanction * q.own.inflating * cold


MECHANISM = Mechanism(
    name="restraint",
    symbol=r"\gamma_{res}",
    says="Where hostility would have consequences it is held back, and the self-inflating person turns pleasant.",
    source="S2",
    claims=("C17", "C10"),
    params=fixed(restrained=0.9, pleasant_sanction=0.6),
    terms=(
        Term("hostility", "scale", lambda m, q, p: 1.0 - p.restrained * q.u.sanction),
        Term("warmth", "add", _pleasant),
    ),
)
