"""Modules for browsers run as the research runs: every model that is found, every named couple, every intervention."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks import chromium

from pairbond.engine.wasm import BUILDS
from pairbond.simulate import Run

from ._docking import MODELS, Gaps, couples_of, gaps, host_of, module_of, plain_run, summaries, variants

DAYS, DRAWS, KNOCK_OUTS = 700, 64, 10
CLOSE = {"double": 1e-10, "scalar": 1e-10, "single": 1e-3}
PAIRS = [(model, build) for model in MODELS for build in BUILDS]


def check(model: str, build: str, run: Run) -> Gaps:
    found = gaps(model, build, module_of(model, build).program.task(run))
    share = 0.95 if build == "single" else 1.0
    assert (found.largest <= CLOSE[build]).mean() >= share, np.quantile(found.largest, [0.5, 0.9, 0.95, 1.0])
    assert found.same_status >= (0.99 if build == "single" else 1.0)
    return found


@pytest.mark.parametrize(("model", "build"), [(model, build) for model, build in PAIRS if build != "scalar"])
def test_two_couples_for_a_month(model: str, build: str) -> None:
    two = list(couples_of(MODELS[model]))[:2]
    check(model, build, plain_run(MODELS[model], 30, 4, two))


@pytest.mark.parametrize("model", MODELS)
def test_a_module_begins_where_the_model_does(model: str) -> None:
    run = plain_run(MODELS[model], 1, 1)
    task = module_of(model, "double").program.task(run)
    host = host_of(model, "double")
    started, given = host.run(task, started=True).shown, host.run(task).shown
    assert all((started[name] == given[name]).all() for name in given)


@pytest.mark.slow
@pytest.mark.parametrize(("model", "build"), PAIRS)
def test_every_couple_for_two_years(model: str, build: str) -> None:
    run = plain_run(MODELS[model], DAYS, DRAWS if build != "scalar" else 8)
    found = check(model, build, run)
    if model == "theory":
        assert found.changes > 100  # somebody left, parted and came back


@pytest.mark.slow
@pytest.mark.parametrize("build", ["double", "single"])
def test_every_couple_under_every_knock_out_and_intervention(build: str) -> None:
    for model in MODELS:
        run = plain_run(MODELS[model], DAYS, 1)
        for name, other in variants(run, KNOCK_OUTS, 100, 400):
            try:
                check(model, build, other)
            except AssertionError as error:
                raise AssertionError(f"{model}, {name}: {error}") from error


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
def test_every_variant_is_what_the_program_made_for_it_does(model: str) -> None:
    run = plain_run(MODELS[model], 5, 1)
    for name, other in [("nothing", run), *variants(run, KNOCK_OUTS, 1, 4)]:
        wanted = replace(other, engine="plain").arrays()
        found = host_of(model, "double").run(module_of(model, "double").program.task(other)).shown
        for key, value in wanted.items():
            result = found[key] if found[key].ndim == value.ndim else found[key][:, None]
            assert np.abs(result - value).max() < 1e-11, (name, key)


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
def test_summaries_in_single_precision(model: str) -> None:
    for couple in couples_of(MODELS[model]):
        run = plain_run(MODELS[model], DAYS, DRAWS, [couple])
        exact, single = summaries(model, run, None), summaries(model, run, "single")
        apart = {name: float(np.abs(exact[name] - single[name]).max()) for name in exact}
        worst = max(apart, key=lambda name: apart[name])
        assert apart[worst] <= 0.01, (couple, worst, apart[worst])


@pytest.mark.slow
@pytest.mark.skipif(chromium.browser() is None, reason="there is no chromium to run V8")
@pytest.mark.parametrize(("model", "build"), PAIRS)
def test_a_browser_leaves_the_same_bytes(model: str, build: str) -> None:
    first = next(iter(couples_of(MODELS[model])))
    task = module_of(model, build).program.task(plain_run(MODELS[model], 200, 8, [first]))
    host = host_of(model, build)
    found = chromium.run(host, task)
    assert (found.carry, found.shown) == host.bytes(task)
