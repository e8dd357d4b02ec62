"""One goes back to what is still worth something."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _worth_it(m, q, p):
    return p.pull_image * m.sigmoid(p.pull_slope * q.own.image)


MECHANISM = Mechanism(
    name="remembered_value",
    symbol=r"\gamma_{val}",
    says="The better the picture that is left of the other, the stronger the pull back.",
    source="S2",
    claims=("G8",),
    params=fixed(pull_image=0.7, pull_slope=4.0),
    terms=(Term("pull_value", "add", _worth_it),),
)
