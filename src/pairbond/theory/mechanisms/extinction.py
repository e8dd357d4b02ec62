"""Apart, what is no longer met is no longer expected."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="extinction",
    symbol=r"\gamma_{ext}",
    says="Expectation unlearns in absence too, more slowly than it learns in contact.",
    source="S1; Rescorla & Wagner (1972); Bouton (2004) on extinction",
    claims=("E8",),
    params=fixed(learn_apart=0.45),
    terms=(
        Term(
            "drift_expected_warmth",
            "add",
            lambda m, q, p: p.learn_apart * (1.0 - q.couple.contact) * q.own.learned,
        ),
    ),
)
