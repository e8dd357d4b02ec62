"""What is claimed about people who are close to each other: pure functions and frozen tables, nothing else.

>>> theory = Theory()
>>> len(theory.mechanisms) > 30
True
"""

from pairbond.model.quantity import Quantity
from pairbond.theory import describe
from pairbond.theory._namespace import numpy_functions
from pairbond.theory._spec import Constant, Mechanism, Node, Part, Term
from pairbond.theory._start import at_next_meeting
from pairbond.theory.childhood import Childhood
from pairbond.theory.couple import Couple
from pairbond.theory.couples import COUPLES
from pairbond.theory.interventions import INTERVENTIONS, DoseSchedule, Intervention
from pairbond.theory.people import PEOPLE
from pairbond.theory.person import Person
from pairbond.theory.quantities import QUANTITIES
from pairbond.theory.readouts import coping_strengths
from pairbond.theory.status import effective_status
from pairbond.theory.theory import Theory

__all__ = [
    "COUPLES",
    "INTERVENTIONS",
    "PEOPLE",
    "QUANTITIES",
    "Childhood",
    "Constant",
    "Couple",
    "DoseSchedule",
    "Intervention",
    "Mechanism",
    "Node",
    "Part",
    "Person",
    "Quantity",
    "Term",
    "Theory",
    "at_next_meeting",
    "coping_strengths",
    "describe",
    "effective_status",
    "numpy_functions",
]
