"""Claims, disputes and published facts as experiments: a declared record, a run, a verdict, a table.

>>> from pairbond.experiments import records
>>> records("claim")["G9"].source
['S3']
"""

from pairbond.experiments.counts import CLASSES, counts
from pairbond.experiments.explain import explained
from pairbond.experiments.files import read, records
from pairbond.experiments.planned import Planned, PlannedRun, planned
from pairbond.experiments.protocols import all_protocols
from pairbond.experiments.record import Claim, Count, CourseEffect, Dispute, Fact, schema
from pairbond.experiments.result import KnockedOut, Result
from pairbond.experiments.run import measure, run
from pairbond.experiments.specific import specific
from pairbond.experiments.table import table
from pairbond.experiments.trial import Draw, Pair, PersonSpec, Trajectory, Trial
from pairbond.experiments.verdict import VERDICTS, verdicts
from pairbond.experiments.verdict_table import recorded_verdicts, verdict_table

__all__ = [
    "CLASSES",
    "VERDICTS",
    "Claim",
    "Count",
    "CourseEffect",
    "Dispute",
    "Draw",
    "Fact",
    "KnockedOut",
    "Pair",
    "PersonSpec",
    "Planned",
    "PlannedRun",
    "Result",
    "Trajectory",
    "Trial",
    "all_protocols",
    "counts",
    "explained",
    "measure",
    "planned",
    "read",
    "recorded_verdicts",
    "records",
    "run",
    "schema",
    "specific",
    "table",
    "verdict_table",
    "verdicts",
]
