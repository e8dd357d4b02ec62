"""Being met with acceptance."""

from pairbond.theory._spec import Mechanism, Term

MECHANISM = Mechanism(
    name="being_accepted",
    symbol=r"\gamma_{acc}",
    says="Acceptance arrives, and takes from shame and from injury.",
    source="S3; Rogers (1957); Gilbert (2009)",
    claims=("I5", "I14"),
    terms=(Term("acceptance_felt", "add", lambda m, q, p: q.u.acceptance),),
)
