"""The courses on offer, in the order in which they are listed: first what one can do for oneself, last what needs two.

The order is fixed, so that nobody takes it for a ranking. Interventions of the theory that are experiments or harm
somebody (silence, an affair, modes called up, correction, grief put off) are not offered.
"""

from __future__ import annotations

from pairbond.counterfactual._offers_contact import CONTACT
from pairbond.counterfactual._offers_own import OWN
from pairbond.counterfactual._offers_towards import TOWARDS

REFERENCE = "as-before"
OFFERS = (*OWN, *TOWARDS, *CONTACT)
COURSES = tuple(one.name for one in OFFERS)
