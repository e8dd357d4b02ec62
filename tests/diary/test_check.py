"""What ``pairbond diary check`` says of a legal diary: its design, people who never change, partners not seen."""

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from pairbond.cli.diary import summary
from pairbond.cli.fit import print_fit
from pairbond.diary import read_diary

CASES = Path(__file__).parents[1] / "data" / "cases"


def check(file: str, columns: dict, item: dict, **more: object) -> dict:
    return summary(read_diary(CASES / file, {"columns": columns, "item": [{"kind": "continuous", **item}], **more}))


def test_somebody_who_always_answers_the_same_is_named() -> None:
    columns = {"couple": "couple", "person": "person", "role": "role", "time": "day"}
    found = check("constant-answers/one-constant.csv", columns, {"name": "y", "columns": "y"})
    (said,) = found["notes"]
    assert said == (
        "y (nearly) never changes for 3m (0 in 28 of 28): their mean is used, but no effects of one day on the next "
        "can be estimated for them."
    )


def test_a_fit_names_them_too(capsys: pytest.CaptureFixture[str]) -> None:
    columns = {"couple": "couple", "person": "person", "role": "role", "time": "day"}
    diary = read_diary(
        CASES / "constant-answers/one-constant.csv",
        {"columns": columns, "item": [{"name": "y", "columns": "y", "kind": "continuous"}]},
    )
    nothing = pd.DataFrame(columns=["cause_partner"])
    fitted = SimpleNamespace(
        diary=diary,
        lags=(1.0,),
        effects=nothing,
        timing={},
        problem="",
        spec=SimpleNamespace(reason="One entry a day."),
    )
    print_fit(fitted)  # type: ignore[arg-type]
    assert "y (nearly) never changes for 3m (0 in 28 of 28)" in capsys.readouterr().out


def test_the_design_of_a_diary_is_reported() -> None:
    evenings = {"couple": "couple_id", "person": "participant_id", "role": "sex", "time": "ended"}
    daily = check("own-minutes/clock.csv", evenings, {"name": "closeness", "columns": "closeness"})
    assert daily["design"]["sentence"] == "One entry a person every day."
    beeps = {"couple": "dyad", "person": "id", "role": "role", "time": "sent"}
    found = check("several-beeps/esm.csv", beeps, {"name": "pa", "columns": "PA1"})
    assert found["design"]["kind"] == "irregular"
    assert found["design"]["sentence"].startswith("Entries of a person are typically 1.")
    assert found["design"]["sentence"].endswith("hours apart, up to 8 on a day.")


def test_couples_that_are_read_as_people_who_write_alone_are_asked_about() -> None:
    alone = {"partners": {"names": ["writer"]}}
    ids = check("role-names/idab.csv", {"couple": "ID", "time": "day"}, {"name": "x", "columns": "unhappy"}, **alone)
    assert ids["notes"][-1].startswith(
        "All 32 write alone. If these are couples, say which column tells the two apart:"
    )
    columns = {"couple": "Couple", "time": "Completed"}
    two = check("role-names/role_title.csv", columns, {"name": "x", "columns": "satisfaction"}, **alone)
    assert two["notes"][-1] == (
        "Most days have two entries of one writer: is a column that says who writes missing in the mapping?"
    )
