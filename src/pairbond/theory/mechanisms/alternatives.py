"""A culture of display and many alternatives: discard and affair."""

from pairbond.theory._spec import Constant, Mechanism, Node, Term, fixed


def _discards(m, q, p):
    wanting = q.own.inflation * (1.0 - q.own.inner_worth)
    devalued = m.sigmoid(-p.discard_slope * q.own.image)
    return p.leave_discard * p.culture * wanting * devalued * (1.0 - q.own.expected_warmth)


def _offered(m, q, p):
    """Thibaut and Kelley's comparison level for alternatives: more where display and choice are everywhere."""
    return p.comparison_market * (p.culture - p.culture_middle)


MECHANISM = Mechanism(
    name="alternatives",
    symbol=r"\gamma_{alt}",
    says="Where the world offers display and alternatives, a devalued partner is exchanged.",
    source="S0, S2, S3",
    claims=("K1", "G6"),
    params=(
        Constant("culture", 0.5, r"\mathrm{culture}", source="K1", free=True, limits=(0.0, 1.0)),
        Constant("leave_discard", 0.006, unit="1/d", source="definition"),
        *fixed(discard_slope=6.0, comparison_market=0.26, culture_middle=0.5),
    ),
    nodes=(Node("elsewhere"),),
    terms=(
        Term("leaving_rate", "add", _discards),
        Term("elsewhere", "add", _offered),
    ),
)
