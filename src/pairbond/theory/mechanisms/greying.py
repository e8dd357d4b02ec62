"""Without the other the world is grey."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="greying",
    symbol=r"\gamma_{grey}",
    says="An exhausted person gets little from anything else in life, until rest has given it back.",
    source="S2, S3; Koob & Le Moal (2001)",
    claims=("E10",),
    params=fixed(grey_load=0.6),
    terms=(Term("outside_nourishment", "scale", lambda m, q, p: 1.0 - p.grey_load * q.own.load),),
)
