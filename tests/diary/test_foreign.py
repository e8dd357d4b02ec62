"""SPSS, SAS, Stata and R files, written here by the packages that read them."""

import builtins
import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest
import rdata
from rdata.conversion import ConverterFromPythonToR

from pairbond.diary import Diary, DiaryError, propose_mapping, read_diary
from pairbond.errors import PairbondError

MAPPING = """\
[columns]
couple = "couple"
person = "person"
time = "day"

[partners]
names = ["ana", "ben"]

[[item]]
name = "warmth"
columns = "warmth"
low = 0
high = 6
"""


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "couple": np.repeat([1.0, 2.0], 6),
            "person": ["ana", "ben"] * 6,
            "day": np.tile(np.repeat([1.0, 2.0, 4.0], 2), 2),
            "warmth": [0, 1.5, 2, 3, np.nan, 5, 6, 0, 1, 2, 3, 4.25],
        }
    )


def read_as_csv(table: pd.DataFrame, folder: Path) -> Diary:
    # A couple's number is a name: SPSS and R hold it as 1.0, a CSV file as 1.
    table.astype({"couple": int}).to_csv(folder / "same.csv", index=False)
    (folder / "same.toml").write_text(MAPPING, encoding="utf-8")
    return read_diary(folder / "same.csv")


def read(path: Path, more: str = "") -> Diary:
    place = path.parent / "mapping.toml"
    place.write_text(more + MAPPING, encoding="utf-8")
    return read_diary(path, place)


def same(one: Diary, two: Diary) -> None:
    pd.testing.assert_frame_equal(one.frame, two.frame)
    assert one.partners == two.partners


