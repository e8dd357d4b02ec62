"""Closeness itself frightens: there is only fusion or distance."""

from pairbond.theory._shapes import gain_above
from pairbond.theory._spec import Mechanism, Term, fixed


def _too_close(m, q, p):
    exposed = (1.0 - q.own.inner_worth) * (1.0 - q.own.integration) * q.own.avoidance
    return -p.image_engulfed * exposed * gain_above(m, q.other.warmth - p.comfortable_warmth, p.corner)


MECHANISM = Mechanism(
    name="engulfment",
    symbol=r"\gamma_{eng}",
    says="Warmth beyond a comfortable distance repels whoever avoids, is wounded and cannot bear difference.",
    source="S2, S3; Bartholomew & Horowitz (1991)",
    claims=("C14",),
    params=fixed(image_engulfed=6.0, comfortable_warmth=0.6),
    terms=(Term("drift_image", "add", _too_close),),
)
