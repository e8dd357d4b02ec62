"""The partner's autonomy is suppressed."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _holds_down(m, q, p):
    """It takes both: living on the other, and having put oneself above them."""
    return p.control_hunger * q.own.inflating * q.own.inflation * (q.own.unmet_need + q.own.arousal)


MECHANISM = Mechanism(
    name="control",
    symbol=r"\gamma_{ctl}",
    says="Who lives on supply controls its source, the more the greater hunger and alarm.",
    source="S2",
    claims=("C8",),
    params=fixed(control_hunger=0.55),
    terms=(
        Term(
            "control",
            "add",
            _holds_down,
        ),
    ),
)
