"""Whoever chose the safe, lesser audience is ashamed of it."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _ashamed(m, q, p):
    return p.shame_audience * q.own.inflating * m.tanh(q.own.supply_received) * (1.0 - q.other.inner_worth)


MECHANISM = Mechanism(
    name="lesser_audience",
    symbol=r"\gamma_{aud}",
    says="Supply from somebody who is thought little of shames the one who lives on it.",
    source="S2",
    claims=("C24",),
    params=fixed(shame_audience=0.3),
    terms=(Term("shame_pressure", "add", _ashamed),),
)
