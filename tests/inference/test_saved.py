"""A saved fit: what comes back is what was saved, whatever people are called; all else is refused in a sentence."""

from __future__ import annotations

import io
import json
import random
import sys
import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.diary import Diary, diary_from_frame
from pairbond.errors import PairbondError
from pairbond.inference import Fit, LinearModel
from pairbond.inference._random_effects_covariance import RandomEffectsCovariance, names_of
from pairbond.inference._spec import complete
from pairbond.inference.posterior import Posterior

MODEL = LinearModel("var", random=("mean",), trend=False)


def of_people(names: tuple[str, str], event: str = "a walk", couple: str = "one") -> Diary:
    rows = [
        {"couple": f"{couple}{number}", "person": f"{name}{number}", "partner": p, "time": day, "event": event,
         "calm": float((day * 7 + p) % 5), "rain": day / 3}
        for number in range(2) for p, name in enumerate(names) for day in range(6)
    ]  # fmt: skip
    return diary_from_frame(pd.DataFrame(rows), ["calm"], partners=names, distinguishable=True, covariates=["rain"])


def a_fit(diary: Diary) -> Fit:
    """A fit of which only the form is right: nothing was searched for."""
    diary, spec = complete(diary, MODEL, method="normal", starts=1, draws=50)
    rng = np.random.default_rng(1)
    laid, couples = spec.layout(diary), len(diary.couples)
    shared, spread, own = laid.tie.shape[1], 3, len(laid.random_index)
    posterior = Posterior(
        draws={
            "shared": rng.normal(size=(50, shared)),
            "spread": rng.normal(size=(50, spread)),
            "phi": rng.normal(size=(50, couples, laid.size)),
        },
        names=names_of(laid),
        mode={
            "shared": rng.normal(size=shared),
            "spread": rng.normal(size=spread),
            "own": rng.normal(size=(couples, own)),
        },
        optima=pd.DataFrame(
            {"start": [0, 1], "value": [-1.5, -np.inf], "gap": [0.0, np.inf], "distance": [0.0, 0.5],
             "converged": [True, False], "iterations": [3, 4], "reason": ["", "n/a"], "reported": [True, False]}
        ),
        diagnostics={"posterior": "normal", "starts": 1},
        timing={"seconds": 1.0},
        seed=0,
    )  # fmt: skip
    return Fit(diary, spec, posterior)


def test_a_fit_is_called_in_one_short_line() -> None:
    assert repr(a_fit(of_people(("Ada", "Ben")))).startswith("<Fit of var (normal) to <Diary ")
    long = replace(of_people(("Ada", "Ben")), title="w\n" * 5000)
    assert len(repr(a_fit(long))) < 250
    assert "\n" not in repr(a_fit(long))


def assert_same(one: Fit, two: Fit) -> None:
    assert (one.spec, one.diagnostics, one.timing) == (two.spec, two.diagnostics, two.timing)
    for part in fields(Diary):
        if part.name != "frame":
            assert getattr(one.diary, part.name) == getattr(two.diary, part.name), part.name
    pd.testing.assert_frame_equal(one.diary.frame, two.diary.frame, check_dtype=False)
    pd.testing.assert_frame_equal(one.optima, two.optima, check_dtype=False)
    for name in one.draws:
        np.testing.assert_array_equal(one.draws[name], two.draws[name])
    for name, value in one.posterior.mode.items():
        np.testing.assert_array_equal(two.posterior.mode[name], value)
    assert one.posterior.names == two.posterior.names
    assert one.posterior.version == two.posterior.version


@pytest.mark.parametrize("names", [("n/a", "None"), ("NA", "null"), ("nan", "-inf"), ("1", "01"), ('"', "a,b\r\nc\rd")])
def test_people_get_their_names_back(names: tuple[str, str], tmp_path: Path) -> None:
    saved = a_fit(of_people(names, event=names[0], couple=names[1]))
    assert_same(Fit.load(saved.save(tmp_path / "a.fit")), saved)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12))
def test_every_word_survives(tmp_path_factory: pytest.TempPathFactory, word: str) -> None:
    saved = a_fit(of_people((f"a{word}", f"b{word}"), event=word, couple=word))
    assert_same(Fit.load(saved.save(tmp_path_factory.mktemp("saved") / "a.fit")), saved)


Change = Callable[[dict[str, bytes]], None]


def in_json(**changed: object) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        about = json.loads(parts["fit.json"])
        for path, value in changed.items():
            *above, last = path.split("__")
            place = about
            for name in above:
                place = place[name]
            if value is None:
                del place[last]
            else:
                place[last] = value
        parts["fit.json"] = json.dumps(about).encode()

    return change