def test_spss(table: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "diary.sav"
    pyreadstat.write_sav(table, str(path))
    diary = read(path)
    same(diary, read_as_csv(table, tmp_path))
    assert diary.couples == ("1", "2")
    assert len(diary.source.sha256[0]) == 64
    assert 'columns = "warmth"' in propose_mapping(path)


def test_spss_codes_and_dates(table: pd.DataFrame, tmp_path: Path) -> None:
    """What SPSS holds as user-missing is empty; its dates are dates."""
    path = tmp_path / "diary.sav"
    first = datetime.date(2024, 3, 1)
    dated = table.assign(day=[first + datetime.timedelta(days=int(day)) for day in table["day"]])
    pyreadstat.write_sav(dated.assign(warmth=table["warmth"].fillna(-99)), str(path), missing_ranges={"warmth": [-99]})
    diary = read(path)
    assert diary.has_dates
    pd.testing.assert_frame_equal(
        diary.frame.drop(columns="date"), read_as_csv(table, tmp_path).frame.drop(columns="date")
    )


@pytest.mark.parametrize("suffix", [".rda", ".RData", ".rds"])
def test_r(table: pd.DataFrame, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"diary{suffix}"
    if suffix == ".rds":
        rdata.write_rds(path, table)
    else:
        rdata.write_rda(path, {"mine": table})
    same(read(path), read_as_csv(table, tmp_path))
    assert 'columns = "warmth"' in propose_mapping(path)


def test_r_file_of_several_tables(table: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "diary.rda"
    rdata.write_rda(path, {"diaries": table, "persons": table[["person"]]})
    with pytest.raises(DiaryError) as caught:
        read(path)
    assert str(caught.value) == (
        "diary.rda: the file holds the data frames diaries and persons; name one as table under [file]."
    )
    same(read(path, '[file]\ntable = "diaries"\n'), read_as_csv(table, tmp_path))
    with pytest.raises(DiaryError) as caught:
        read(path, '[file]\ntable = "diary"\n')
    assert str(caught.value) == "diary.rda: there is no data frame diary; the nearest is diaries."
    assert 'table = "diaries"' in propose_mapping(path, table="diaries")


def test_r_file_without_a_table(tmp_path: Path) -> None:
    path = tmp_path / "diary.rda"
    rdata.write_rda(path, {"x": np.array([1.0, 2.0])})
    with pytest.raises(DiaryError) as caught:
        read(path)
    assert str(caught.value) == "diary.rda: the file holds no data frame, only other R objects."


@pytest.mark.parametrize(("suffix", "what"), [(".sav", "an SPSS file"), (".rda", "an R file")])
def test_faults_are_found_as_in_a_csv(suffix: str, what: str, table: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / f"diary{suffix}"
    wrong = table.assign(warmth=table["warmth"].replace(6, 9))
    if suffix == ".sav":
        pyreadstat.write_sav(wrong, str(path))
    else:
        rdata.write_rda(path, {"mine": wrong})
    with pytest.raises(DiaryError) as caught:
        read(path)
    assert str(caught.value) == (
        f"diary{suffix}, row 8, column warmth: 9 is outside the scale from 0 to 6; the nearest legal answer is 6."
    )
    path.write_bytes(path.read_bytes()[:90])
    with pytest.raises(DiaryError, match=rf"^diary{suffix}: the file cannot be read as {what}"):
        read(path)


@pytest.mark.parametrize(("suffix", "package"), [(".sav", "pyreadstat"), (".rds", "rdata")])
def test_without_the_extra_one_sentence_says_what_to_install(
    suffix: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"diary{suffix}"
    path.write_bytes(b"anything")
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == package:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PairbondError) as caught:
        read(path)
    what = {".sav": "an SPSS file", ".rds": "an R file"}[suffix]
    assert str(caught.value) == (
        f"diary{suffix} is {what}; to read it, install {package} with: pip install 'pairbond[files]'."
    )


def with_class(path: Path, table: pd.DataFrame, column: str, **attributes: str) -> None:
    """Write an R file in which a numeric column carries a class, as R writes its dates."""
    converter = ConverterFromPythonToR()
    data = converter.convert_to_r_data(table)
    cell = data.object.value[list(table.columns).index(column)]
    cell.attributes = ConverterFromPythonToR().convert_to_r_attributes(
        {key.replace("kind", "class"): np.array(value.split()) for key, value in attributes.items()}
    )
    cell.info.attributes = cell.info.object = True
    rdata.unparser.unparse_file(path, data, file_type="rds")


def test_dates_of_r(table: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "diary.rds"
    with_class(path, table.assign(day=table["day"] + 19782), "day", kind="Date")
    diary = read(path)
    assert str(diary.frame["date"].min()) == "2024-03-01 00:00:00"
    plain = read_as_csv(table, tmp_path).frame
    pd.testing.assert_frame_equal(diary.frame.drop(columns="date"), plain.drop(columns="date"))


@pytest.mark.parametrize(("zone", "hour"), [("Europe/Berlin", 22), ("UTC", 21), ("Nowhere/Land", 21), ("", 21)])
def test_times_of_r(zone: str, hour: int, table: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "diary.rds"
    seconds = (table["day"] + 19782) * 86400.0 + 21 * 3600
    more = {"tzone": zone} if zone else {}
    with_class(path, table.assign(day=seconds), "day", kind="POSIXct POSIXt", **more)
    diary = read(path)
    assert set(diary.frame["date"].dt.hour) == {hour}
    np.testing.assert_allclose(diary.frame["time"], read_as_csv(table, tmp_path).frame["time"], atol=1e-8)


def test_sas_and_stata_files_are_read_as_csv_is(
    table: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = read_as_csv(table, tmp_path)
    pyreadstat.write_xport(table, str(tmp_path / "d.xpt"), file_format_version=8)
    pyreadstat.write_dta(table, str(tmp_path / "d.dta"))
    for name in ("d.xpt", "d.dta"):
        same(read(tmp_path / name), plain)
        assert 'columns = "warmth"' in propose_mapping(tmp_path / name)
    (tmp_path / "d.sas7bdat").write_bytes(b"not SAS" * 200)
    with pytest.raises(DiaryError, match=r"^d\.sas7bdat: the file cannot be read as a SAS file"):
        read(tmp_path / "d.sas7bdat")
    # Nothing here writes this format; what its reader gives is read like the others.
    monkeypatch.setattr(pyreadstat, "read_sas7bdat", lambda path, output_format: (table, None))
    same(read(tmp_path / "d.sas7bdat"), plain)
