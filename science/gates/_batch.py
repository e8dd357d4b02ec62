"""Many couples at once on the compiled engine, also with conduct that is held or replayed for each couple by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from pairbond.engine.run import run_task
from pairbond.experiments.participants import acts
from pairbond.simulate import Begin, Run, prepare
from pairbond.theory import Couple
from pairbond.theory.interventions.set_conduct import CONDUCT

from ._gate import Setting

Array = np.ndarray
Paths = Mapping[str, Array]  # [days + 1, 2, n] of persons, [days + 1, n] of couples, from the first day that was run


def started(
    setting: Setting,
    couples: Sequence[Couple],
    days: int,
    record: Sequence[str],
    interventions: Sequence[Any] = (),
    begin: Begin | None = None,
    luck: int = 0,
    separation: bool = False,
    draws: int = 1,
) -> Run:
    """A run of these couples; ``luck`` tells one course of chance from another, ``separation`` lets people leave."""
    return prepare(
        list(couples),
        days,
        draws=draws,
        seed=setting.seed + luck,
        interventions=list(interventions),
        theory=setting.theory,
        record=tuple(record),
        noise=setting.noise,
        begin=begin,
        allow_separation=separation,
    )


def at_day(run: Run, day: int) -> Begin:
    """Where the couples of a run stand on a day."""
    return Begin.of(run.at(day), day)


def mean_conduct(paths: Paths, partner: int, first: int, last: int) -> dict[str, Array]:
    """Mean of each kind of conduct of one partner over days ``first`` to ``last``, the last not included: [n]."""
    return {name: paths[name][first:last, partner].mean(axis=0) for name in CONDUCT}


def held(
    setting: Setting,
    couples: Sequence[Couple],
    begin: Begin,
    days: int,
    partner: int,
    conduct: Mapping[str, Array],
    record: Sequence[str],
) -> Paths:
    """All conduct of one partner held for ``days`` days at a value of each couple's own, [n] by name."""
    set_to = acts("ab"[partner], begin.day, **dict.fromkeys(CONDUCT, 0.0))
    run = started(setting, couples, begin.day + days, record, set_to, begin)
    own = {f"act.{i}.to_{one.conduct}": conduct[one.conduct] for i, one in enumerate(set_to)}
    shown = run_task(replace(run.task, given={**run.task.given, **own})).shown
    return {name: np.asarray(x) for name, x in shown.items()}


def replayed(
    setting: Setting,
    couples: Sequence[Couple],
    begin: Begin,
    partner: int,
    conduct: Mapping[str, Array],
    record: Sequence[str],
) -> Paths:
    """All conduct of one partner is what it was in a record, day by day: ``[days, n]`` by name."""
    set_to = acts("ab"[partner], begin.day, **dict.fromkeys(CONDUCT, 0.0))
    task = started(setting, couples, begin.day + 1, record, set_to, begin).task
    days = len(conduct[CONDUCT[0]])
    seen: dict[str, list[Array]] = {name: [] for name in record}
    for day in range(days):
        own = {f"act.{i}.to_{one.conduct}": conduct[one.conduct][day] for i, one in enumerate(set_to)}
        ran = run_task(replace(task, given={**task.given, **own}))
        for name in record:
            seen[name].append(np.asarray(ran.shown[name])[0])
        task = task.later(ran, 1)
    return {name: np.stack(x) for name, x in seen.items()}
