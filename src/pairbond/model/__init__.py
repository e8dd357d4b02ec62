"""What any model of a couple is, and the short way to write one.

:class:`Model` is what `simulate`, `fit` and `compare` ask of a model. The theory is one; a model that can be written
as a few equations is a :class:`CoupleModel`.
"""

from pairbond.model.couple import ModelCouple
from pairbond.model.couple_model import CoupleModel
from pairbond.model.declared import Parameter, Readout, State
from pairbond.model.partners import BOTH, OTHER, PARTNERS, RESERVED, checked_partner, partner_names, place_of, refusal
from pairbond.model.protocol import Model
from pairbond.model.quantity import STAGES, Quantity

__all__ = [
    "BOTH",
    "OTHER",
    "PARTNERS",
    "RESERVED",
    "STAGES",
    "CoupleModel",
    "Model",
    "ModelCouple",
    "Parameter",
    "Quantity",
    "Readout",
    "State",
    "checked_partner",
    "partner_names",
    "place_of",
    "refusal",
]
