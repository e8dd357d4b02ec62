"""The gap between the grand self-image and felt worth shames and makes fragile."""

from pairbond.theory._shapes import gain_above
from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _gap(m, q, p):
    grand = p.gap_base + p.gap_inflation * q.own.inflation
    return gain_above(m, grand - q.own.felt_worth, p.corner) * q.own.inflation


MECHANISM = Mechanism(
    name="grandiosity_gap",
    symbol=r"\gamma_{gap}",
    says="The larger the gap between the grand self and felt worth, the more fragile and ashamed.",
    source="S2",
    claims=("C2",),
    params=fixed(gap_base=0.51, gap_inflation=0.4, fragility_gap=0.9, shame_gap=0.25),
    nodes=(Node("gap", _gap),),
    terms=(
        Term("thin_skin", "add", lambda m, q, p: p.fragility_gap * q.own.gap),
        Term("shame_pressure", "add", lambda m, q, p: p.shame_gap * q.own.gap * (1.0 - q.own.inner_worth)),
    ),
)
