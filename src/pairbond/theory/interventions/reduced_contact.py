"""Contact is kept to a minimum."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory._spec import Constant, Term, fixed
from pairbond.theory.interventions._intervention import Intervention


def _less(m, q, p, x):
    """The partner who reduces it more decides."""
    most = 0.5 * m.total(m.maximum(q.u.reduced_contact, m.swap(q.u.reduced_contact)))
    return m.minimum(x, 1.0 - p.contact_given_up * most)


@dataclass(frozen=True, kw_only=True)
class ReducedContact(Intervention):
    """Contact is kept to a minimum."""

    name: ClassVar[str] = "reduced_contact"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = "Contact is kept to a minimum."
    sets: ClassVar[tuple[str, ...]] = ("reduced_contact",)
    params: ClassVar[tuple[Constant, ...]] = fixed(contact_given_up=0.8)
    edits: ClassVar[tuple[Term, ...]] = (Term("contact", "edit", _less),)
