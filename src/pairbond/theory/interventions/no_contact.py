"""No contact at all."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory._spec import Term
from pairbond.theory.interventions._intervention import Intervention
from pairbond.theory.status import kept_apart


def _none(m, q, p, x):
    """The partner who wants it more decides."""
    return m.minimum(x, 1.0 - 0.5 * m.total(kept_apart(m, q)))


@dataclass(frozen=True, kw_only=True)
class NoContact(Intervention):
    """No contact at all; as long as it acts nobody leaves and nobody returns, and the status waits."""

    name: ClassVar[str] = "no_contact"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = "No contact at all."
    sets: ClassVar[tuple[str, ...]] = ("no_contact",)
    edits: ClassVar[tuple[Term, ...]] = (Term("contact", "edit", _none),)
