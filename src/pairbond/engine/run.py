"""Hand a task to one of the engines."""

from __future__ import annotations

from pairbond.engine.task import RunResult, Task

ENGINES = ("auto", "compiled", "plain")
PRECISIONS = ("double", "single")


def run_task(task: Task, engine: str = "compiled", precision: str = "double", workers: int = 1) -> RunResult:
    """Run a task on the engine of that name, "compiled" or "plain"; precision and workers are for "compiled"."""
    if engine == "plain":
        from pairbond.engine import plain

        return plain.run(task)
    from pairbond.engine import native  # imports LLVM

    return native.run(task, "float" if precision == "single" else "double", workers)
