"""A model of a few equations: what it refuses, and that it runs like any other."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from pairbond import simulate
from pairbond.errors import PairbondError
from pairbond.model import CoupleModel, Parameter, Readout, State
from pairbond.rivals import RIVALS, found
from pairbond.simulate import prepare
from pairbond.theory import Couple, Person, Theory

STATES = (State("feeling", "feeling", noise="noise"),)
PARAMETERS = (Parameter("pull", "pull", 0, 1, 0.2, "1/d"), Parameter("noise", "noise", 0, 1, 0.1))


def model(equations: Any = lambda m, x, u, p: {"feeling": p.pull * m.swap(x.feeling)}, **changed: Any) -> CoupleModel:
    given = {"clock": "flow", "states": STATES, "parameters": PARAMETERS, "equations": equations, **changed}
    return CoupleModel(name="own", label="a model of one's own", says="It pulls.", source="", **given)


@pytest.mark.parametrize(
    ("equations", "sentence"),
    [
        (lambda m, x, u, p: {"feeling": p.pul * x.feeling}, "they read the parameter 'pul', .* nearest is 'pull'"),
        (lambda m, x, u, p: {"feeling": x.feelin}, "they read the state 'feelin', .* nearest is 'feeling'"),
        (lambda m, x, u, p: {"feeling": m.swapp(x.feeling)}, "they read the function 'swapp', .* nearest is 'swap'"),
        (
            lambda m, x, u, p: {"feelings": x.feeling},
            "no equation for 'feeling'; the nearest .* is 'feelings'",
        ),
        (lambda m, x, u, p: x.feeling, "they return ndarray; they have to return a dictionary, like {'feeling': …}"),
        (lambda m, x, u, p: {"feeling": 1.0 if x.feeling > 0 else 0.0}, "m.where in place of if"),
        (lambda m, x, u, p: {"feeling": math.tanh(x.feeling)}, "like m.tanh, in place of those of math"),
        (lambda m, x, u, p: {"feeling": x.feeling, "joy": 0.0}, "an equation for 'joy', which is no state"),
    ],
)
def test_a_wrong_equation_is_refused_when_the_model_is_made(equations: Any, sentence: str) -> None:
    with pytest.raises(PairbondError, match=sentence):
        model(equations)


def test_a_wrong_declaration_is_refused() -> None:
    with pytest.raises(PairbondError, match="two things called 'pull'"):
        model(parameters=(*PARAMETERS, PARAMETERS[0]))
    with pytest.raises(PairbondError, match="'nois', which is no parameter of own; the nearest is 'noise'"):
        model(states=(State("feeling", "feeling", noise="nois"),))
    with pytest.raises(PairbondError, match="both ends have to be finite"):
        Parameter("pull", "pull", 0, np.inf, 1)
    with pytest.raises(PairbondError, match="counts by factors, so its low end, 0, has to be above 0"):
        Parameter("pull", "pull", 0, 1, 0.5, log=True)
    with pytest.raises(PairbondError, match=r"outside \[0, 1\]; the nearest is 1"):
        Parameter("pull", "pull", 0, 1, 2)
    with pytest.raises(
        PairbondError, match="the readout 'warmth' of own is no state: the nearest is 'feeling', or say"
    ):
        model(readouts=(Readout("warmth", "warmth"),))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"pul": 1}, "no parameter 'pul'; the nearest is 'pull'"),
        ({"pull": 2}, r"pull of own is 2, outside \[0, 1\]; the nearest is 1"),
        ({"pull": (0.1, np.nan)}, "is nan"),
        ({"pull": (0.1, 0.2, 0.3)}, "has 3 values; it has one number, or one for each partner"),
    ],
)
def test_a_couple_that_cannot_be_is_refused(values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(PairbondError, match=sentence):
        model().couple(**values)


def test_couples_of_different_models_do_not_run_together() -> None:
    one, two = model(), RIVALS["rinaldi"]
    with pytest.raises(PairbondError, match="belong to own and rinaldi"):
        simulate([one.couple(), two.couple()], 3)
    with pytest.raises(PairbondError, match="belong to own and theory"):
        simulate([one.couple(), Couple(Person(), Person())], 3)
    with pytest.raises(PairbondError, match="is no couple of the theory"):
        simulate(one.couple(), 3, theory=Theory())
    with pytest.raises(PairbondError, match="is no couple of the model rinaldi"):
        simulate(one.couple(), 3, theory=two)
    with pytest.raises(PairbondError, match="counts phases, and a model of one's own has none"):
        simulate(one.couple(), 3, record="summary")
    with pytest.raises(PairbondError, match="only the theory has a budget"):
        prepare(one.couple(), 3).budget("feeling", "a", 1)
    with pytest.raises(PairbondError, match="leads from one occasion to the next; the nearest is 1"):
        simulate(RIVALS["gottman-murray"].couple(), 3, dt=0.5)


@pytest.mark.parametrize("name", list(RIVALS))
def test_a_rival_runs_alike_on_both_engines(name: str) -> None:
    """Path by path, with noise; exchanging the partners exchanges the paths where there is none; a fork goes on."""
    rival = RIVALS[name]
    assert set(found()) == set(RIVALS)
    assert rival.source
    assert rival.says.endswith(".")
    pair = rival.couple(**{one.name: (one.default, 0.5 * (one.default + one.high)) for one in rival.parameters})
    run = prepare(pair, 40, draws=5, seed=3)
    paths, twin = run.arrays(), prepare(pair, 40, draws=5, seed=3, engine="plain").arrays()
    assert set(paths) == set(twin)
    for key, value in paths.items():
        assert np.isfinite(value).all()
        assert np.ptp(value) > 0
        assert value == pytest.approx(twin[key], abs=1e-10), key
        assert (run.fork(10).arrays()[key] == value[10:]).all()
    still, turned = (prepare(c, 40, noise=False).arrays() for c in (pair, pair.swapped()))
    for key, value in still.items():
        assert (value == turned[key][:, ::-1]).all()
    table = simulate(pair, 40, draws=5, seed=3)
    assert table.attrs["model"] == name
    assert dict(table.sizes) == {"draw": 5, "partner": 2, "day": 41}


def test_rinaldi_settles_where_the_algebra_says() -> None:
    """Steady state (a2 g1 + b1 g2) / (a1 a2 - b1 b2), stable where a1 a2 > b1 b2; feelings grow from indifference."""
    a, b, g = np.array([0.4, 0.6]), np.array([0.3, 0.2]), np.array([0.1, 0.05])
    pair = RIVALS["rinaldi"].couple(oblivion=tuple(a), reactiveness=tuple(b), attraction=tuple(g))
    path = prepare(pair, 200, noise=False).arrays()["feeling"][..., 0]
    exact = (a[::-1] * g + b * g[::-1]) / (a.prod() - b.prod())
    assert path[-1] == pytest.approx(exact, rel=1e-9)
    assert (np.diff(path[:60], axis=0) > 0).all()


def test_gottman_murray_settles_where_the_algebra_says() -> None:
    """Both above 0: x = (a1 (1 - r2) + c1 a2) / ((1 - r1)(1 - r2) - c1 c2); alone: a / (1 - r)."""
    r, a, c = np.array([0.3, 0.5]), np.array([0.1, 0.05]), np.array([0.2, 0.4])
    rival = RIVALS["gottman-murray"]
    pair = rival.couple(inertia=tuple(r), own_level=tuple(a), positive_influence=tuple(c), negative_influence=0.9)
    end = prepare(pair, 100, noise=False).arrays()["affect"][-1, :, 0]
    assert end == pytest.approx((a * (1 - r[::-1]) + c * a[::-1]) / ((1 - r).prod() - c.prod()), rel=1e-9)
    alone = rival.couple(inertia=tuple(r), own_level=tuple(a), positive_influence=0.0, negative_influence=0.0)
    assert prepare(alone, 100, noise=False).arrays()["affect"][-1, :, 0] == pytest.approx(a / (1 - r), rel=1e-9)


def test_the_fingerprint_follows_equations_and_numbers() -> None:
    same, other = model(), model(lambda m, x, u, p: {"feeling": p.pull * x.feeling})
    wider = model(parameters=(Parameter("pull", "pull", 0, 2, 0.2, "1/d"), PARAMETERS[1]))
    assert model().hash == same.hash
    assert len({same.hash, other.hash, wider.hash, *(one.hash for one in RIVALS.values())}) == 3 + len(RIVALS)


def test_inputs_and_readouts_of_a_model_of_ones_own() -> None:
    def equations(m: Any, x: Any, u: Any, p: Any) -> dict[str, Any]:
        return {"feeling": -p.pull * x.feeling + u.visit}

    def observe(m: Any, x: Any, u: Any, p: Any) -> dict[str, Any]:
        return {"smile": m.tanh(x.feeling)}

    own = model(equations, inputs={"visit": 0.1}, readouts=(Readout("smile", "smile", zero=0.0),), observe=observe)
    path = prepare(own.couple(noise=0.0), 60).arrays()
    assert path["smile"] == pytest.approx(np.tanh(path["feeling"]))
    assert path["feeling"][-1] == pytest.approx(0.1 / 0.2, rel=1e-4)
