"""Rupture and repair: what two mend together makes them safer than before."""

from pairbond.theory._spec import Mechanism, Term

MECHANISM = Mechanism(
    name="repair",
    symbol=r"\gamma_{rep}",
    says="Repair that both make eases tension, and turns a rupture into security.",
    source="S4; Tronick (1989); Gottman & Silver (1999)",
    claims=("J3", "J4", "J6", "J9", "I6"),
    terms=(Term("repair_made", "add", lambda m, q, p: q.own.repair),),
)
