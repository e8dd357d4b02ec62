"""A culture that shows itself."""

from pairbond.theory._spec import Early, Mechanism

MECHANISM = Mechanism(
    name="culture_of_display",
    symbol=r"\gamma_{cul}",
    says="Where display counts, the wounded lean towards self-inflation.",
    source="S2, S3; Twenge & Campbell (2009)",
    claims=("K1",),
    childhood=(Early("leaning", lambda m, care, worth: 0.5 * care.culture * (1.0 - worth)),),
)
