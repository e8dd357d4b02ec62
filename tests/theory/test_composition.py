"""The theory as a composition: knock-outs, files taken away, loops, tables, fingerprint."""

import json
import shutil
import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import numpy as np
import pytest

import pairbond
from pairbond.errors import PairbondError
from pairbond.theory import (
    COUPLES,
    PEOPLE,
    Childhood,
    Constant,
    Couple,
    Mechanism,
    Node,
    Part,
    Person,
    Quantity,
    Term,
    Theory,
    describe,
)
from pairbond.theory import numpy_functions as m
from pairbond.theory._spec import Early
from pairbond.theory.childhood import care_from
from pairbond.theory.interventions import INTERVENTIONS

from ._draws import draw
from ._runs import run

THEORY = Theory()
NAMES = tuple(THEORY.mechanisms)
PAIRS = (COUPLES["closed-circuit"], COUPLES["anxious-avoidant"])
DAYS, DT = 200, 1.0

TAKEN_AWAY = """
import json, sys
from importlib import import_module
from pathlib import Path
import numpy as np
folder, days, dt = Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
sys.path.insert(0, str(folder))
out = {}
for file in sorted((folder / "pairbond" / "theory" / "mechanisms").glob("[a-z]*.py")):
    text = file.read_text()
    file.unlink()
    for name in [x for x in sys.modules if x.split(".")[0] == "pairbond"]:
        del sys.modules[name]
    theory = import_module("pairbond.theory")
    assert theory.__file__.startswith(str(folder)), theory.__file__
    t = theory.Theory()
    assert file.stem not in t.mechanisms
    p = t.params([theory.COUPLES["closed-circuit"], theory.COUPLES["anxious-avoidant"]])
    state, status = t.start(p), t.start_status(p)
    for _ in range(int(days / dt)):
        state, status, _ = t.step(theory.numpy_functions, state, status, {}, p, {}, {}, dt)
    out[file.stem] = {k: v.tolist() for k, v in state.items()}
    file.write_text(text)
print(json.dumps(out))
"""


@pytest.fixture(scope="module")
def taken_away(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list]]:
    """For each mechanism: the states after 200 days of a theory whose file has been deleted."""
    folder = tmp_path_factory.mktemp("copy")
    source = Path(pairbond.__file__).parent
    (folder / "pairbond").mkdir()
    for name in ("__init__.py", "_version.py", "errors.py"):
        shutil.copy(source / name, folder / "pairbond" / name)
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("theory", "model"):
        shutil.copytree(source / name, folder / "pairbond" / name, ignore=ignore)
    command = [sys.executable, "-B", "-c", TAKEN_AWAY, str(folder), str(DAYS), str(DT)]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", env={"PYTHONDONTWRITEBYTECODE": "1"})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def gain_zero() -> dict[str, dict[str, np.ndarray]]:
    """The same with the gain set to 0, all mechanisms in one run."""
    params = THEORY.params([pair for _ in NAMES for pair in PAIRS])
    zero = {THEORY.mechanisms[n].gain: np.ones((2, len(NAMES), 2)) for n in NAMES}
    for i, name in enumerate(NAMES):
        zero[THEORY.mechanisms[name].gain][:, i] = 0.0
    params |= {name: value.reshape(2, -1) for name, value in zero.items()}
    state, _, _ = run(THEORY, params, DAYS, DT)
    wide = {name: value.reshape(*value.shape[:-1], len(NAMES), 2) for name, value in state.items()}
    return {name: {k: v[..., i, :] for k, v in wide.items()} for i, name in enumerate(NAMES)}


