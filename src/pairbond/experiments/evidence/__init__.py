"""Published facts, each beside what the theory does under a stated mapping; those against the popular theory first.

>>> from pairbond.experiments.evidence import facts
>>> next(iter(facts().values())).stands
'against'
"""

from pairbond.experiments.evidence.fact import Fact, facts
from pairbond.experiments.evidence.result import VERDICTS, Held, evidence, explained, table

__all__ = ["VERDICTS", "Fact", "Held", "evidence", "explained", "facts", "table"]
