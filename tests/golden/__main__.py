"""Write the golden numbers anew: ``python -m tests.golden [NAME …]``."""

import sys

import numpy as np

from .values import GOLDEN, HERE

for name in sys.argv[1:] or GOLDEN:
    np.savez_compressed(HERE / f"{name}.npz", **GOLDEN[name]())
