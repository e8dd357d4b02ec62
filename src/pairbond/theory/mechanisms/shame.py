"""Injury, blame and the critic shame."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="shame",
    symbol=r"\gamma_{sha}",
    says="What shames is felt as shame, less so where one is accepted.",
    source="S2, S3",
    claims=("I5", "G15"),
    params=fixed(shame_acceptance=0.8),
    terms=(
        Term(
            "shame_target",
            "add",
            lambda m, q, p: q.own.shame_pressure * (1.0 - p.shame_acceptance * q.own.acceptance_felt),
        ),
    ),
)
