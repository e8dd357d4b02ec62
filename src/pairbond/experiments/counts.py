"""Three counts of claims: predicted before the run, found afterwards, and identities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pairbond.experiments.files import records
from pairbond.experiments.record import CountClass
from pairbond.experiments.verdict import BROKE_OFF, CARRIED, NONE

if TYPE_CHECKING:
    import pandas as pd

CLASSES: Mapping[CountClass, str] = {
    "predicted": "predicted before it was run",
    "afterwards": "knock-out or experiment found afterwards",
    "identity": "identity",
}


def counts(found: pd.DataFrame) -> pd.DataFrame:
    """How many claims are in each of the three counts, how many were tested, how many are carried.

    Parameters
    ----------
    found : a table of ``pairbond.experiments.table``, or one read back from a file; rows that are no claims count for
        nothing.

    Returns
    -------
    One row a count, in the order of ``CLASSES``: ``count``, ``tested``, ``carried`` (on the defaults), and where the
    table has them ``all_three`` (defaults, draws and knock-out) and ``every`` (with specific knock-outs as well).
    """
    import pandas as pd

    claims = records("claim")
    classes = pd.Series({name: claims[name].count.class_ for name in found["id"] if name in claims}, dtype=object)
    whole = found.set_index("id").loc[classes.index]
    drawn = "all_three" in whole and bool((whole["draws"].astype(int) > 0).all())
    rows = []
    for name, words in CLASSES.items():
        some = whole[(classes == name) & ~whole["verdict"].isin([NONE, BROKE_OFF])]
        row = {"count": words, "tested": len(some), "carried": int((some["verdict"] == CARRIED).sum())}
        if drawn:
            row |= {"all_three": int((some["all_three"] == "yes").sum())}
            row |= {"every": int((some["carried"] == "yes").sum())} if "carried" in some else {}
        rows.append(row)
    return pd.DataFrame(rows)
