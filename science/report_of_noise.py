"""Diaries in which nothing is connected with anything give reports without findings.

White noise around each person's own level: no lingering, no influence, no shared days, no trend. Each diary is
fitted as any other and put through the questions of the report. Beside it: what would have been "found" by reading
each 90 % interval by itself.

    python -m science.report_of_noise 40        # from the root of the repository
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd

from pairbond.diary import Diary, Item
from pairbond.inference import Fit, fit_many
from pairbond.report.findings import findings
from pairbond.report.view import select_view

from ._results import record

COUPLES, DAYS, ITEMS, SEED, REPLICATIONS, BATCH = 12, 20, ("calm", "worry"), 5, 40, 10


PARTNERS = ("woman", "man")


def noise(rng: np.random.Generator) -> Diary:
    """Answers from 0 to 10 around a level of their own; one in twelve days is skipped."""
    rows = []
    for couple in range(COUPLES):
        for partner in range(2):
            level = rng.normal(5, 1, len(ITEMS))
            for day in range(DAYS):
                if rng.random() < 1 / 12:
                    continue
                answers = np.clip(level + rng.normal(0, 1.2, len(ITEMS)), 0, 10)
                rows.append(
                    {
                        "couple": f"c{couple}",
                        "person": f"c{couple}.{partner}",
                        "partner": PARTNERS[partner],
                        "time": float(day),
                    }
                    | {"date": pd.NaT, "contact": "", "event": ""}
                    | dict(zip(ITEMS, answers, strict=True))
                )
    frame = pd.DataFrame(rows).sort_values("couple", kind="stable", ignore_index=True)
    items = tuple(Item(name=name, label=name, low=0.0, high=10.0, kind="bounded") for name in ITEMS)
    return Diary("noise", frame, items, PARTNERS, distinguishable=True)


def read(number: int, diary: Diary, fitted: Fit) -> dict[str, object]:
    """One row: what the report of this diary says, and what single intervals would have said."""
    tests = findings(select_view(diary, fitted, None, None))
    unadjusted = [a for a in tests.all if a.unadjusted]
    return {
        "diary": number,
        "questions": len(tests.all),
        "intervals_without_zero": len(unadjusted),
        "findings": len(tests.significant),
        "sentences": " ".join(a.sentence for a in tests.all if a.significant),
    }


def run(replications: int) -> pd.DataFrame:
    """One row a diary."""
    rng = np.random.default_rng(SEED)
    rows = []
    for start in range(0, replications, BATCH):
        diaries = [noise(rng) for _ in range(min(BATCH, replications - start))]
        fits = fit_many(diaries, starts=1)
        rows += [read(start + i, d, f) for i, (d, f) in enumerate(zip(diaries, fits, strict=True))]
        print(f"{len(rows)} diaries, {sum(r['findings'] > 0 for r in rows)} with a finding", flush=True)
    return pd.DataFrame(rows)


if __name__ == "__main__":
    table = run(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS)
    record("report_of_noise", table, diaries=len(table), with_a_finding=int((table["findings"] > 0).sum()), seed=SEED)