def test_there_is_one_file_a_mechanism() -> None:
    files = (Path(pairbond.__file__).parent / "theory" / "mechanisms").glob("[a-z]*.py")
    assert sorted(one.stem for one in files) == sorted(NAMES)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_deleted_file_leaves_a_running_theory_the_same_as_gain_zero(name, taken_away, gain_zero) -> None:
    for one in THEORY.states:
        value = np.array(taken_away[name][one.name])
        assert np.isfinite(value).all()
        if one.low == 0.0:
            assert ((value >= 0) & (value <= 1)).all()
        assert np.array_equal(value, gain_zero[name][one.name]), one.name


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_without_is_gain_zero_exactly(name: str) -> None:
    it = draw(THEORY, 11, gains=False)
    # conduct that is set from outside needs no mechanism
    it.inputs = {key: x for key, x in it.inputs.items() if not key.startswith("pin_")}
    mechanism = THEORY.mechanisms[name]
    own = {one.name for one in mechanism.params} | {mechanism.gain}
    fewer = {k: v for k, v in it.params.items() if k not in own}
    gone = THEORY.without(name).evaluate(m, it.state, it.status, it.inputs, fewer)
    for zero in (0.0, np.zeros((2, 8))):
        off = THEORY.evaluate(m, it.state, it.status, it.inputs, {**it.params, mechanism.gain: zero})
        for drift, value in gone.items():
            if drift.startswith("drift_") or drift.endswith("_rate"):
                assert np.array_equal(*np.broadcast_arrays(value, off[drift])), drift


def test_every_mechanism_does_something() -> None:
    it = draw(THEORY, 12, couples=64, gains=False)
    acts = ("holding", "support", "accepting", "assessment", "reconnection")
    it.inputs |= {name: np.ones((2, 64)) for name in acts}
    child = Childhood(mirroring=0.3, inconsistency=0.7, praise=0.4, parentification=0.1, culture=0.6)
    names = ("mentalization", "care", "care_sd", "arousal", "arousal_sd", "inflating", "neediness")
    home = {name: [0.4, 0.2] for name in names}
    whole = THEORY.evaluate(m, it.state, it.status, it.inputs, it.params)
    changes = [name for name in whole if name.startswith("drift_") or name.endswith("_rate")]
    for name in NAMES:
        if THEORY.mechanisms[name].childhood:
            left = THEORY.without(name).mechanisms.values()
            assert (child.person(left), care_from(home, mechanisms=left)) != (child.person(), care_from(home)), name
            continue
        off = THEORY.evaluate(m, it.state, it.status, it.inputs, {**it.params, THEORY.mechanisms[name].gain: 0.0})
        assert any(not np.array_equal(whole[x], off[x]) for x in changes), name


def test_the_theory_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        THEORY.mechanisms = ()  # type: ignore[misc]
    with pytest.raises(TypeError):
        THEORY.mechanisms["splitting"] = THEORY.mechanisms["envy"]  # type: ignore[index]
    with pytest.raises(TypeError):
        COUPLES["closed-circuit"].a.gains["envy"] = 0.0  # type: ignore[index]


def test_an_unknown_mechanism_is_answered_with_the_nearest() -> None:
    with pytest.raises(PairbondError, match=r"no mechanism 'spliting'; the nearest is 'splitting'"):
        THEORY.without("spliting")
    with pytest.raises(PairbondError, match=r"no node 'imag'"):
        describe.latex(THEORY, "imag")
    with pytest.raises(PairbondError, match=r"no couple 'closed circuit'; the nearest is 'closed-circuit'"):
        _ = COUPLES["closed circuit"]
    with pytest.raises(PairbondError, match=r"no parameter 'gain_spliting'"):
        THEORY.params(Couple(Person(gains={"spliting": 0.0}), Person()))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_any_bundled_couple_lives_without_any_mechanism(name: str) -> None:
    couples = list(COUPLES.values())
    theory, mechanism = THEORY.without(name), THEORY.mechanisms[name]
    gained = {f"gain_{one}" for one in theory.mechanisms}
    assert {x for x in theory.params(couples) if x.startswith("gain_")} <= gained
    whole = THEORY.params(couples) | {mechanism.gain: 0.0}
    state, status = THEORY.start(whole), THEORY.start_status(whole)
    # the numbers of the whole theory may be given to the smaller one: a gain of what is absent means nothing
    for given in (whole, theory.params(couples)):
        moved, _, _ = theory.step(m, state, status, {}, given, {}, {}, 1.0)
        off, _, _ = THEORY.step(m, state, status, {}, whole, {}, {}, 1.0)
        for one in THEORY.states:
            assert np.array_equal(moved[one.name], off[one.name]), one.name


