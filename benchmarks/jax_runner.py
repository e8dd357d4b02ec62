"""The same step under JAX: the peer of the benchmarks, and an independent engine for tests."""

from __future__ import annotations

import time
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from pairbond._cache import enable_compile_cache
from pairbond.engine.functions import array_functions
from pairbond.engine.plain import Drawn
from pairbond.engine.task import RunResult, Task


def trajectory(task: Task, carry: Any, given: Any, kind: Any = jnp.float64) -> tuple[Any, Any]:
    """``carry`` at the end and what is shown day by day, as a pure function of ``carry`` and ``given``.

    Differentiable, except where something happens by chance. Needs 64-bit numbers (``jax.enable_x64``) unless ``kind``
    is a smaller type.
    """
    m = array_functions(jnp)
    keys = jnp.asarray(task.keys)
    given = {**task.fixed, **given}

    def one_step(carry: Any, number: Any) -> tuple[Any, Any]:
        step = jnp.reshape(number, (1,)).astype(jnp.uint32)
        drawn = [Drawn(jnp, task, which, keys, step, kind) for which in ("normal", "uniform")]
        after, shown = task.advance(m, dict(carry), given, drawn[0], drawn[1], number.astype(kind))
        return {name: _like(after[name], old) for name, old in carry.items()}, _filled(shown, task.size)

    def one_day(carry: Any, first: Any) -> tuple[Any, Any]:
        after, shown = lax.scan(one_step, carry, first + jnp.arange(task.every))
        return after, {name: value[0] for name, value in shown.items()}

    days = task.first + task.every * jnp.arange(task.days)
    carry = {name: jnp.asarray(value, kind) for name, value in carry.items()}
    carry, shown = lax.scan(one_day, carry, days)
    _, last = one_step(carry, jnp.asarray(task.first + task.every * task.days))
    return carry, {name: jnp.concatenate([shown[name], last[name][None]]) for name in shown}


def run(task: Task) -> RunResult:
    """Run a task in double precision."""
    enable_compile_cache()
    began = time.perf_counter()
    with jax.enable_x64(True):
        carry, given = dict(task.carry), dict(task.given)
        made = jax.jit(lambda c, g: trajectory(task, c, g)).lower(carry, given).compile()
        compiled = time.perf_counter()
        after, shown = jax.block_until_ready(made(carry, given))
    ended = time.perf_counter()
    table = {name: np.asarray(value) for name, value in shown.items()}
    return RunResult({k: np.asarray(v) for k, v in after.items()}, table, compiled - began, ended - compiled)


def _like(value: Any, old: Any) -> Any:
    return jnp.broadcast_to(jnp.asarray(value, old.dtype), old.shape)


def _filled(shown: Any, size: int) -> Any:
    """Values that are the same for all couples, given to each."""
    return {k: jnp.broadcast_to(v, (2, size) if jnp.ndim(v) == 2 else (size,)) for k, v in shown.items()}
