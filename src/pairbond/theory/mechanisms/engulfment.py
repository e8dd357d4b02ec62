"""Closeness itself frightens: there is only fusion or distance."""

from pairbond.theory._shapes import gain_above
from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _too_close(m, q, p):
    exposed = (1.0 - q.own.inner_worth) * (1.0 - q.own.integration) * q.own.avoidance
    return exposed * gain_above(m, q.other.warmth - p.comfortable_warmth, p.corner)


MECHANISM = Mechanism(
    name="engulfment",
    symbol=r"\gamma_{eng}",
    says="Warmth beyond a comfortable distance repels whoever avoids, is wounded and cannot bear difference.",
    source="S2, S3; Bartholomew & Horowitz (1991)",
    claims=("C14",),
    params=fixed(image_engulfed=20.0, arousal_engulfed=3.0, comfortable_warmth=0.5),
    nodes=(Node("engulfed"),),
    terms=(
        Term("engulfed", "add", _too_close),
        Term("drift_image", "add", lambda m, q, p: -p.image_engulfed * q.own.engulfed, gated=False),
        Term("arousal_target", "add", lambda m, q, p: p.arousal_engulfed * q.own.engulfed, gated=False),
    ),
)
