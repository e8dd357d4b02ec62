"""The first high is never regained."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="tolerance",
    symbol=r"\gamma_{tol}",
    says="An exhausted body is rewarded less by the same warmth.",
    source="S1; Koob & Le Moal (2001)",
    claims=("E6", "E10", "E14", "G14"),
    params=fixed(tolerance_load=0.84),
    terms=(Term("reward", "scale", lambda m, q, p: 1.0 - p.tolerance_load * q.own.load),),
)
