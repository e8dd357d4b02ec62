"""What holds a cycle: mechanisms it needs, the fewest it goes on with, where it begins, what ends it at what cost.

>>> from pairbond.analyse import knock_outs
>>> from pairbond.theory import COUPLES
>>> bool(knock_outs(COUPLES["secure"]).iloc[0]["cycles"] == 0)
True
"""

from pairbond.analyse.interventions import PROGRAMMES, interventions_compared
from pairbond.analyse.knock_outs import knock_outs, sufficient
from pairbond.analyse.onset import continued, onset
from pairbond.dynamics import FALLS

__all__ = ["FALLS", "PROGRAMMES", "continued", "interventions_compared", "knock_outs", "onset", "sufficient"]
