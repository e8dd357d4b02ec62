"""The partner's autonomy is suppressed."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="control",
    symbol=r"\gamma_{ctl}",
    says="Who lives on supply controls its source, the more the greater hunger and alarm.",
    source="S2",
    claims=("C8",),
    params=fixed(control_hunger=0.5),
    terms=(
        Term(
            "control",
            "add",
            lambda m, q, p: p.control_hunger * q.own.inflating * (q.own.unmet_need + q.own.arousal),
        ),
    ),
)
