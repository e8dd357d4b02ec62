"""Compare models by how well they predict held-out days.

>>> found = pairbond.compare(diary)                  # doctest: +SKIP
>>> found.scores                                     # doctest: +SKIP
"""

from pairbond.predict._verb import compare
from pairbond.predict.result import Comparison
from pairbond.predict.split import check_holdout

__all__ = ["Comparison", "check_holdout", "compare"]
