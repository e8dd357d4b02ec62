"""Integration grows when shame is active and held."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _bearable(m, q, p):
    active = p.shame_active * q.own.shame * (1.0 - q.own.shame)
    return (1.0 - q.own.integration) * p.integration_holding * q.own.held * active * q.own.within_reach


MECHANISM = Mechanism(
    name="containment",
    symbol=r"\gamma_{cnt}",
    says="Shame that is active and held, without retaliation or collapse, becomes bearable.",
    source="S2, S3; Bion (1962); Winnicott (1969)",
    claims=("I3", "I11", "I15", "I13", "I17"),
    params=fixed(integration_holding=1.6),
    terms=(Term("drift_integration", "add", _bearable),),
)
