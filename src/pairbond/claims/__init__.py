"""What the theory says must follow, as experiments: prediction, run, verdict, knock-out, draws.

>>> from pairbond.claims import predictions
>>> predictions()["G9"].essays
['S3']
"""

from pairbond.claims.experiments import experiments
from pairbond.claims.prediction import CourseEffect, Prediction, predictions, read, schema
from pairbond.claims.result import KnockedOut, Result
from pairbond.claims.run import measure, run
from pairbond.claims.specific import specific
from pairbond.claims.table import explained, table
from pairbond.claims.verdict import VERDICTS, verdicts
from pairbond.claims.world import Draw, Followed, Pair, Someone, World

__all__ = [
    "VERDICTS",
    "CourseEffect",
    "Draw",
    "Followed",
    "KnockedOut",
    "Pair",
    "Prediction",
    "Result",
    "Someone",
    "World",
    "experiments",
    "explained",
    "measure",
    "predictions",
    "read",
    "run",
    "schema",
    "specific",
    "table",
    "verdicts",
]
