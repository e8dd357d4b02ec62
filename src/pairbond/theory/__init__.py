"""What is claimed about people who are close to each other: pure functions and frozen tables, nothing else.

>>> theory = Theory()
>>> len(theory.mechanisms) > 30
True
"""

from pairbond.theory._namespace import numpy_functions
from pairbond.theory._spec import Constant, Mechanism, Node, Part, Term
from pairbond.theory.couple import Couple
from pairbond.theory.person import Person
from pairbond.theory.quantities import QUANTITIES, Quantity
from pairbond.theory.theory import Theory

__all__ = [
    "QUANTITIES",
    "Constant",
    "Couple",
    "Mechanism",
    "Node",
    "Part",
    "Person",
    "Quantity",
    "Term",
    "Theory",
    "numpy_functions",
]
