"""A practice is worth what the person who practises can hold in mind."""

from pairbond.theory._spec import Mechanism, Term

MECHANISM = Mechanism(
    name="capacity",
    symbol=r"\gamma_{cap}",
    says="Practices of a secure bond work as far as one can mentalize.",
    source="S2, S4; Fonagy & Luyten (2009)",
    claims=("J8",),
    terms=(Term("practised", "scale", lambda m, q, p: m.sigmoid(q.own.mentalizing)),),
)
