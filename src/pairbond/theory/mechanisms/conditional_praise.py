"""Praised for what one achieves, not held when one fails."""

from pairbond.theory._spec import Early, Mechanism

MECHANISM = Mechanism(
    name="conditional_praise",
    symbol=r"\gamma_{pra}",
    says="Praise without support teaches to inflate oneself and to need nobody.",
    source="S0; Kernberg (1975); Otway & Vignoles (2006)",
    claims=("A1", "A2"),
    childhood=(
        Early("leaning", lambda m, care, worth: 2.0 * care.praise),
        Early("anxiety", lambda m, care, worth: -1.5 * care.praise),
        Early("avoidance", lambda m, care, worth: 1.5 * care.praise),
    ),
)
