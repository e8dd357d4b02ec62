"""Who has fallen from favour is left."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="devaluation",
    symbol=r"\gamma_{dev}",
    says="The picture of the partner decides whether it hurts to stay.",
    source="S0, S2; Murray et al. (1996)",
    claims=("G6", "E5"),
    params=fixed(pain_image=0.55),
    terms=(Term("pain", "add", lambda m, q, p: -p.pain_image * m.tanh(q.own.image)),),
)
