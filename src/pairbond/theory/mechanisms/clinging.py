"""Under threat of loss the one who gives, gives more."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="clinging",
    symbol=r"\gamma_{cling}",
    says="Arousal and craving make the one who gives comply all the more.",
    source="S2, S3",
    claims=("D3", "C9"),
    params=fixed(cling=0.68),
    terms=(
        Term(
            "surrender_pull",
            "add",
            lambda m, q, p: p.cling * (q.own.arousal + q.own.craving),
        ),
    ),
)
