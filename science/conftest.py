"""The science tier shares a few helpers with the fast tests; its files are found by any name but a helper's."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
