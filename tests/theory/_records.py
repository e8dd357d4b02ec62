"""Long runs, made once in a process of their own (no run-time type checks there), for test_dynamics.

python _records.py OUT.npz
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
from _runs import run

from pairbond.theory import COUPLES, Theory
from pairbond.theory.quantities import of_stage

THEORY, CLOSED = Theory(), COUPLES["closed-circuit"]
CONDUCT = tuple(one.name for one in of_stage("conduct"))
out: dict[str, Any] = {}


def put(name: str, record: dict[str, np.ndarray]) -> None:
    out.update({f"{name}.{key}": value for key, value in record.items()})


# the closed circuit beside the secure couple and the closed circuit without splitting
params = THEORY.params([CLOSED, COUPLES["secure"], CLOSED])
params["gain_splitting"] = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0]])
state, status, record = run(THEORY, params, 1200.0, keep=("image", *CONDUCT), every=0.5)
put("start", record)
begin = tuple({name: value[..., :1] for name, value in table.items()} for table in (state, status))
one = {name: np.asarray(value)[:, None] for name, value in THEORY.params(CLOSED).items()}

put("quarter", run(THEORY, one, 420.0, 0.25, begin=begin, keep=("image",), every=0.25)[2])
put("twentieth", run(THEORY, one, 230.0, 0.05, begin=begin, keep=("image",), every=0.05)[2])

# a frozen at mean conduct, b frozen, nobody
frozen = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
inputs: dict[str, Any] = {f"pin_{name}": frozen for name in CONDUCT}
inputs |= {f"to_{name}": record[name][-800:, :, :1].mean(0) * np.ones(3) for name in CONDUCT}
wide = {name: value * np.ones(3) for name, value in one.items()}
three = tuple({name: value * np.ones(3) for name, value in table.items()} for table in begin)
put("frozen", run(THEORY, wide, 1400.0, inputs=lambda day: inputs, begin=three, keep=("image",))[2])

for name, couple in (("ab", CLOSED), ("ba", CLOSED.swapped())):
    put(name, run(THEORY, THEORY.params(couple), 60.0)[0])
np.savez(sys.argv[1], **out)
