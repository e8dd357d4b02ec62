"""Defeats of the outside world are brought home, and so are its glories."""

from pairbond.theory._shapes import positive
from pairbond.theory._spec import Mechanism, Term, fixed


def _beyond(m, x, p):
    """What is more than a day's ordinary luck, and no more than one can take in."""
    return m.tanh(positive(m, x - p.fortune_ordinary, p.corner_fortune))


def _defeat(m, q, p):
    return p.injury_defeat * _beyond(m, -q.own.felt_fortune, p)


def _glory(m, q, p):
    return p.supply_glory * _beyond(m, q.own.felt_fortune, p)


MECHANISM = Mechanism(
    name="outside_fortune",
    symbol=r"\gamma_{for}",
    says="A defeat outside injures the fragile at home, a triumph feeds them; nobody inside can foresee either.",
    source="S2; Neff & Karney (2004) on stress that spills over",
    claims=("C16", "G16"),
    params=fixed(injury_defeat=3.0, supply_glory=0.6, fortune_ordinary=1.12, corner_fortune=0.05),
    terms=(
        Term("injury", "add", _defeat),
        Term("supply", "add", _glory),
    ),
)
