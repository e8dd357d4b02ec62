"""A theory described, by functions over it: tables, equations, diagram, budget, fingerprint, sources.

>>> from pairbond.theory import Theory, describe
>>> describe.citations(Theory())["Kernberg (1975)"]
('conditional_praise', 'splitting')
"""

from pairbond.theory.describe.budget import knockouts, shares
from pairbond.theory.describe.citations import citations
from pairbond.theory.describe.diagram import arrows, diagram
from pairbond.theory.describe.fingerprint import fingerprint
from pairbond.theory.describe.latex import latex
from pairbond.theory.describe.tables import parameters, schedule, table

__all__ = [
    "arrows",
    "citations",
    "diagram",
    "fingerprint",
    "knockouts",
    "latex",
    "parameters",
    "schedule",
    "shares",
    "table",
]
