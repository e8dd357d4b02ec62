"""The command line: ``pairbond fit | compare | report | map | diary | what-if | doctor``.

One file a command; each imports what it needs when it runs, because ``pairbond --help``
should answer at once and JAX, pandas and matplotlib take seconds to import.
"""

from pairbond.cli._main import app, main

__all__ = ["app", "main"]
