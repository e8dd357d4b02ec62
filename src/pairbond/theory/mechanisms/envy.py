"""The partner's happiness, and the partner's rank, injure the self-inflating person."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="envy",
    symbol=r"\gamma_{env}",
    says="Joy that the partner has without one, and the partner's rank, are injuries.",
    source="S2",
    claims=("C7", "G7", "B4"),
    params=fixed(envy_joy=2.0, envy_rivalry=0.6),
    terms=(
        Term(
            "injury",
            "add",
            lambda m, q, p: q.own.inflation * (p.envy_joy * q.other.joy + p.envy_rivalry * q.own.rivalry),
        ),
    ),
)
