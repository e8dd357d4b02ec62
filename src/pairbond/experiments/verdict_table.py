"""The verdicts on record: what came of every claim, dispute and published fact when it was last tested.

They come with the package as ``verdicts.json``, written by the commands that make the tables under ``results/``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pairbond.experiments.files import records
from pairbond.experiments.record import Claim, Dispute, Fact
from pairbond.simulate.recording import default_theory
from pairbond.theory import Theory

if TYPE_CHECKING:
    import pandas as pd

PATH = Path(__file__).parent / "verdicts.json"


@cache
def recorded_verdicts() -> Mapping[str, Any]:
    """The verdicts on record as plain data.

    Returns
    -------
    ``made`` : for each kind (claim, dispute, fact) the fingerprint of the theory, the date and the command; for claims
        also which were tested again later, and when.
    ``rows`` : one for each record, with its verdict and numbers as the tables under ``results/`` have them.
    ``earlier`` : verdicts of earlier versions of a claim.
    """
    return json.loads(PATH.read_text(encoding="utf-8"))


def verdict_table(theory: Theory | None = None) -> pd.DataFrame:
    """What came of every claim, dispute and published fact when it was last tested; nothing is run.

    Parameters
    ----------
    theory : the theory in question; by default with every mechanism.

    Returns
    -------
    One row for each record, claims first: ``id``, ``kind``, ``sentence``, ``source``, ``strength``; ``count`` of a
    claim (predicted, afterwards, identity), ``verdict``, ``effect``, ``draws`` around the defaults and the share of
    them in which it ``held``, ``knock_out`` and ``knock_outs``, ``carried`` (by all criteria), ``numbers`` and the
    checks that were ``missed``; then ``theory`` (fingerprint), ``date`` and ``command``, and ``stale``: whether the
    theory in question has another fingerprint, or the claim another version, than the one that was tested. A record
    that was never tested has no verdict and is stale.

    Examples
    --------
    >>> verdict_table().set_index("id").loc["E1", "verdict"]
    'contradicted'
    """
    import pandas as pd

    recorded = recorded_verdicts()
    tested = {row["id"]: row for row in recorded["rows"]}
    present = (default_theory() if theory is None else theory).hash
    rows = [_row(one, tested.get(one.id), recorded["made"][one.kind], present) for one in records().values()]
    return pd.DataFrame(rows)


def _row(one: Claim | Dispute | Fact, tested: Mapping[str, Any] | None, made: Mapping[str, str], present: str) -> Any:
    found: Mapping[str, Any] = tested or {}
    version = one.version if isinstance(one, Claim) else None
    return {
        "id": one.id,
        "kind": one.kind,
        "sentence": one.sentence,
        "source": ("; " if isinstance(one, Fact) else " ").join(one.source),
        "strength": one.strength,
        "count": one.count.class_ if isinstance(one, Claim) else "",
        "verdict": found.get("verdict", ""),
        **{name: _number(found.get(name)) for name in ("effect", "draws", "held")},
        **{name: found.get(name, "") for name in ("knock_out", "knock_outs", "carried", "numbers", "missed")},
        "theory": made["theory"],
        "date": made["date"],
        "command": made["command"],
        "stale": not found or made["theory"] != present or found.get("version") != version,
    }


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)
