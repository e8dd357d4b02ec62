"""No contact at all."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory._spec import Term
from pairbond.theory.interventions._intervention import Intervention


def _none(m, q, p, x):
    """The partner who wants it more decides."""
    most = 0.5 * m.total(m.maximum(q.u.no_contact, m.swap(q.u.no_contact)))
    return m.minimum(x, 1.0 - most)


@dataclass(frozen=True, kw_only=True)
class NoContact(Intervention):
    """No contact at all."""

    name: ClassVar[str] = "no_contact"
    says: ClassVar[str] = "No contact at all."
    sets: ClassVar[tuple[str, ...]] = ("no_contact",)
    edits: ClassVar[tuple[Term, ...]] = (Term("contact", "edit", _none),)
