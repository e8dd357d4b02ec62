"""The verdicts that come with the package are those of the tables under results/, and are marked when stale."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest
from science import claims, disputes, evidence
from science.heads import head, newest_name
from science.verdicts import TABLES, verdicts, write

import pairbond as pb
from pairbond.experiments import VERDICTS, counts, recorded_verdicts, records, verdict_table
from pairbond.experiments.verdict import BROKE_OFF
from pairbond.simulate.recording import default_theory

FOLDER = Path(__file__).parents[2] / "results"


def csv(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / f"{name}.csv", comment="#", keep_default_na=False).set_index("id")


def test_the_file_is_what_the_command_writes_from_the_tables(tmp_path: Path) -> None:
    again = write(FOLDER, tmp_path / "verdicts.json")
    package = Path(pb.__file__).parent / "experiments" / "verdicts.json"
    assert again.read_text(encoding="utf-8") == package.read_text(encoding="utf-8")
    assert json.loads(again.read_text(encoding="utf-8")) == recorded_verdicts() == verdicts()


def test_every_verdict_equals_the_table_under_results() -> None:
    found = pb.verdict_table().set_index("id")
    assert list(found.index) == list(records())
    for kind, name in TABLES.items():
        table, made = csv(name), head(FOLDER / f"{name}.csv")
        some = found[found["kind"] == kind]
        assert set(some.index) == set(table.index)
        assert set(some["theory"]) == {newest_name(made["theory"])}
        assert set(some["date"]) == {made["date"]}
        assert set(some["command"]) == {made["command"]}
        for one in some.itertuples():
            row = table.loc[one.Index]
            assert one.verdict == row.verdict
            assert one.verdict in (*VERDICTS[kind], BROKE_OFF)
            for key in ("knock_out", "knock_outs", "carried", "numbers", "missed"):
                assert getattr(one, key) == row.get(key, ""), (one.Index, key)
            for key in ("effect", "draws", "held"):
                value = row.get(key, "")
                assert pd.isna(getattr(one, key)) if value == "" else getattr(one, key) == float(value)


def test_counts_of_the_packaged_verdicts_are_those_of_the_table() -> None:
    found, whole = counts(pb.verdict_table()), counts(csv("claims").reset_index())
    assert found[["count", "tested", "carried"]].equals(whole[["count", "tested", "carried"]])


def test_earlier_verdicts_are_those_on_record() -> None:
    rows = csv("claims_earlier").reset_index()
    assert [(x["id"], x["version"], x["verdict"], x["held"]) for x in recorded_verdicts()["earlier"]] == [
        (x.id, x.version, x.verdict, float(x.held)) for x in rows.itertuples()
    ]


def test_verdicts_of_another_theory_are_stale_and_those_of_the_present_one_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    present = default_theory().hash
    assert {one["theory"] for one in recorded_verdicts()["made"].values()} == {present}, (
        "run the science commands again"
    )
    assert not pb.verdict_table()["stale"].any()
    kept = json.loads(json.dumps(recorded_verdicts()))
    kept["made"]["dispute"]["theory"] = "0" * 64
    monkeypatch.setattr(import_module("pairbond.experiments.verdict_table"), "recorded_verdicts", lambda: kept)
    found = pb.verdict_table()
    assert found["stale"].tolist() == (found["kind"] == "dispute").tolist()


def test_a_claim_of_another_version_is_stale_and_one_never_tested_has_no_verdict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = json.loads(json.dumps(recorded_verdicts()))
    kept["rows"] = [row for row in kept["rows"] if row["id"] != "A2"]
    next(row for row in kept["rows"] if row["id"] == "A1")["version"] += 1
    monkeypatch.setattr(import_module("pairbond.experiments.verdict_table"), "recorded_verdicts", lambda: kept)
    found = verdict_table().set_index("id")
    assert found.loc[["A1", "A2", "A3"], "stale"].tolist() == [True, True, False]
    assert found.loc["A2", "verdict"] == ""


def test_the_commands_that_make_the_tables_write_the_verdicts() -> None:
    for command in (claims, disputes, evidence):
        assert command.write is write
