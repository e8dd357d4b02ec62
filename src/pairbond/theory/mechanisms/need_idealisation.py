"""One falls for an image of one's own making."""

from pairbond.theory._spec import Constant, Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="need_idealisation",
    symbol=r"\gamma_{ide}",
    says="Craving raises the image of the partner, the more the deeper the wound.",
    source="S2",
    claims=("B2", "G1", "H3", "A4", "C10"),
    params=(
        Constant("image_need", 4.4, "e_{need}", source="B2: image of their own making", free=True),
        *fixed(image_assessment=0.8),
    ),
    terms=(
        Term(
            "drift_image",
            "add",
            lambda m, q, p: (
                p.image_need
                * (1.0 - q.own.inner_worth)
                * q.own.craving
                * (1.0 - m.tanh(q.own.image))
                * (1.0 - p.image_assessment * q.own.seen_clearly)
            ),
        ),
    ),
)
