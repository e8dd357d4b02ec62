"""The minimal model of the theory, beside its rivals: whatever lies here can be simulated, fitted and compared."""

from pairbond.minimal import MODEL as MODEL
