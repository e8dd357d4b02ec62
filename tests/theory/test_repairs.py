"""Repairs stand beside the theory, which they leave as it is, and do what their equations say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pairbond.errors import PairbondError
from pairbond.experiments.participants import only
from pairbond.simulate import prepare
from pairbond.theory import COUPLES, Couple, DoseSchedule, Theory, numpy_functions
from pairbond.theory.interventions import NoContact
from pairbond.theory.repairs import REPAIRS, renumbered, repaired

CIRCUIT = COUPLES["closed-circuit"]
NAMES = ("image", "craving", "bond", "hostility")
# what each repair adds with a gain, and the numbers it changes
WITHOUT = {
    "accustomed_slight": (("adaptation_level",), {}),
    "attraction": (("competing_audience", "moved_by_care"), {}),
    "stored_anger": (
        ("sobering_alarm", "stored_anger", "tired_of_waiting"),
        {"arousal_base_calm": 0.5, "voice_hope": 0.53},
    ),
    "worn_worth": ((), {"worth_critic": 0.5}),
    "unpredictability": (("rhythm_learning",), {"bond_relief": 9.6}),
}


def course(theory: Theory, couple: Couple = CIRCUIT, days: int = 5, **more: object) -> dict[str, np.ndarray]:
    """Day by day, without noise."""
    return prepare(couple, days, theory=theory, record=NAMES, noise=False, engine="plain", **more).arrays()


@pytest.mark.slow
@pytest.mark.parametrize("name", WITHOUT)
def test_a_repair_without_its_gains_and_numbers_is_the_theory(name: str) -> None:
    off, numbers = WITHOUT[name]
    gains = dict.fromkeys(off, 0.0)
    couple = Couple(replace(CIRCUIT.a, gains=gains), replace(CIRCUIT.b, gains=gains))
    plain, bare = course(Theory()), course(renumbered(repaired(name), numbers), couple)
    for quantity in NAMES:
        np.testing.assert_allclose(bare[quantity], plain[quantity], rtol=0, atol=1e-12)
    whole = course(repaired(name))
    assert max(np.abs(whole[quantity] - plain[quantity]).max() for quantity in NAMES) > 1e-6


@pytest.mark.slow
@pytest.mark.parametrize("name", [*REPAIRS, ""])
def test_both_engines_agree_and_cannot_see_who_is_who(name: str) -> None:
    theory = repaired(*([name] if name else []))
    one, other = course(theory), course(theory, CIRCUIT.swapped())
    compiled = prepare(CIRCUIT, 5, theory=theory, record=NAMES, noise=False, engine="compiled").arrays()
    for quantity in NAMES:
        np.testing.assert_allclose(compiled[quantity], one[quantity], rtol=0, atol=1e-10)
        np.testing.assert_allclose(other[quantity][:, ::-1], one[quantity], rtol=0, atol=1e-12)


def test_names_are_those_of_the_table_and_those_that_are_kept_are_the_default() -> None:
    kept = [name for name, one in REPAIRS.items() if one.kept]
    assert repaired().hash == repaired(*reversed(kept)).hash
    assert len({Theory().hash, repaired().hash, *(repaired(name).hash for name in REPAIRS)}) == len(REPAIRS) + 2
    with pytest.raises(PairbondError, match="absence"):
        repaired("absense")
    with pytest.raises(PairbondError, match="worth_critic"):
        renumbered(Theory(), {"worth_critics": 1.0})


def test_every_number_of_a_repair_says_where_it_comes_from() -> None:
    before = Theory().constants
    theory = repaired(*REPAIRS)
    gains = {one.gain for one in theory.mechanisms.values()}
    new = {name: one for name, one in theory.constants.items() if name not in before and name not in gains}
    assert len(new) > 15
    assert all(one.source and one.symbol for one in new.values())
    assert "active_alone" not in theory.constants


def test_presence_is_taken_for_the_rule_within_weeks_and_missed_for_weeks() -> None:
    theory = repaired("absence")
    given = [NoContact(start=10)]
    paths = prepare(
        CIRCUIT, 20, interventions=given, theory=theory, record=["presence_expected"], noise=False, engine="plain"
    ).arrays()["presence_expected"][:, 0, 0]
    day = np.arange(11)
    np.testing.assert_allclose(paths[:11], 1 - np.exp(-day / 45), atol=2e-3)
    np.testing.assert_allclose(paths[10:], paths[10] * np.exp(-day / 45), atol=2e-3)


def test_wanting_follows_arousal_apart_as_together() -> None:
    theory = repaired("absence")
    params = theory.params(CIRCUIT)
    state, status = theory.start(params), theory.start_status(params)
    here, gone = (
        theory.evaluate(numpy_functions, state, {**status, "code": status["code"] + code}, {}, params)
        for code in (0.0, 2.0)
    )
    assert gone["contact"] < here["contact"]
    np.testing.assert_array_equal(here["activation"], gone["activation"])
    np.testing.assert_allclose(here["activation"], 0.1 + 0.9 * (2 * state["arousal"]) ** 2)


def test_a_slight_that_is_usual_injures_nobody() -> None:
    theory = repaired("accustomed_slight")
    params = theory.params(CIRCUIT)
    state, status = theory.start(params), theory.start_status(params)

    def felt(accustomed: float) -> tuple[np.ndarray, np.ndarray]:
        now = {**state, "slight_accustomed": state["slight_accustomed"] + accustomed}
        found = theory.evaluate(numpy_functions, now, status, {}, params)
        return found["slight"], found["slight_felt"]

    slight, new = felt(0.0)
    _, usual = felt(float(slight[0]))
    assert new[0] > usual[0]
    assert usual[0] == pytest.approx(0.0, abs=1e-12)
    assert new[0] == pytest.approx(2.5 * (0.5 * (slight[0] + np.hypot(slight[0], 0.1)) - 0.05))


@pytest.mark.slow
def test_a_rhythm_is_learned() -> None:
    theory = repaired("unpredictability")
    given = only("a", warmth=DoseSchedule.pulses(every=4, days=2, dose=0.8))
    paths = prepare(
        CIRCUIT,
        120,
        interventions=given,
        theory=theory,
        record=["surprise", "unpredicted"],
        noise=False,
        engine="plain",
    ).arrays()
    first, last = (
        {name: np.abs(x[part, 1, 0]).mean() for name, x in paths.items()} for part in (slice(4, 12), slice(-8, None))
    )
    assert last["unpredicted"] < 0.6 * last["surprise"]
    assert last["unpredicted"] / last["surprise"] < first["unpredicted"] / first["surprise"]
