"""Earned security is felt: less threat, more of the healthy adult."""

from pairbond.theory._spec import Mechanism, Node, Term

MECHANISM = Mechanism(
    name="security",
    symbol=r"\gamma_{sec}",
    says="The security that two have earned makes each less easily threatened.",
    source="S3, S4; Arriaga et al. (2018)",
    claims=("J2",),
    nodes=(Node("felt_security"),),
    terms=(Term("felt_security", "add", lambda m, q, p: m.both(q.couple.security)),),
)
