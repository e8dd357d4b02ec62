"""The partner's autonomy is suppressed."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="control",
    symbol=r"\gamma_{ctl}",
    says="Who lives on supply controls its source, the more the greater hunger and alarm.",
    source="S2",
    claims=("C8",),
    params=fixed(control_base=0.3, control_need=0.5, control_arousal=0.5),
    terms=(
        Term(
            "control",
            "add",
            lambda m, q, p: (
                q.own.inflating
                * (p.control_base + p.control_need * q.own.unmet_need + p.control_arousal * q.own.arousal)
            ),
        ),
    ),
)
