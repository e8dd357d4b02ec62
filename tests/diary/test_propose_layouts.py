"""Proposals for files in many layouts, with column names that no list of words holds."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pairbond.diary import Diary, calendar_days, guess_mapping, propose_mapping, read_diary
from pairbond.diary.mapping_file import parse_mapping

CASES = Path(__file__).parents[1] / "data" / "cases"


def answers(couples: int = 8, days: int = 14, seed: int = 0) -> pd.DataFrame:
    """Couple, partner, day, two ratings from 1 to 7."""
    rng = np.random.default_rng(seed)
    index = pd.MultiIndex.from_product([range(1, couples + 1), (0, 1), range(days)], names=["c", "p", "d"])
    table = index.to_frame(index=False)
    for name in ("u", "v"):
        table[name] = np.clip(np.round(rng.normal(4, 1.5, len(table))), 1, 7).astype(int)
    return table


def proposed(folder: Path, table: pd.DataFrame) -> tuple[Diary, str]:
    """The diary as read with what is proposed, which must pass its own check."""
    path = folder / "file.csv"
    table.to_csv(path, index=False)
    text = propose_mapping(path)
    assert "does not pass its own check" not in text, text[:600]
    (folder / "file.toml").write_text(text, encoding="utf-8")
    assert parse_mapping(tomllib.loads(text)) == guess_mapping(path).mapping
    return read_diary(path), text


def same(diary: Diary, table: pd.DataFrame, item: str, column: str = "u") -> None:
    """Every answer is where it belongs: the k-th couple, its two partners in either order."""
    found = diary.frame.assign(day=calendar_days(diary.frame))
    couples = {name: k for k, name in enumerate(diary.couples, start=1)}
    got = found.groupby([found["couple"].map(couples), "day"])[item].agg(sorted)
    want = table.groupby(["c", "d"])[column].agg(sorted)
    assert [list(map(float, x)) for x in got] == [list(map(float, x)) for x in want]


def words(table: pd.DataFrame, one: str, two: str) -> pd.Series:
    return table["p"].map({0: one, 1: two})


wide_marks = [
    "{0}_hildur {0}_bragi", "hildur.{0} bragi.{0}", "{0}.x {0}.y", "{0}_0 {0}_1", "mum_{0} dad_{0}",
    "{0}_self {0}_partner", "Person 1 {0}|Person 2 {0}", "men_{0} women_{0}", "{0}Q {0}Z", "{0}_A {0}_B",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("marks", wide_marks)
@pytest.mark.parametrize("items", [("umsorg", "gram"), ("umsorg",)])
def test_two_columns_of_one_scale_that_differ_in_a_mark_are_two_partners(
    marks: str, items: tuple[str, ...], tmp_path: Path
) -> None:
    table = answers()
    table["v"] = (table["v"] + 1) // 2  # two items that people answer alike could be two people as well
    one, two = marks.split("|") if "|" in marks else marks.split()
    half = {p: table[table["p"] == p].reset_index(drop=True) for p in (0, 1)}
    wide = pd.DataFrame({"nr": half[0]["c"], "dagur": half[0]["d"]})
    for item, column in zip(items, ("u", "v"), strict=False):
        wide[one.format(item)], wide[two.format(item)] = half[0][column], half[1][column]
    diary, _ = proposed(tmp_path, wide)
    assert {len(diary.writers(couple)) for couple in diary.couples} == {2}
    assert len(diary.items) == len(items)
    same(diary, table, diary.items[0].name)


long_layouts: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "role of unknown name": lambda t: pd.DataFrame({"hus": t["c"], "hvem": words(t, "ane", "bo"), "dagur": t["d"]}),
    "role as numbers": lambda t: pd.DataFrame({"hus": t["c"], "hvem": t["p"] + 1, "dagur": t["d"]}),
    "persons of unknown name": lambda t: pd.DataFrame(
        {"hus": t["c"], "hvem": 2 * t["c"] + t["p"] + 100, "dagur": t["d"]}
    ),
    "number and letter": lambda t: pd.DataFrame({"merki": t["c"].astype(str) + words(t, "k", "q"), "dagur": t["d"]}),
    "a digit at the end": lambda t: pd.DataFrame({"merki": 10 * (t["c"] + 20) + t["p"] + 1, "dagur": t["d"]}),
    "clock times of each": lambda t: pd.DataFrame(
        {
            "hus": t["c"],
            "hvem": words(t, "ane", "bo"),
            "svar": (
                pd.Timestamp("2024-03-18 21:00")
                + pd.to_timedelta(t["d"], unit="D")
                + pd.to_timedelta(np.random.default_rng(1).integers(-3600, 3600, len(t)), unit="s")
            ).astype(str),
        }
    ),
    "dates in words": lambda t: pd.DataFrame(
        {
            "hus": t["c"],
            "hvem": words(t, "ane", "bo"),
            "svar": (pd.Timestamp("2024-03-18") + pd.to_timedelta(t["d"], unit="D")).dt.strftime("%d %b %Y"),
        }
    ),
    "numbered days": lambda t: pd.DataFrame(
        {"hus": t["c"], "hvem": words(t, "ane", "bo"), "dagur": "Day " + (t["d"] + 1).astype(str)}
    ),
    "dates without dashes": lambda t: pd.DataFrame(
        {"hus": t["c"], "hvem": words(t, "ane", "bo"), "svar": 20240301 + t["d"]}
    ),
    "seconds of SPSS": lambda t: pd.DataFrame(
        {"hus": t["c"], "hvem": words(t, "ane", "bo"), "svar": 13930012800 + 86400 * t["d"] + 60 * t["p"]}
    ),
    "microseconds": lambda t: pd.DataFrame(
        {"hus": t["c"], "hvem": words(t, "ane", "bo"), "svar": 1710795600000000 + 86_400_000_000 * t["d"]}
    ),
    "a decimal": lambda t: pd.DataFrame({"merki": t["c"] + 100 + (t["p"] + 1) / 10, "dagur": t["d"]}),
    "seconds since 1970": lambda t: pd.DataFrame(
        {"hus": t["c"], "hvem": words(t, "ane", "bo"), "svar": 1710795600 + 86400 * t["d"] + 60 * t["p"]}
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("layout", long_layouts)
def test_who_wrote_is_inferred_from_the_data(layout: str, tmp_path: Path) -> None:
    table = answers()
    file = long_layouts[layout](table).assign(umsorg=table["u"], gram=table["v"])
    for name, rows in (("writers in turn", file), ("day by day", file.sample(frac=1, random_state=1))):
        diary, _ = proposed(tmp_path, rows.sort_index() if name == "writers in turn" else rows)
        assert [item.name for item in diary.items] == ["umsorg", "gram"], name
        same(diary, table, "umsorg")


@pytest.mark.slow
def test_prompts_of_a_day_make_a_time_with_their_day(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    rows = [
        (c, c * 10 + p, d, s, rng.integers(0, 101))
        for c in range(1, 7)
        for p in (1, 2)
        for d in range(1, 6)
        for s in range(1, 7)
    ]
    table = pd.DataFrame(rows, columns=["hus", "hvem", "dagur", "ping", "umsorg"])
    path = tmp_path / "file.csv"
    table.to_csv(path, index=False)
    found = guess_mapping(path).mapping
    assert (found.columns.time, found.columns.within_day) == ("dagur", "ping")
    diary, _ = proposed(tmp_path, table)
    assert len(diary.frame) == len(table)
    hours = [f"{9 + 2 * s}:{rng.integers(10, 60)}" for _, _, _, s, _ in rows]
    diary, text = proposed(tmp_path, table.assign(ping=hours))
    assert 'within_day = "ping"' in text
    assert calendar_days(diary.frame).max() == 4


@pytest.mark.slow
def test_only_answers_become_items(tmp_path: Path) -> None:
    table = answers(days=21)
    day = pd.Timestamp("2024-03-18") + pd.to_timedelta(table["d"], unit="D")
    by = table.groupby(["c", "p"])
    file = pd.DataFrame(
        {"hus": table["c"], "hvem": words(table, "ane", "bo"), "svar": day.astype(str), "umsorg": table["u"]}
    )
    file["umsorg_fyrr"] = by["u"].shift(1)
    file["umsorg_midja"] = table["u"] - by["u"].transform("mean")
    file["umsorg_stada"] = (table["u"] - table["u"].mean()) / table["u"].std()
    file["tel"] = by.cumcount() + 1
    file["vikudagur"] = day.dt.day_of_week
    for k in range(7):
        file[f"vd_{k}"] = (day.dt.day_of_week == k).astype(int)
    rng = np.random.default_rng(3)
    mood = rng.integers(0, 3, len(table))
    for k in range(3):
        file[f"hopur_{k}"] = (mood == k).astype(int)
    file["aldur"] = 30 + table["c"] + table["p"]
    file["lota"] = table["c"] % 2
    file["gram"] = table["v"]
    path = tmp_path / "file.csv"
    file.to_csv(path, index=False)
    found = guess_mapping(path)
    assert [item.name for item in found.mapping.item] == ["umsorg", "gram"]
    assert not found.mapping.covariate
    assert found.unused["umsorg_fyrr"] == "umsorg one entry earlier"
    assert found.unused["umsorg_midja"] == "umsorg, centred"
    assert found.unused["aldur"] == "never changes within a person"
    proposed(tmp_path, file)


@pytest.mark.slow
@pytest.mark.parametrize("minutes", [False, True])
@pytest.mark.parametrize("step", [1.0, 0.125])
def test_a_pairwise_file_has_each_answer_once(step: float, minutes: bool, tmp_path: Path) -> None:
    table = answers(days=20)
    other = table.assign(p=1 - table["p"]).set_index(["c", "p", "d"])
    beside = other.loc[pd.MultiIndex.from_frame(table[["c", "p", "d"]])].reset_index(drop=True)
    file = pd.DataFrame({"hus": table["c"], "hvem": words(table, "ane", "bo"), "dagur": table["d"]})
    file["mine_umsorg"], file["dens_umsorg"] = table["u"], beside["u"]
    file["mine_gram"], file["dens_gram"] = table["v"], beside["v"]
    file["regn"] = table["d"] % 3 + table["c"] % 2  # the same for both
    late = np.random.default_rng(0).uniform(0, 0.1 * step, len(table)) if minutes else 0.0
    file["dagur"] = (
        (pd.Timestamp("2024-03-18 15:00") + pd.to_timedelta(step * table["d"] + late, unit="D"))
        .dt.floor("s")
        .astype(str)
    )
    diary, text = proposed(tmp_path, file)
    assert len(diary.items) == 2
    assert "regn: the same for both partners" in text
    assert {len(diary.writers(couple)) for couple in diary.couples} == {2}
    if step == 1:
        same(diary, table, diary.items[0].name)


@pytest.mark.slow
def test_at_most_ten_items_are_proposed_and_four_are_fitted(tmp_path: Path) -> None:
    table = answers()
    rng = np.random.default_rng(0)
    file = pd.DataFrame({"hus": table["c"], "hvem": words(table, "ane", "bo"), "dagur": table["d"]})
    for k in range(31):
        file[f"spurn{k}"] = rng.integers(1, 8, len(table))
    diary, text = proposed(tmp_path, file)
    assert len(diary.available) == 10
    assert len(diary.items) == 4
    assert "# 31 columns could be items; the 10 that are best answered and vary most are proposed." in text
    assert "could be an item too" in text


@pytest.mark.slow
def test_an_item_about_danger_is_proposed_however_many_others_there_are(tmp_path: Path) -> None:
    table = answers()
    rng = np.random.default_rng(0)
    file = pd.DataFrame({"hus": table["c"], "hvem": words(table, "ane", "bo"), "dagur": table["d"]})
    for k in range(15):
        file[f"spurn{k}"] = rng.integers(1, 8, len(table))
    file["afraid"] = np.where(rng.random(len(table)) < 0.8, np.nan, table["u"])  # rarely answered
    diary, _ = proposed(tmp_path, file)
    assert [item.name for item in diary.available if item.danger] == ["afraid"]


@pytest.mark.parametrize("couples", [2, 3])
@pytest.mark.parametrize("seed", range(3))
def test_a_wide_file_of_few_couples_is_not_read_as_persons(couples: int, seed: int, tmp_path: Path) -> None:
    table = answers(couples=couples, seed=seed)
    half = {p: table[table["p"] == p].reset_index(drop=True) for p in (0, 1)}
    wide = pd.DataFrame({"nr": half[0]["c"], "dagur": half[0]["d"]})
    for p, mark in enumerate("ab"):
        wide[f"umsorg_{mark}"], wide[f"gram_{mark}"] = half[p]["u"], half[p]["v"]
    diary, _ = proposed(tmp_path, wide)
    assert [item.name for item in diary.items] == ["umsorg", "gram"]
    same(diary, table, "umsorg")


def test_of_three_members_side_by_side_two_are_proposed(tmp_path: Path) -> None:
    table = answers()
    half = {p: table[table["p"] == p].reset_index(drop=True) for p in (0, 1)}
    wide = pd.DataFrame({"hus": half[0]["c"], "dagur": half[0]["d"]})
    for item, column in (("umsorg", "u"), ("gram", "v")):
        wide[f"{item}_mother"], wide[f"{item}_father"] = half[0][column], half[1][column]
        wide[f"{item}_child"] = half[0][column].sample(frac=1, random_state=1).to_numpy()
    diary, text = proposed(tmp_path, wide)
    assert diary.partners == ("father", "mother")
    assert "# Besides father and mother there is child; a diary is of two." in text
    assert "umsorg_child: of a third member, child" in text
    same(diary, table, "umsorg")


def test_codes_of_a_survey_program_are_answers(tmp_path: Path) -> None:
    table = answers()
    file = pd.DataFrame({"hus": table["c"], "hvem": words(table, "ane", "bo"), "dagur": table["d"]})
    file["umsorg"], file["gram"] = "A" + table["u"].astype(str), "A" + table["v"].astype(str)
    diary, text = proposed(tmp_path, file.assign(lota="S" + (table["d"] % 3).astype(str)))
    assert 'words = ["A1", "A2", "A3", "A4", "A5", "A6", "A7"]' in text
    assert [item.name for item in diary.items] == ["umsorg", "gram"]
    same(diary, table, "umsorg")


def test_people_who_write_alone_are_said_to(tmp_path: Path) -> None:
    table = answers()
    file = pd.DataFrame({"merki": 100 + 37 * table["c"] + table["p"] * 555, "dagur": table["d"], "umsorg": table["u"]})
    diary, text = proposed(tmp_path, file)
    assert len(diary.couples) == 16
    assert "# Read as 16 people who write alone: no column tells two partners apart." in text


def test_one_row_an_item_is_seen_whatever_the_columns_are_called(tmp_path: Path) -> None:
    table = answers()
    rows = table.melt(["c", "p", "d"], ["u", "v"], "hvad", "tal")
    rows["tal"] += 3 * (rows["hvad"] == "v")
    file = pd.DataFrame(
        {
            "hus": rows["c"],
            "hvem": words(rows, "ane", "bo"),
            "dagur": rows["d"],
            "hvad": rows["hvad"],
            "tal": rows["tal"],
        }
    )
    diary, text = proposed(tmp_path, file)
    assert 'names_from = "hvad"' in text
    same(diary, table, "u")
    tidy = guess_mapping(CASES / "one-row-an-item" / "tidy.csv").mapping
    assert (tidy.file.names_from, tidy.columns.role) == ("item", "person")
    assert [item.name for item in tidy.item] == ["close", "tense"]


def test_of_three_members_two_are_proposed_and_the_choice_is_said(tmp_path: Path) -> None:
    path = CASES / "families" / "triad.csv"
    text = propose_mapping(path)
    assert 'leave_out = ["child"]' in text
    assert "# Most couples have 3 members; a diary is of two." in text
    (tmp_path / "triad.toml").write_text(text)
    assert read_diary(path, tmp_path / "triad.toml").partners == ("father", "mother")


expected = {
    "role-names/role_title.csv": ("Couple", None, "Title", ["Mr", "Ms"]),
    "role-names/role_relation.csv": ("Couple", None, "Relation", ["child", "mother"]),
    "own-minutes/clock.csv": ("couple_id", "participant_id", "sex", ["f", "m"]),
    "day-borders/summer-time.csv": ("Couple", None, "Title", ["Mr", "Ms"]),
    "absent-fathers/parents.csv": ("couple", "person", "role", ["father", "mother"]),
    "survey-exports/qualtrics.csv": ("DyadID", None, "Partner", ["Partner 1", "Partner 2"]),
    "several-beeps/esm.csv": ("dyad", "id", "role", ["role 1", "role 2"]),
    "times/excel.csv": ("couple", None, "sex", ["f", "m"]),
    "times/unixms.csv": ("couple", None, "sex", ["f", "m"]),
    "times/date_us.csv": ("couple", None, "sex", ["f", "m"]),
    "times/date_ushm.csv": ("couple", None, "sex", ["f", "m"]),
}


@pytest.mark.slow
@pytest.mark.parametrize("file", expected)
def test_files_as_programs_write_them_are_understood(file: str) -> None:
    path = CASES / file
    found = guess_mapping(path).mapping
    keys = found.columns
    assert (keys.couple, keys.person, keys.role, found.partners.names) == expected[file]
    diary = read_diary(path, found)
    assert diary.has_dates or file.startswith("absent")
    assert max(len(diary.writers(couple)) for couple in diary.couples) == 2


def test_an_export_of_an_app_is_read_with_its_proposal(tmp_path: Path) -> None:
    path = CASES / "app-export" / "mpath.csv"
    found = guess_mapping(path).mapping
    assert found.columns.time in ("timeStampStart", "timeStampSent", "timeStampScheduled")
    assert (found.columns.id, found.time.unit, found.time.offset) == ("alias", "seconds", "timeZoneOffset")
    assert [(i.name, i.low, i.high, i.higher) for i in found.item] == [
        ("closeness_slidernegpos", 0, 100, "better"),
        ("irritated_multiplechoice_index", 0, 4, "worse"),
    ]
    diary = read_diary(path, found)
    assert diary.couples == ("1", "2", "12")
    assert diary.has_dates


def test_a_preamble_and_two_readings_of_dates_are_reported() -> None:
    text = propose_mapping(CASES / "survey-exports" / "expiwell.csv")
    assert 'order = "month-day"' in text
    assert "# Dates of Survey Start Time could be read in two ways; month-day keeps the days together." in text
    assert "people who write alone" in text


def test_a_proposal_that_its_file_does_not_pass_says_which_line_to_change(tmp_path: Path) -> None:
    table = answers()
    file = pd.DataFrame(
        {"hus": table["c"], "hvem": words(table, "ane", "bo"), "dagur": table["d"], "umsorg": table["u"]}
    )
    path = tmp_path / "file.csv"
    pd.concat([file, file.iloc[[5]]]).to_csv(path, index=False)
    text = propose_mapping(path)
    lines = text.splitlines()
    (said,) = [line for line in lines if line.startswith("# - ")]
    assert "ane has an entry for this time in row 7 already; keep one of the two." in said
    number = int(said.split("Change line ")[1].split(" ")[0])
    assert lines[number - 1] == 'time = "dagur"'


def test_one_couple_needs_no_column_of_couples(tmp_path: Path) -> None:
    table = answers(couples=1)
    half = {p: table[table["p"] == p].reset_index(drop=True) for p in (0, 1)}
    wide = pd.DataFrame({"dagur": half[0]["d"], "umsorg_anna": half[0]["u"], "umsorg_ben": half[1]["u"]})
    wide["gram_anna"], wide["gram_ben"] = half[0]["v"], half[1]["v"]
    diary, text = proposed(tmp_path, wide)
    assert diary.partners == ("anna", "ben")
    assert "# Read as the answers of two partners: umsorg_anna and umsorg_ben." in text
    same(diary, table, "umsorg")
    long = pd.DataFrame({"hvem": words(table, "ane", "bo"), "dagur": table["d"], "umsorg": table["u"]})
    diary, _ = proposed(tmp_path, long)
    assert diary.partners == ("ane", "bo")
    same(diary, table, "umsorg")


@pytest.mark.parametrize("by", ["hus", "svar"])
def test_prompts_answered_at_own_seconds_are_two_partners(by: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    index = pd.MultiIndex.from_product([range(1, 7), range(5), range(6), ["x", "z"]])
    begin = pd.Timestamp("2024-03-18 09:00")
    rows = [
        (c, who, begin + pd.Timedelta(days=d, hours=2 * k, seconds=int(rng.integers(0, 1500))), rng.integers(0, 101))
        for c, d, k, who in index
        if rng.random() < 0.8
    ]
    table = pd.DataFrame(rows, columns=["hus", "hvem", "svar", "umsorg"]).sort_values([by, "svar"])
    diary, _ = proposed(tmp_path, table)
    assert (len(diary.couples), diary.partners) == (6, ("x", "z"))


def test_a_day_that_no_name_tells_is_taken_and_said(tmp_path: Path) -> None:
    table = answers()
    file = pd.DataFrame(
        {"hus": table["c"], "hvem": words(table, "ane", "bo"), "kvold": table["d"] + 1, "umsorg": table["u"]}
    )
    diary, text = proposed(tmp_path, file)
    assert "# No name says so, but kvold is taken as the day and hus as the couple." in text
    same(diary, table, "umsorg")


def test_roles_that_some_couples_share_do_not_tell_partners_apart(tmp_path: Path) -> None:
    table = answers()
    sex = np.where(table["c"] > 5, "k", words(table, "k", "q"))
    file = pd.DataFrame(
        {"hus": table["c"], "hvem": 2 * table["c"] + table["p"] + 100, "gender": sex, "dagur": table["d"]}
    )
    diary, _ = proposed(tmp_path, file.assign(umsorg=table["u"]))
    assert not diary.distinguishable
    same(diary, table, "umsorg")


def test_missing_rows_codes_and_decimal_commas_do_not_mislead(tmp_path: Path) -> None:
    table = answers()
    part = table[(table["p"] == 0) | (table["c"] <= 5)].sample(frac=0.8, random_state=1).sort_index()
    code = np.random.default_rng(0).random(len(part)) < 0.1
    file = pd.DataFrame({"hus": part["c"], "hvem": words(part, "ane", "bo"), "dagur": part["d"] + 1})
    file["umsorg"], file["gram"] = part["u"] / 2, np.where(code, -99, part["v"])
    path = tmp_path / "file.csv"
    file.to_csv(path, index=False, sep=";", decimal=",")
    diary = read_diary(path, guess_mapping(path).mapping)
    assert [item.name for item in diary.items] == ["umsorg", "gram"]
    assert diary.frame["gram"].isna().sum() == code.sum()
    assert sum(len(diary.writers(couple)) == 2 for couple in diary.couples) == 5


def test_morning_and_evening_of_one_writer_are_two_items(tmp_path: Path) -> None:
    table = answers()
    file = pd.DataFrame({"merki": 100 + 37 * table["c"] + table["p"] * 555, "dagur": table["d"]})
    diary, _ = proposed(tmp_path, file.assign(umsorg_am=table["u"], umsorg_pm=table["v"]))
    assert [item.name for item in diary.items] == ["umsorg_am", "umsorg_pm"]
    assert {len(diary.writers(couple)) for couple in diary.couples} == {1}
