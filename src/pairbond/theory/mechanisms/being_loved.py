"""Inner worth grows from having been loved."""

from pairbond.theory._spec import Mechanism, Node, Term, fixed

MECHANISM = Mechanism(
    name="being_loved",
    symbol=r"\gamma_{love}",
    says="Care that gets in becomes inner worth.",
    source="S4; Arriaga & Kumashiro (2019) on earned security",
    claims=("J2", "I6", "J5"),
    params=fixed(worth_cared=1.2),
    nodes=(Node("calm", 1.0),),
    terms=(
        Term(
            "drift_inner_worth",
            "add",
            lambda m, q, p: (1.0 - q.own.inner_worth) * q.own.openness * p.worth_cared * q.other.care * q.own.calm,
        ),
    ),
)
