"""Proposed mappings: right where names and values are plain, and always readable."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

import pairbond.diary
from pairbond.diary import DiaryError, example_diaries, example_diary, guess_mapping, propose_mapping, read_diary
from pairbond.diary._guess_pairs import guess_pairs
from pairbond.diary._guess_scales import guess_about, guess_higher, guess_scale
from pairbond.diary.danger_words import speaks_of_danger
from pairbond.diary.mapping_file import parse_mapping

HERE = Path(__file__).parents[1] / "data"
NAN = float("nan")


def write(folder: Path, rows: str) -> Path:
    path = folder / "diary.csv"
    path.write_text(rows, encoding="utf-8")
    return path


@pytest.mark.slow
def test_the_bundled_wide_file_is_understood(tmp_path: Path) -> None:
    (name,) = [name for name in example_diaries() if len(example_diary(name).couples) == 80]
    path = Path(pairbond.diary.__file__).parent / "bundled" / name / "data.csv"
    found = guess_mapping(path).mapping
    assert found.file.layout == "wide"
    assert (found.columns.couple, found.columns.time) == ("ID", "DIARYDAY")
    assert found.partners.names == ["man", "woman"]
    assert [(i.name, i.low, i.high, i.kind, i.higher) for i in found.item] == [
        ("anx", 0, 4, "bounded", "worse"),
        ("sad", 0, 4, "bounded", "worse"),
        ("vig", 0, 4, "bounded", "better"),
        ("con", 0, 4, "bounded", "neither"),
    ]
    saved = tmp_path / "m.toml"
    saved.write_text(propose_mapping(path), encoding="utf-8")
    frame = read_diary(path, saved).frame
    np.testing.assert_array_equal(frame["sad"], example_diary(name).frame["sadness"])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rties_dial", "sim_dyadmlm_ild"])
def test_long_reference_files_read_with_their_proposal(name: str, tmp_path: Path) -> None:
    path = HERE / name / "data.csv.gz"
    saved = tmp_path / "m.toml"
    saved.write_text(propose_mapping(path), encoding="utf-8")
    proposed, given = read_diary(path, saved), read_diary(HERE / name)
    assert proposed.couples == given.couples
    assert len(proposed.frame) == len(given.frame)
    assert set(proposed.partners) in ({"man", "woman"}, {"female", "male"})


def test_a_wide_file_with_bare_prefixes_is_read_with_its_proposal(tmp_path: Path) -> None:
    rows = "".join(f"{c},{d},{(c + d) % 5},{d % 5},{(c * d) % 5},{(d + 2) % 5}\n" for c in (1, 2, 3) for d in range(9))
    path = write(tmp_path, "dyad,day,wpcalm,hpcalm,wpsad,hpsad\n" + rows)
    (tmp_path / "diary.toml").write_text(propose_mapping(path), encoding="utf-8")
    diary = read_diary(path)
    assert diary.partners == ("husband", "wife")
    assert [(item.name, item.higher) for item in diary.items] == [("calm", "better"), ("sad", "worse")]
    first = diary.frame[diary.frame["couple"] == "1"]
    assert first.loc[first["partner"] == "wife", "calm"].tolist() == [(1 + d) % 5 for d in range(9)]  # the wife's


ROWS = """\
Dyad;Person;Role;Date;Contact;Perceived support;Afraid;Steps;Mood;Age;Notes
1;a;mother;2024-03-01;together;5;1;3500;0,25;40;
1;b;father;2024-03-01;together;99;7;4200;-1,5;41;a call
1;a;mother;2024-03-02;apart;2;1;9000;2,125;40;
1;b;father;2024-03-02;none;3;5;12000;-0,875;41;
"""


def test_a_long_file_with_everything_in_it(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS)
    proposal = guess_mapping(path)
    found = proposal.mapping
    assert found.columns.model_dump(exclude_none=True) == {
        "couple": "Dyad",
        "person": "Person",
        "role": "Role",
        "time": "Date",
        "contact": "Contact",
        "event": "Notes",
    }
    assert found.partners.names == ["father", "mother"]
    items = {item.name: item for item in found.item}
    support = items["perceived_support"]
    assert (support.low, support.high, support.missing, support.about) == (1, 5, [99], "partner")
    assert (support.higher, support.kind) == ("better", "ordinal")
    assert items["afraid"].danger
    assert items["afraid"].higher == "worse"
    assert (items["mood"].kind, items["mood"].low) == ("continuous", None)
    assert not found.covariate  # what never changes within a person says nothing about days
    assert proposal.unused == {"Age": "never changes within a person"}
    text = propose_mapping(path)
    assert parse_mapping(tomllib.loads(text)) == found
    (tmp_path / "diary.toml").write_text(text, encoding="utf-8")
    diary = read_diary(path)
    assert diary.frame["mood"].tolist() == [-1.5, -0.875, 0.25, 2.125]


def test_every_key_is_explained_once_and_lines_are_to_be_read(tmp_path: Path) -> None:
    text = propose_mapping(write(tmp_path, ROWS))
    lines = text.splitlines()
    assert lines[0].startswith("# Proposed from the names and values of diary.csv. Every line is a guess")
    assert len([line for line in lines if line.startswith("# Whether a higher answer")]) == 1
    assert "# answers run from 2 to 5" in lines


def test_nothing_is_written(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS)
    propose_mapping(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_without_times_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DiaryError) as caught:
        propose_mapping(write(tmp_path, "name,colour\na,red\nb,blue\n"))
    assert str(caught.value) == (
        "diary.csv: no column looks like times beside one of answers; the file has name and colour."
    )


@pytest.mark.parametrize(
    ("names", "partners", "bases"),
    [
        (["M_x", "W_x", "M_y", "W_y"], ("man", "woman"), ["x", "y"]),
        (["xM", "xF", "yM", "yF"], ("man", "woman"), ["x", "y"]),
        (["x_h", "x_w"], ("husband", "wife"), ["x"]),
        (["Husband.x", "Wife.x"], ("husband", "wife"), ["x"]),
        (["x_1", "x_2"], ("partner 1", "partner 2"), ["x"]),
        (["x1", "x2", "x3"], ("", ""), []),  # parts of a questionnaire
        (["warm", "warw"], ("", ""), []),  # letters of a word
        (["A.x", "B.x", "m_z"], ("A", "B"), ["x"]),
        (["wp_calm", "hp_calm", "wp_sad", "hp_sad"], ("husband", "wife"), ["calm", "sad"]),
        (["wpcalm", "hpcalm", "wpsad", "hpsad"], ("husband", "wife"), ["calm", "sad"]),
        (["wcalm", "hcalm", "wsad", "hsad", "day"], ("husband", "wife"), ["calm", "sad"]),
        (["wpain", "hpain", "wpleasant", "hpleasant"], ("husband", "wife"), ["pain", "pleasant"]),
        (["hiscalm", "hercalm"], ("man", "woman"), ["calm"]),
        (["mcalm", "fcalm", "msad", "fsad"], ("man", "woman"), ["calm", "sad"]),
        (["wear", "hear", "worry", "hope"], ("", ""), []),  # two words that happen to rhyme
        (["wear", "hear", "wit", "hit", "worry", "hope", "wish"], ("", ""), []),
    ],
)
def test_pairs_of_columns(names: list[str], partners: tuple[str, str], bases: list[str]) -> None:
    found = guess_pairs(names)
    assert found.names == partners
    assert sorted(found.columns) == bases


@pytest.mark.parametrize(
    ("values", "low", "high", "kind", "missing"),
    [
        ([0, 1, 1, NAN], 0, 1, "binary", ()),
        ([1, 2, 2], 1, 2, "binary", ()),
        ([1, 3, 5], 1, 5, "ordinal", ()),
        ([2, 6], 1, 6, "ordinal", ()),
        ([0, 7], 0, 7, "ordinal", ()),
        ([0, 1.5, 4], 0, 4, "bounded", ()),
        ([0, 55, 100], 0, 100, "bounded", ()),
        ([1, 5, -99, 999], 1, 5, "ordinal", (-99, 999)),
        ([70, 80, 99], 0, 100, "bounded", ()),  # 99 is an answer here
        ([-2.5, 0.1], None, None, "continuous", ()),
        ([0, 3, 250], 0, 250, "count", ()),
    ],
)
def test_scales(values: list[float], low: float | None, high: float | None, kind: str, missing: tuple) -> None:
    found = guess_scale(np.array(values, float))
    assert (found.low, found.high, found.kind, found.missing) == (low, high, kind, missing)


def test_meaning_from_names() -> None:
    assert [guess_higher(name) for name in ("W_Anx.", "closeness", "steps")] == ["worse", "better", "neither"]
    assert [speaks_of_danger(name) for name in ("threatened", "calm")] == [True, False]
    assert [guess_about(name) for name in ("support_received", "calm")] == ["partner", "own"]


@pytest.mark.parametrize("content", [b";", b";;\n;;\n", b",\n", b"\xff\xfe;\x00", b'""'])
def test_a_file_of_separators_alone_is_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "diary.csv"
    path.write_bytes(content)
    with pytest.raises(DiaryError, match="the file is empty"):
        propose_mapping(path)


def test_a_column_answered_only_where_no_time_is_known_is_no_fault(tmp_path: Path) -> None:
    rows = [f"Ada,2026-01-{d:02d},{d % 5},{d % 4},," for d in range(1, 9)] + [
        f"Ada,,,,{d % 6},{d % 3}" for d in range(8)
    ]
    many = ",".join(f"q{i}" for i in range(12))
    wide = [row + "," * 12 for row in rows]
    path = write(tmp_path, "\n".join([f"person,date,calm,close,worry,longing,{many}", *wide]))
    assert "calm" in propose_mapping(path)
