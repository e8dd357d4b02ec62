"""Saying no costs the one who has lived by giving."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _ashamed(m, q, p):
    unborne = 1.0 - q.own.integration
    return p.shame_no * q.own.giving * unborne * unborne * q.own.boundary


MECHANISM = Mechanism(
    name="guilt_at_no",
    symbol=r"\gamma_{no}",
    says="A limit of one's own shames whoever lives by giving, as far as difference cannot be borne.",
    source="S3; Young et al. (2003)",
    claims=("J10",),
    params=fixed(shame_no=2.4),
    terms=(Term("shame_pressure", "add", _ashamed),),
)
