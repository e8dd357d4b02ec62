"""The guilt of the other is taken over."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _ashamed(m, q, p):
    return p.shame_blame * (1.0 - q.own.reality_trust) * q.own.giving * q.other.hostility


MECHANISM = Mechanism(
    name="self_blame",
    symbol=r"\gamma_{bla}",
    says="Who lives by giving takes the blame for the other's hostility: it shames.",
    source="S2; Janoff-Bulman (1979)",
    claims=("D6", "F5"),
    params=fixed(shame_blame=0.5),
    terms=(Term("shame_pressure", "add", _ashamed),),
)
