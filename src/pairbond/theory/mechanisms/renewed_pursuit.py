"""After the rupture, renewed pursuit: who craves goes back."""

from pairbond.theory._spec import Mechanism, Term


def _drawn_back(m, q, p):
    return q.own.craving * (1.0 - q.own.grief) * q.own.pull_value


MECHANISM = Mechanism(
    name="renewed_pursuit",
    symbol=r"\gamma_{back}",
    says="Craving draws back to one who has been left, as far as that one is worth it and is not mourned.",
    source="S1, S3; Dutton & Painter (1993)",
    claims=("H1", "G4"),
    terms=(Term("pull", "add", _drawn_back),),
)
