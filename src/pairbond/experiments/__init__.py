"""What the theory says must follow, as experiments: prediction, run, verdict, knock-out, draws.

>>> from pairbond.experiments import predictions
>>> predictions()["G9"].essays
['S3']
"""

from pairbond.experiments.prediction import CourseEffect, Prediction, predictions, read, schema
from pairbond.experiments.protocols import experiments
from pairbond.experiments.result import KnockedOut, Result
from pairbond.experiments.run import measure, run
from pairbond.experiments.specific import specific
from pairbond.experiments.table import explained, table
from pairbond.experiments.verdict import VERDICTS, verdicts
from pairbond.experiments.world import Draw, Followed, Pair, Someone, World

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
