"""What may come is worse than what comes: a threat out of the blue is answered at once."""

from pairbond.theory._shapes import positive
from pairbond.theory._spec import Mechanism, Term, fixed


def _sudden(m, q, p):
    """More threat than the tension there is makes one expect."""
    return (
        p.injury_sudden
        * q.own.inflation
        * (1.0 - q.own.integration)
        * positive(m, q.other.threat - q.couple.tension - p.sudden_from, p.sudden_corner)
    )


MECHANISM = Mechanism(
    name="intolerance",
    symbol=r"\gamma_{int}",
    says="A threat that could not be foreseen injures more than the same threat that stands.",
    source="S2; Dugas et al. (2005) on intolerance of uncertainty",
    claims=("C23",),
    params=fixed(injury_sudden=9.0, sudden_from=0.1, sudden_corner=0.02),
    terms=(Term("injury", "add", _sudden),),
)
