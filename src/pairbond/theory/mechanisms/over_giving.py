"""Giving is how safety is earned; own needs wait."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _own_needs_wait(m, q, p):
    return (1.0 - q.own.unmet_need) * p.need_giving * q.own.giving * q.own.given


MECHANISM = Mechanism(
    name="over_giving",
    symbol=r"\gamma_{give}",
    says="Who lives by giving complies and gives, while own needs grow.",
    source="S0, S3",
    claims=("D1", "D3", "D4"),
    params=fixed(cs_giving=2.95, need_giving=0.5),
    terms=(
        Term("drive_compliant_surrenderer", "add", lambda m, q, p: p.cs_giving * q.own.giving * q.own.surrender_pull),
        Term("drift_unmet_need", "add", _own_needs_wait),
    ),
)
