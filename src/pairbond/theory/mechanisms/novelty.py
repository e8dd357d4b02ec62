"""What is new delights more than what is known."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="novelty",
    symbol=r"\gamma_{nov}",
    says="While the other is new, the image takes every reward for more than it is; expectation does not learn that.",
    source="S0; Aron et al. (2000) on novelty in close relationships",
    claims=("B3",),
    params=fixed(surprise_novelty=1.0),
    terms=(
        Term(
            "felt_surprise",
            "add",
            lambda m, q, p: p.surprise_novelty * (1.0 - q.couple.familiarity) * q.own.reward,
        ),
    ),
)
