"""A rare moment of warmth is read as proof that love is alive."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="hope",
    symbol=r"\gamma_{hope}",
    says="The warmth one has learned to expect holds one.",
    source="S1, S3; Rusbult (1980)",
    claims=("E5",),
    params=fixed(hold_value=0.4),
    terms=(Term("hold", "add", lambda m, q, p: p.hold_value * q.own.expected_warmth),),
)