def in_part(name: str, old: bytes, new: bytes) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return change


def in_arrays(**changed: np.ndarray | None) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        with np.load(io.BytesIO(parts["arrays.npz"])) as found:
            arrays = {**found, **changed}
        whole = io.BytesIO()
        np.savez(whole, **{name: array for name, array in arrays.items() if array is not None})
        parts["arrays.npz"] = whole.getvalue()

    return change


def without(name: str) -> Change:
    return lambda parts: parts.pop(name) and None


WRONG: list[tuple[Change, str]] = [
    (without("fit.json"), "it holds no fit.json"),
    (without("arrays.npz"), "it holds no arrays.npz"),
    (in_part("fit.json", b'"format"', b'"farmat"'), "fit.json does not say its format"),
    (in_part("fit.json", b"{", b"{{"), "fit.json is no JSON"),
    (lambda parts: parts.update({"fit.json": b"[" * 100_000}), "fit.json is no JSON"),
    (in_json(format=2), "it has format 2; this version of pairbond reads format 3"),
    (in_json(spec=None), "spec in fit.json: field required"),
    (in_json(spec__model__order="one"), "spec.model.order in fit.json: input should be a valid"),
    (in_json(spec__model__order=3), "its settings are not legal: order 3 is not known"),
    (in_json(spec__model__kind="vat"), "spec.model.kind in fit.json: input should be 'auto', 'ct-var' or 'var'"),
    (in_json(spec__model__kind="auto"), "its settings are not legal: its model leaves kind open"),
    (in_json(spec__model__weekday=None), "its settings are not legal: its model leaves weekday open"),
    (in_json(spec__unit=0.0), "its settings are not legal: unit is 0"),
    (in_json(spec__model__prior_scale=-1.0), "its settings are not legal: prior_scale must be a positive number"),
    (in_json(spec__items=["rest"]), "it was fitted to items that its diary does not have"),
    (in_json(diary__partners="Ada"), "diary.partners in fit.json: input should be a valid tuple"),
    (in_json(diary__partners=["Ada"]), "diary.csv has a partner that fit.json does not name"),
    (in_json(diary__available=[{"name": "calm", "higher": "up"}]), "diary.available.0.higher in fit.json"),
    (in_part("diary.csv", b'"time"', b'"tome"'), "diary.csv has no column time"),
    (in_part("diary.csv", b',"Ada",0.0,', b',"ada",0.0,'), "diary.csv has a partner that fit.json does not name"),
    (in_part("diary.csv", b',"Ada",0.0,', b',"Ada",inf,'), "diary.csv has a time that is no finite number"),
    (in_part("diary.csv", b',"Ada",0.0,', b',"Ada",soon,'), "time in row 2 is soon, which is no number"),
    (in_part("diary.csv", b'0.0,"","","a walk"', b'0.0,"","away","a walk"'), "contact in row 2 of diary.csv is away"),
    (in_part("diary.csv", b'0.0,"","","a walk"', b'0.0,"soon","","a walk"'), "diary.csv has a date that is none"),
    (lambda parts: parts.update({"diary.csv": b'"a'}), "diary.csv is no table"),
    (lambda parts: parts.update({"diary.csv": b"\xff\xfe\xfd"}), "diary.csv is no table"),
    (in_part("optima.csv", b"True", b"yes"), "converged in optima.csv is not True or False throughout"),
    (in_part("optima.csv", b'"value"', b'"worth"'), "optima.csv has no column value"),
    (in_arrays(mode_own=None), "the array mode_own is missing"),
    (in_arrays(mode_shared=np.zeros(3)), "the array mode_shared has shape (3,), but the model needs"),
    (in_arrays(draws_phi=np.zeros(3)), "the array draws_phi has shape (3,), but the model needs"),
    (in_arrays(draws_shared=np.float64(1)), "the array draws_shared has shape (), but the model needs"),
    (in_arrays(mode_own=np.zeros((9, 1))), "the array mode_own has shape (9, 1), but there are 2 couples"),
    (in_arrays(mode_own=np.array([["x"]])), "the array mode_own holds something else than numbers"),
    (in_arrays(mode_own=np.array([[None]])), "its arrays are damaged"),
    (lambda parts: parts.update({"arrays.npz": b"PK"}), "its arrays are damaged"),
]  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return a_fit(of_people(("Ada", "Ben"))).save(tmp_path_factory.mktemp("whole") / "a.fit").read_bytes()


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as z:
        for name, part in parts.items():
            z.writestr(name, part)
    return made.getvalue()


