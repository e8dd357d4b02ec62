"""Compare models by how well they foresee days they have not seen.

>>> found = pairbond.compare(diary)                  # doctest: +SKIP
>>> found.scores                                     # doctest: +SKIP
"""

from pairbond._verb import make_callable
from pairbond.compare._verb import compare
from pairbond.compare.result import Comparison
from pairbond.compare.split import check_holdout

__all__ = ["Comparison", "check_holdout", "compare"]

make_callable(__name__, compare)
