"""Where the essays disagree: two rival sentences, one experiment, and a verdict that may be that it cannot be told."""

from pairbond.experiments.disputes.dispute import Dispute, disputes
from pairbond.experiments.disputes.settle import Settled, explained, settle, table

__all__ = ["Dispute", "Settled", "disputes", "explained", "settle", "table"]
