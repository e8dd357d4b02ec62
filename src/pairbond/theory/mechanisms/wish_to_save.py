"""The belief that the other will change."""

from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _believed(m, q, p):
    return q.own.giving * q.own.favour * (1.0 - p.save_assessment * q.own.seen_clearly)


MECHANISM = Mechanism(
    name="wish_to_save",
    symbol=r"\gamma_{save}",
    says="Believing that the other will change draws back and holds up grief; looking at the evidence lowers it.",
    source="S2, S3",
    claims=("H6",),
    params=fixed(save_assessment=0.8, pull_save=0.6, grief_save=0.6),
    nodes=(Node("wish_to_save"),),
    terms=(
        Term("wish_to_save", "add", _believed),
        Term("pull", "scale", lambda m, q, p: 1.0 + p.pull_save * q.own.wish_to_save, gated=False),
        Term("grief_speed", "scale", lambda m, q, p: 1.0 - p.grief_save * q.own.wish_to_save, gated=False),
        Term("grief_work", "scale", lambda m, q, p: 1.0 - p.grief_save * q.own.wish_to_save, gated=False),
    ),
)