def test_numbers_of_a_mechanism_of_ones_own_mean_nothing_once_it_is_taken_out() -> None:
    mine = added(params=(Constant("mine_own", 0.2, free=True),))
    couple = Couple(Person(gains={"mine": 0.5}, params={"mine_own": 0.3}), Person(), params={"mine_own": 0.1})
    gone = THEORY.with_(mine).without("mine")
    assert not {"gain_mine", "mine_own"} & gone.params(couple).keys()
    with pytest.raises(PairbondError, match="no parameter 'gain_mine'"):
        THEORY.params(couple)  # which never had it


def added(**more) -> Mechanism:
    return Mechanism(name="mine", symbol=r"\gamma_{my}", says="Mine.", source="me", **more)


def test_a_mechanism_of_ones_own_can_be_added_and_taken_out_again() -> None:
    row = Quantity("lacking", "l", "lacking", "appraisal")
    mine = added(
        quantities=(row,),
        params=(Constant("lacking_gain", 0.2, "k_l", free=True),),
        nodes=(Node("lacking", lambda m, q, p: q.own.bond * (1.0 - q.other.warmth)),),
        terms=(Term("drift_image", "add", lambda m, q, p: p.lacking_gain * q.own.lacking),),
    )
    assert not {"mine", "lacking"} & {*THEORY.mechanisms, *THEORY.quantities}, "somebody's trial lies in mechanisms/"
    theory = THEORY.with_(mine)
    assert set(theory.mechanisms) == {*NAMES, "mine"}
    it = draw(THEORY, 13)
    values = theory.evaluate(m, it.state, it.status, it.inputs, it.params)
    was = THEORY.evaluate(m, it.state, it.status, it.inputs, it.params)
    expected = was["drift_image"] + 0.2 * values["lacking"] / it.params["tau_image"]
    np.testing.assert_allclose(values["drift_image"], expected, rtol=1e-12, atol=1e-12)
    again = theory.without("mine")
    assert again.mechanisms == THEORY.mechanisms
    assert list(again.constants.items()) == list(THEORY.constants.items())
    assert [step.name for step in again.graph.steps] == [step.name for step in THEORY.graph.steps]
    assert again.hash == THEORY.hash
    assert "lacking_gain" in theory.free


@pytest.mark.parametrize(
    ("mine", "says"),
    [
        (added(terms=(Term("drift_imge", "add", lambda m, q, p: 0.0),)), "no quantity; the nearest is 'drift_image'"),
        (added(terms=(Term("reward", "ad", lambda m, q, p: 0.0),)), "kind 'ad'; the nearest is 'add'"),
        (added(terms=(Term("drift_bond", "edit", lambda m, q, p, x: x),)), "only conduct"),
        (added(terms=(Term("reward", "add", lambda m, q, p: q.own.shmae),)), "reads 'shmae'.*nearest is 'shame'"),
        (added(terms=(Term("reward", "add", lambda m, q, p: p.tau_bnd),)), "mine reads 'tau_bnd' .*'tau_bond'"),
        (added(terms=(Term("reward", "scale", lambda m, q, p: q.u.suport),)), "'suport' .* no input; .*'support'"),
        (added(terms=(Term("warmth", "edit", lambda m, q, p, x: x * p.leek),)), "'leek' .* no constant; .*'leak'"),
        (added(terms=(Term("reward", "add", lambda m, q, p: q.onw.shame),)), r"reads q\.onw, .* nearest is q\.own"),
        (added(terms=(Term("reward", "add", lambda m, q, p: m.expp(q.own.shame)),)), r"nearest is m\.exp\."),
        (added(terms=(Term("image", "add", lambda m, q, p: q.own.shame),)), "a state, .* the nearest is 'drift_image'"),
        (added(childhood=(Early("leaning", lambda m, care, worth: care.prase),)), "reads 'prase' .*'praise'"),
        (added(childhood=(Early("praise", lambda m, home, usual: home.inflatin),)), "'inflatin' .*'inflating'"),
        (added(childhood=(Early("leening", lambda m, care, worth: 0.0),)), "no part of childhood; .*'leaning'"),
        (added(nodes=(Node("craving"),)), "belongs to both readouts and mine"),
        (added(params=(Constant("leak", 1.0),)), "'leak' belongs to both"),
        (added(terms=(Term("reward", "add", lambda m, q, p: q.own.surprise),)), "wait for each other: .*reward"),
    ],
)
def test_a_mechanism_that_cannot_be_is_refused_in_one_sentence(mine: Mechanism, says: str) -> None:
    with pytest.raises(PairbondError, match=says):
        THEORY.with_(mine)


