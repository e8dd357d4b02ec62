"""Hope gives needs a voice."""

from pairbond.theory._spec import Mechanism, Term

MECHANISM = Mechanism(
    name="voice_of_needs",
    symbol=r"\gamma_{voice}",
    says="The vulnerable child voices its needs, once there is hope.",
    source="S0, S2",
    claims=("D2", "G1", "G2"),
    terms=(Term("voice", "add", lambda m, q, p: q.own.vulnerable_child),),
)
