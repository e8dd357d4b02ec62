"""The bad is filtered out: a language one has learned not to hear. One excuses while calm, not while alarmed."""

from pairbond.theory._spec import Constant, Mechanism, Term, fixed


def _discount(m, q, p):
    learned = p.discount_gain * q.own.giving * (p.discount_base + (1.0 - p.discount_base) * q.own.bond)
    return learned * (1.0 - p.discount_alarm * q.own.arousal)


MECHANISM = Mechanism(
    name="discounting",
    symbol=r"\gamma_{disc}",
    says="Who lives by giving discounts mistreatment, the more the stronger the bond.",
    source="S2",
    claims=("B2", "D5", "A8", "H4"),
    params=(
        Constant("discount_gain", 2.4, "k_{disc}", source="D5", free=True),
        *fixed(discount_base=0.5, discount_alarm=0.8),
    ),
    terms=(Term("discounting", "add", _discount),),
)