def test_a_term_may_not_decide_with_if() -> None:
    mine = added(terms=(Term("reward", "add", lambda m, q, p: 1.0 if q.own.shame > 0 else 0.0),))
    with pytest.raises(TypeError, match=r"use m\.where"):
        THEORY.with_(mine)


def test_interventions_edit_conduct_and_contact_only() -> None:
    for kind in INTERVENTIONS:
        for term in kind.edits:
            assert THEORY.quantities[term.node].stage in ("conduct", "received") or term.node == "contact"
        assert set(kind.sets) <= THEORY.inputs.keys()


@pytest.mark.slow
def test_the_fingerprint_tells_theories_apart() -> None:
    assert Theory().hash == THEORY.hash
    others = {THEORY.without(name).hash for name in NAMES}
    assert len(others | {THEORY.hash}) == len(NAMES) + 1
    envy = THEORY.mechanisms["envy"]
    louder = replace(envy, params=tuple(replace(one, value=one.value + 1e-9) for one in envy.params))
    assert THEORY.with_(louder).hash != THEORY.hash
    other = replace(envy.terms[0], fn=lambda m, q, p: q.own.inflation * p.envy_joy * q.other.joy)
    assert THEORY.with_(replace(envy, terms=(other,))).hash != THEORY.hash
    praise = THEORY.mechanisms["conditional_praise"]
    warmer = Early("leaning", lambda m, care, worth: 2.1 * care.praise)
    assert THEORY.with_(replace(praise, childhood=(warmer, *praise.childhood[1:]))).hash != THEORY.hash


def test_tables_are_complete() -> None:
    rows = describe.table(THEORY)
    assert list(rows.index) == list(NAMES)
    assert rows["source"].str.len().min() > 0
    assert rows["says"].str.endswith(".").all()
    assert set(describe.table(THEORY, "quantities").index) == set(THEORY.quantities)
    with pytest.raises(PairbondError, match="nearest is 'parameters'"):
        describe.table(THEORY, "parameter")


def test_the_schedule_puts_everything_after_what_it_reads() -> None:
    order = describe.schedule(THEORY)
    place = {name: i for i, name in order["node"].items()}
    for _, row in order.iterrows():
        for name in filter(None, row["reads"].split(", ")):
            assert name not in place or place[name] < place[row["node"]]


def test_citations_name_what_rests_on_them() -> None:
    assert "expectation_adaptation" in describe.citations(THEORY)["Rescorla & Wagner (1972)"]
    assert "splitting" in describe.citations(THEORY)["S3"]
    assert "Rescorla & Wagner (1972)" not in describe.citations(THEORY.without("expectation_adaptation", "extinction"))


def test_persons_out_of_range_are_refused() -> None:
    with pytest.raises(PairbondError, match=r"coping of a person is 1\.2, outside \[-1, 1\]; the nearest is 1"):
        Person(coping=1.2)
    with pytest.raises(PairbondError, match=r"gain of envy is 2"):
        Person(gains={"envy": 2.0})


def test_gains_and_free_parameters_may_differ_between_persons() -> None:
    couple = Couple(PEOPLE["fully-compliant"], Person(params={"tau_bond": 30.0}), params={"culture": 0.9})
    params = THEORY.params(couple)
    assert params["gain_covert_control"].tolist() == [0.2, 1.0]
    assert params["tau_bond"].tolist() == [60.0, 30.0]
    assert params["culture"].tolist() == 0.9
    assert THEORY.params([couple, couple])["tau_bond"].shape == (2, 2)


def test_parts_of_ones_own_are_possible() -> None:
    assert Theory(parts=[*THEORY.parts, Part("nothing")]).hash == THEORY.hash
