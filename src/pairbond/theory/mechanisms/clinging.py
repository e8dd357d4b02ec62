"""Under threat of loss the one who gives, gives more."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="clinging",
    symbol=r"\gamma_{cling}",
    says="Arousal and craving make the one who gives comply all the more.",
    source="S2, S3",
    claims=("D3", "C9"),
    params=fixed(cling_arousal=0.7, cling_craving=0.7),
    terms=(
        Term(
            "surrender_pull",
            "add",
            lambda m, q, p: p.cling_arousal * q.own.arousal + p.cling_craving * q.own.craving,
        ),
    ),
)
