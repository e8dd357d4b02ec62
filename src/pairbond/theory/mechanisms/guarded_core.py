"""Love does not get in where difference cannot be borne."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _gate(m, q, p):
    return m.sigmoid(p.open_slope * (q.own.integration - p.open_middle)) * (1.0 - p.open_inflating * q.own.inflating)


MECHANISM = Mechanism(
    name="guarded_core",
    symbol=r"\gamma_{core}",
    says="Care gets in only above some integration, and less behind a grand armour.",
    source="S2, S4",
    claims=("D4", "D7", "J2", "G15", "I10"),
    params=fixed(open_slope=14.0, open_middle=0.28, open_inflating=0.8),
    terms=(Term("openness", "scale", _gate),),
)
