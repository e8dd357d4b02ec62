"""Giving in works tonight."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="placating",
    symbol=r"\gamma_{pla}",
    says="Appeasing calms the shame that rages, tonight.",
    source="S3; Patterson (1982) on coercion",
    claims=("D8",),
    params=fixed(shame_placated=0.15),
    terms=(Term("shame_pressure", "add", lambda m, q, p: -p.shame_placated * q.own.inflation * q.other.appeasing),),
)
