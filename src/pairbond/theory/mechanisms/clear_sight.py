"""Looking at it honestly."""

from pairbond.theory._spec import Mechanism, Node, Term

MECHANISM = Mechanism(
    name="clear_sight",
    symbol=r"\gamma_{see}",
    says="Whoever looks honestly at how things are leaves sooner, and comes back less lightly.",
    source="S2",
    claims=("H4", "H8"),
    nodes=(Node("seen_clearly"),),
    terms=(Term("seen_clearly", "add", lambda m, q, p: q.u.assessment),),
)
