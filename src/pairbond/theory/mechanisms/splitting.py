"""All good or all bad: the image has two wells where integration is low."""

from pairbond.theory._spec import Constant, Mechanism, Term


def _split(m, q, p):
    """Takes away the return that everybody's image has, and beyond."""
    strength = p.split_strength * (p.split_integration - q.own.integration) / p.split_integration
    return (strength + p.image_return) * q.own.image


MECHANISM = Mechanism(
    name="splitting",
    symbol=r"\gamma_{spl}",
    says="Without integration the image of the partner is bistable: all good, or all bad.",
    source="S2, S3; Kernberg (1975)",
    claims=("C4", "G1", "A9", "G9", "I2"),
    params=(
        Constant("split_strength", 0.65, r"\lambda", source="C4", free=True),
        Constant("split_integration", 0.5, r"\iota_c", source="C4", free=True),
    ),
    terms=(Term("drift_image", "add", _split),),
)
