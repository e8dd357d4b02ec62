"""Who is exhausted can do little of what they want."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="exhaustion",
    symbol=r"\gamma_{exh}",
    says="Exhaustion takes away agency.",
    source="S1, S3; McEwen (1998) on allostatic load",
    claims=("F5", "F11"),
    params=fixed(agency_exhaustion=0.5),
    terms=(Term("agency", "scale", lambda m, q, p: 1.0 - p.agency_exhaustion * q.own.load),),
)
