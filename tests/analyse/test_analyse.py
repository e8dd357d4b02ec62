"""What holds a cycle."""

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from pairbond.analyse import continued, interventions_compared, knock_outs, onset, sufficient
from pairbond.analyse._courses import SETTLING, follow, with_gains
from pairbond.analyse.knock_outs import is_cycling
from pairbond.cli._main import app
from pairbond.dynamics import FALLS, dominant_falls
from pairbond.theory import COUPLES, Couple, Theory

CIRCUIT = COUPLES["closed-circuit"]


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return knock_outs(CIRCUIT)


def test_every_mechanism_is_taken_out_once_and_the_whole_comes_first(table: pd.DataFrame) -> None:
    assert table["without"][0] == "nothing"
    assert set(table["without"][1:]) == {name for name, one in Theory().mechanisms.items() if one.terms}
    assert table["cycles"][0] >= 3


def test_a_gain_of_nought_is_the_mechanism_taken_out(table: pd.DataFrame) -> None:
    row = table.set_index("without").loc["splitting"]
    shown = follow([CIRCUIT], ("image", "arousal"), theory=Theory().without("splitting"))
    assert row["arousal_b"] == pytest.approx(shown["arousal"][SETTLING:, 1, 0].mean(), rel=1e-9)
    assert row["cycles"] == dominant_falls(shown["image"][SETTLING:])[0][0]


def test_exchanging_partners_exchanges_the_columns(table: pd.DataFrame) -> None:
    turned = knock_outs(Couple(CIRCUIT.b, CIRCUIT.a)).set_index("without").loc[table["without"]]
    np.testing.assert_allclose(turned["swing_a"], table["swing_b"], atol=1e-9)
    np.testing.assert_allclose(turned["load_b"], table["load_a"], atol=1e-9)


@pytest.mark.slow
def test_a_sufficient_set_suffices_and_can_spare_nothing(table: pd.DataFrame) -> None:
    theory, like = Theory(), float(table["period"][0])
    kept = sufficient(CIRCUIT)
    out = {name: 0.0 for name in theory.mechanisms if name not in kept}
    assert is_cycling([with_gains(CIRCUIT, out)], theory, like)[0]
    fewer = [with_gains(CIRCUIT, {**out, name: 0.0}) for name in kept]
    assert not is_cycling(fewer, theory, like).any()
    assert sufficient(COUPLES["secure"]) == ()


def test_turns_are_counted_by_hand() -> None:
    image = np.concatenate([np.full(10, x) for x in (0.5, -0.5, 0.5, 0.1, -0.5, -0.1, 0.5)])[:, None, None]
    count, period = dominant_falls(np.repeat(image, 2, 1))
    assert count[0] == 2
    assert period[0] == 30


def test_the_onset_keeps_the_sign_of_the_answer() -> None:
    found = onset(CIRCUIT, "b", (0.3, 0.9), (0.2, 0.8))
    assert (found["coping"] < 0).all()
    assert found.loc[(found["inner_worth"] == 0.9) & (found["coping"] == -0.2), "cycles"].item() < FALLS


def test_two_secure_people_live_one_way_only() -> None:
    found = continued(COUPLES["secure"], values=(0.0, 0.1))
    assert (found["cycles"] == 0).all()
    assert found.loc[found["way"] == "up", "swing"].to_numpy() == pytest.approx(
        found.loc[found["way"] == "down", "swing"].to_numpy()[::-1], abs=0.05
    )


@pytest.mark.slow
def test_courses_are_reported_for_both_and_after_one_and_five_years() -> None:
    found = interventions_compared(CIRCUIT, ["no contact", "limits"])
    assert len(found) == 8
    apart = found[(found["programme"] == "no contact") & (found["years"] == 5)]
    assert (apart["cycles"] == 0).all()


@pytest.mark.slow
def test_the_commands_answer(tmp_path) -> None:
    for asked in (["knockouts", "secure"], ["--knockouts", "secure"], ["sufficient", "secure"]):
        said = CliRunner().invoke(app, ["theory", *asked])
        assert said.exit_code == 0, said.output
    picture = tmp_path / "onset.svg"
    assert CliRunner().invoke(app, ["theory", "knockouts", "secure", "--figure", str(picture)]).exit_code == 0
    assert picture.stat().st_size > 1000
    wrong = CliRunner().invoke(app, ["theory", "knockouts", "secur"])
    assert wrong.exit_code != 0
