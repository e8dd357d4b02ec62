"""Compare models by how well they foresee days they have not seen.

>>> found = pairbond.compare(diary)                  # doctest: +SKIP
>>> found.scores                                     # doctest: +SKIP
"""

from pairbond.predict._verb import compare
from pairbond.predict.result import Comparison
from pairbond.predict.split import check_holdout

__all__ = ["Comparison", "check_holdout", "compare"]
