"""Shame that cannot be thought about turns into rage."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _rage(m, q, p):
    unthought = q.own.shame * (1.0 - q.own.mentalization)
    return p.ac_shame * unthought * (p.ac_coping + q.own.inflation) * (p.ac_image + q.own.image_low)


MECHANISM = Mechanism(
    name="rage",
    symbol=r"\gamma_{rage}",
    says="Unmentalized shame calls the angry child, above all against a devalued partner.",
    source="S2, S3",
    claims=("C12",),
    params=fixed(ac_shame=4.7, ac_coping=0.25, ac_image=0.66),
    terms=(Term("drive_angry_child", "add", _rage),),
)
