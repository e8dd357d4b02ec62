"""The body remembers: a reminder lights the wanting again, with nobody there."""

from pairbond.theory._spec import Mechanism, Term

MECHANISM = Mechanism(
    name="reminders",
    symbol=r"\gamma_{cue}",
    says="Apart, what reminds of the other stirs the attachment system as their absence does.",
    source="S1; Bouton (2004) on renewal and reinstatement",
    claims=("E12",),
    terms=(Term("activation", "add", lambda m, q, p: (1.0 - q.couple.contact) * q.own.reminding),),
)
