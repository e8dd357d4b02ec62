"""Friends and professionals who stand by."""

from pairbond.theory._spec import Mechanism, Node, Term

MECHANISM = Mechanism(
    name="outside_support",
    symbol=r"\gamma_{supp}",
    says="Support from outside calms, feeds, helps to see clearly, to leave and to grieve.",
    source="S2, S3; Cohen & Wills (1985)",
    claims=("K2", "I12", "I18"),
    nodes=(Node("support_felt"),),
    terms=(Term("support_felt", "add", lambda m, q, p: q.u.support),),
)
