"""Structural repairs of the core, each an alternative to what the theory says, in a file of its own.

:func:`repaired` is the theory with some of them, a named theory beside the default one, which they leave as it is.

>>> from pairbond.theory.repairs import repaired
>>> "absence_alarm" in repaired("absence").mechanisms
True
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pairbond.theory.names import check_names
from pairbond.theory.repairs import (
    absence,
    accustomed_slight,
    attraction,
    limits,
    stored_anger,
    unpredictability,
    worn_worth,
)
from pairbond.theory.repairs._repair import StructuralRepair, renumbered, with_repair
from pairbond.theory.theory import Theory

REPAIRS: Mapping[str, StructuralRepair] = MappingProxyType(
    {
        one.name: one
        for one in (
            absence.REPAIR,
            accustomed_slight.REPAIR,
            attraction.REPAIR,
            stored_anger.REPAIR,
            limits.REPAIR,
            worn_worth.REPAIR,
            unpredictability.REPAIR,
        )
    }
)

__all__ = ["REPAIRS", "StructuralRepair", "renumbered", "repaired"]


def repaired(*names: str) -> Theory:
    """The theory with structural repairs; with those that are kept where none is named.

    Kept are those that mend what they are for (``StructuralRepair.kept``).

    Parameters
    ----------
    names : of repairs (:data:`REPAIRS`), applied in the order of that table.

    Raises
    ------
    PairbondError : an unknown name, with the nearest.

    Examples
    --------
    >>> len(repaired("absence").states) - len(Theory().states)
    1
    """
    check_names("the repairs", "repair", names, REPAIRS)
    theory = Theory()
    for name, one in REPAIRS.items():
        if name in names or (not names and one.kept):
            theory = with_repair(theory, one)
    return theory
