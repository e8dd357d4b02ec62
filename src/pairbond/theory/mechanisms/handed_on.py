"""What parents hand on: the care they give is as they live."""

from pairbond.theory._spec import Early, Mechanism

MECHANISM = Mechanism(
    name="handed_on",
    symbol=r"\gamma_{hand}",
    says="Parents give the care that their life leaves them; without this, children are cared for in the usual way.",
    source="S2; van IJzendoorn (1995)",
    claims=("A5",),
    childhood=(
        Early("mirroring", lambda m, home, usual: home.care / 0.6 - usual),
        Early("inconsistency", lambda m, home, usual: 3.0 * home.care_sd + home.arousal_sd - usual),
        Early("praise", lambda m, home, usual: 1.3 * home.inflating - usual),
        Early("parentification", lambda m, home, usual: 1.3 * home.neediness - usual),
        Early("containment", lambda m, home, usual: home.mentalization * (1.0 - home.arousal) - usual),
    ),
)
