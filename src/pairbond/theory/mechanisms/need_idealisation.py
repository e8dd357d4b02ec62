"""One falls for an image of one's own making."""

from pairbond.theory._spec import Mechanism, Term

MECHANISM = Mechanism(
    name="need_idealisation",
    symbol=r"\gamma_{ide}",
    says="Together, craving raises the image of the partner, the more the deeper the wound.",
    source="S2",
    claims=("B2", "G1", "A4", "C10"),
    terms=(Term("drift_image", "add", lambda m, q, p: q.couple.contact * q.own.idealising),),
)
