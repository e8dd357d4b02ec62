"""Ten thousand people over sixty years, and what some rules change: results/population*.csv.

python -m science.population   # from the root of the repository; some minutes

Beside the whole run (time and memory are written down) 2,000 people for 60 years each: care that does not follow from
the parents' life, culture 0 and 1, work on the wound after each end, support for everybody. Predicted (claims A4, A5,
K1, K2): without transmission parents tell nothing of children; culture shortens relationships; work makes the next
partner less often self-inflating where the one before was; support makes partings likelier.
"""

from __future__ import annotations

import resource
import time

import pandas as pd

from pairbond.population import Population, Protocol, simulate_population
from pairbond.theory import Theory

from ._results import record

PEOPLE, YEARS, FEWER = 10_000, 60, 2_000
RULES: dict[str, dict[str, float | bool]] = {
    "as they are": {},
    "care does not follow from the parents' life": {"transmission": False},
    "culture 0": {"culture": 0.0},
    "culture 1": {"culture": 1.0},
    "five years of work after each end": {"work_between": 5.0},
    "everybody is supported": {"supported": 1.0},
}
REPORTED = {
    "self-inflating × self-sacrificing": ("pairs of the two, times chance",),
    "duration": ("median", "not separated after 5 years"),
    "partners alike": ("inner worth", "inflating"),
    "parents and children": ("inner worth", "integration", "coping"),
    "repetition": (
        "next partner self-inflating, where the one before was",
        "next partner self-inflating, where the one before was not",
    ),
    "help": ("ever sought", "spells finished, not dropped"),
    "trend": ("inner worth of adults",),
}


def shown(found: Population, rule: str) -> list[dict[str, object]]:
    table = found.summary()
    rows = table[[m in REPORTED.get(t, ()) for t, m in zip(table["topic"], table["measure"], strict=True)]]
    return [{"rule": rule, **row} for row in rows.to_dict("records")]


def main() -> None:
    theory = Theory()
    began, clock = time.process_time(), time.perf_counter()
    whole = simulate_population(PEOPLE, YEARS, seed=0, theory=theory)
    spent = {
        "processor_seconds": f"{time.process_time() - began:.0f}",
        "seconds": f"{time.perf_counter() - clock:.0f}",
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    record("population", whole.summary(), theory=theory.hash, people=PEOPLE, years=YEARS, seed=0, **spent)
    rows = [
        row
        for rule, changed in RULES.items()
        for row in shown(simulate_population(FEWER, YEARS, seed=1, protocol=Protocol(**changed), theory=theory), rule)
    ]
    table = pd.DataFrame(rows)
    record("population_rules", table, theory=theory.hash, people=FEWER, years=YEARS, seed=1)
    print(spent)
    print(
        table.pivot_table(index=["topic", "measure"], columns="rule", values="value", sort=False).round(3).to_string()
    )


if __name__ == "__main__":
    main()
