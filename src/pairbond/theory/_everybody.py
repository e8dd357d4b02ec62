"""The parts that everybody has: they have no gain, and cannot be taken out."""

from pairbond.theory import (
    _drifts_fast,
    _drifts_slow,
    _start,
    appraisals,
    conduct,
    dyad,
    modes,
    readouts,
    status,
    supply,
)
from pairbond.theory._spec import Part
from pairbond.theory.interventions import INTERVENTIONS

EVERYBODY: tuple[Part, ...] = (
    readouts.PART,
    modes.PART,
    conduct.PART,
    supply.PART,
    appraisals.PART,
    _drifts_fast.PART,
    _drifts_slow.PART,
    dyad.PART,
    status.PART,
    _start.PART,
    *(one.part() for one in INTERVENTIONS),
)
