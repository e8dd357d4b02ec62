"""Warmth that answers the other's need."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="responsiveness",
    symbol=r"\gamma_{resp}",
    says="The healthy adult who mentalizes gives more when the other needs more.",
    source="S0, S3; Reis & Shaver (1988)",
    claims=("G5",),
    params=fixed(warm_contingent=0.6, warm_need_from=0.4),
    terms=(
        Term(
            "healthy_warmth",
            "add",
            lambda m, q, p: p.warm_contingent * q.own.mentalization * (q.other.unmet_need - p.warm_need_from),
        ),
    ),
)