def unpacked(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as z:
        return {name: z.read(name) for name in z.namelist()}


def refusal(raw: bytes, folder: Path) -> str:
    (folder / "b.fit").write_bytes(raw)
    with pytest.raises(PairbondError) as caught:
        Fit.load(folder / "b.fit")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250
    return str(caught.value)


@pytest.mark.parametrize(("change", "sentence"), WRONG, ids=range(len(WRONG)))
def test_what_was_not_saved_is_refused(change: Change, sentence: str, whole: bytes, tmp_path: Path) -> None:
    parts = unpacked(whole)
    change(parts)
    said = refusal(packed(parts), tmp_path)
    assert said.startswith("b.fit is not a fit that pairbond saved: ")
    assert sentence in said


def test_an_array_is_never_run(whole: bytes, tmp_path: Path) -> None:
    """The head of an array is Python text; NumPy must read it and not evaluate it."""
    parts = unpacked(whole)
    head = b"{'descr': '<f8', 'fortran_order': False, 'shape': __import__('os').abort()}"
    array = b"\x93NUMPY\x01\x00" + (len(head) + 1).to_bytes(2, "little") + head + b"\n"
    arrays = unpacked(parts["arrays.npz"])
    parts["arrays.npz"] = packed({**arrays, "mode_own.npy": array})
    assert "its arrays are damaged" in refusal(packed(parts), tmp_path)


def test_a_bomb_is_refused_before_it_is_unpacked(whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pairbond.inference._load.MOST_BYTES", 50_000)
    parts = unpacked(whole)
    bomb = packed({**parts, "diary.csv": b"0" * 60_000})
    assert "unpacked it has 0.0 GB; up to 5e-05 GB are read" in refusal(bomb, tmp_path)
    hidden = packed({**parts, "arrays.npz": packed({"mode_own.npy": b"0" * 60_000})})
    assert "unpacked its arrays have 0.0 GB" in refusal(hidden, tmp_path)


def test_flipped_bits_and_cut_files_are_refused(whole: bytes, tmp_path: Path) -> None:
    rng = random.Random(18)
    refused = 0
    for _ in range(150):
        raw = bytearray(whole)
        if rng.random() < 0.3:
            raw = raw[: rng.randrange(len(raw))]
        else:
            for _ in range(rng.choice((1, 8, 200))):
                raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
        (tmp_path / "c.fit").write_bytes(raw)
        try:
            Fit.load(tmp_path / "c.fit")  # dates of files inside a zip, for instance, do not matter
        except PairbondError:
            refused += 1
    assert refused > 120


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(PairbondError, match="There is no file"):
        Fit.load(tmp_path / "none.fit")
    with pytest.raises(PairbondError, match="cannot be read"):
        Fit.load(tmp_path)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_arviz_gets_the_draws_by_name() -> None:
    pytest.importorskip("arviz")
    made = a_fit(of_people(("Ada", "Ben")))
    spread = len(RandomEffectsCovariance(made.layout).names)
    draws = {**made.draws, "spread": np.zeros((50, spread))}
    fitted = replace(made, posterior=replace(made.posterior, draws=draws))
    posterior = fitted.to_arviz().posterior
    assert dict(posterior.sizes)["chain"] == 1
    for name, draws in fitted.draws.items():
        np.testing.assert_array_equal(posterior[name].values[0], draws)
    place, name = 1, fitted.layout.parameters[1].name
    one = posterior.phi.sel(couple=fitted.diary.couples[1], own_parameter=name).values[0]
    np.testing.assert_array_equal(one, fitted.draws["phi"][:, 1, place])
    named = [name.removeprefix("log_") for name in posterior.parameter.values]
    assert named == list(fitted.parameters["name"][: len(named)])


def test_without_arviz_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "arviz", None)
    with pytest.raises(PairbondError, match=r"pip install 'pairbond\[arviz\]'"):
        a_fit(of_people(("Ada", "Ben"))).to_arviz()


def test_every_table_of_a_fit_calls_partners_as_the_diary_does() -> None:
    names = ("anna", "Anna")
    made = a_fit(of_people(names))
    tables = ("effects", "couple_effects", "covariate_effects", "rates", "shocks", "levels", "explained", "same_day")
    for name in tables:
        table = getattr(made, name)
        for column in (c for c in table.columns if c.endswith("partner")):
            assert set(table[column]) <= set(names), (name, column)
        [first, *_] = [c for c in table.columns if c.endswith("partner")]
        assert set(table[first]) == set(names) or name == "same_day"
    assert made.summary()["from"].tolist() == ["anna calm", "Anna calm"] * 2, "in the order of the diary"
