"""Unpredictable warmth binds more strongly than steady warmth."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="intermittent_reinforcement",
    symbol=r"\gamma_{IR}",
    says="Uncertainty makes a bond grow faster and fade more slowly, and makes wanting stronger.",
    source="S1, S3; Chan & Harris (2019); Dutton & Painter (1993)",
    claims=("E1", "E5", "E7"),
    params=fixed(persistence_uncertainty=2.0, craving_uncertainty=0.8),
    terms=(
        Term("persistence", "add", lambda m, q, p: p.persistence_uncertainty * q.own.uncertainty),
        Term("incentive", "add", lambda m, q, p: p.craving_uncertainty * q.own.uncertainty),
    ),
)
