"""The same gift, from fear and from freedom."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _costs(m, q, p):
    return (1.0 - q.own.load) * p.load_surrender * q.own.compliant_surrenderer * q.own.given


def _starves(m, q, p):
    return (1.0 - q.own.unmet_need) * p.need_surrender * q.own.compliant_surrenderer * q.own.given


MECHANISM = Mechanism(
    name="surrendered_giving",
    symbol=r"\gamma_{sur}",
    says="What is given out of compliance exhausts the giver and leaves own needs waiting; a free gift does not.",
    source="S2, S4; Clark & Mills (1979) on communal and exchange giving",
    claims=("D9",),
    params=fixed(load_surrender=0.4, need_surrender=0.22, given_freely=0.74),
    terms=(
        # what is given freely is no loss
        Term("giving_drain", "scale", lambda m, q, p: 1.0 - p.given_freely * q.own.healthy_adult),
        Term("drift_load", "add", _costs),
        Term("drift_unmet_need", "add", _starves),
    ),
)
