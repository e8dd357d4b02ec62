"""The partner's happiness injures the self-inflating person."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="envy",
    symbol=r"\gamma_{env}",
    says="Joy that the partner has without one is an injury.",
    source="S2",
    claims=("C7", "G7", "B4"),
    params=fixed(envy_joy=2.0),
    terms=(
        Term(
            "injury",
            "add",
            lambda m, q, p: p.envy_joy * q.own.inflation * q.other.joy,
        ),
    ),
)
