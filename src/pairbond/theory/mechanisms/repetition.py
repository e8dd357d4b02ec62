"""One is drawn to what resembles the first bond."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _familiar(m, q, p):
    """Whoever was cared for by fits and starts wants the one who keeps one guessing."""
    return p.incentive_familiar * q.own.anxiety * (1.0 - q.own.inner_worth) * q.own.uncertainty


MECHANISM = Mechanism(
    name="repetition",
    symbol=r"\gamma_{rep}",
    says="Uncertainty, as it was known from the first bond, is wanted.",
    source="S0, S3; Hazan & Shaver (1987)",
    claims=("A7",),
    params=fixed(incentive_familiar=2.0),
    terms=(Term("incentive", "add", _familiar),),
)
