"""Saying no costs the one who has lived by giving."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="guilt_at_no",
    symbol=r"\gamma_{no}",
    says="A limit of one's own shames whoever lives by giving, and alarms whoever fears to be alone.",
    source="S3; Young et al. (2003)",
    claims=("J10",),
    params=fixed(shame_no=1.0, arousal_no=0.6),
    terms=(
        Term("shame_pressure", "add", lambda m, q, p: p.shame_no * q.own.giving * q.own.boundary),
        Term("arousal_target", "add", lambda m, q, p: p.arousal_no * q.own.giving * q.own.fear * q.own.boundary),
    ),
)
