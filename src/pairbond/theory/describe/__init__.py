"""A theory described, by functions over it: tables, equations, diagram, budget, fingerprint, sources.

>>> from pairbond.theory import Theory, describe
>>> describe.citations(Theory())["Kernberg (1975)"]
('conditional_praise', 'splitting')
"""

from pairbond.theory.describe.budget import all_shares, knockouts, shares, summands_of
from pairbond.theory.describe.carriers import Arrow, carried
from pairbond.theory.describe.citations import citations
from pairbond.theory.describe.diagram import arrows, diagram
from pairbond.theory.describe.fingerprint import fingerprint
from pairbond.theory.describe.latex import latex
from pairbond.theory.describe.main_loop import BRANCH, RING, STEPS, Place
from pairbond.theory.describe.tables import rows, schedule, table

__all__ = [
    "BRANCH",
    "RING",
    "STEPS",
    "Arrow",
    "Place",
    "all_shares",
    "arrows",
    "carried",
    "citations",
    "diagram",
    "fingerprint",
    "knockouts",
    "latex",
    "rows",
    "schedule",
    "shares",
    "summands_of",
    "table",
]
