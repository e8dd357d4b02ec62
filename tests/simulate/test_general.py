"""One program for every couple, knock-out and course: it runs as the programs made for each do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pairbond.engine import native
from pairbond.errors import PairbondError
from pairbond.lab import lab_module
from pairbond.rivals import RIVALS
from pairbond.simulate import GeneralProgram, Run, prepare
from pairbond.simulate.recording import default_theory
from pairbond.theory import DoseSchedule
from pairbond.theory.couples import COUPLES
from pairbond.theory.interventions import INTERVENTIONS, GoToPerson, HoldingTherapy, NoContact, SixPractices

PROGRAM = GeneralProgram(default_theory(), {one.name: one.sets for one in INTERVENTIONS})
COUPLE = COUPLES["closed-circuit"]


def knocked_out(couple, *names: str, who: str = "ab"):
    for one in who:
        person = getattr(couple, one)
        couple = replace(couple, **{one: replace(person, gains={**person.gains, **dict.fromkeys(names, 0.0)})})
    return couple


RUNS = {
    "secure": lambda: prepare(COUPLES["secure"], 10, draws=2),
    "one partner's knock-out": lambda: prepare(knocked_out(COUPLE, "splitting", "shame", who="a"), 10),
    "both partners' knock-out": lambda: prepare(knocked_out(COUPLE, "tolerance"), 10, draws=2),
    "courses": lambda: prepare(
        COUPLE,
        10,
        interventions=[
            NoContact(who="a", start=1.1, end=3, dose=0.8),
            GoToPerson(start=2, end=6),
            SixPractices(who="b", start=6, dose=0.4),
            HoldingTherapy(who="a", retaliation=0.3),
        ],
    ),
    "own parameters": lambda: prepare(
        replace(COUPLE, a=replace(COUPLE.a, params={"split_strength": 0.7}), params={"return_base": 0.5}), 10
    ),
    "no noise": lambda: prepare(COUPLE, 10, noise=False),
    "nobody leaves": lambda: prepare(COUPLES["over-giving"], 10, allow_separation=False, seed=5),
}


def largest_gap(run: Run, program: GeneralProgram) -> float:
    found, wanted = native.run(program.task(run)).shown, run.arrays()
    assert set(found) == set(wanted)
    return max(float(np.abs(run._apart(k, found[k]) - wanted[k]).max()) for k in wanted)


@pytest.mark.parametrize("name", RUNS)
def test_it_runs_as_the_program_made_for_one_does(name: str) -> None:
    assert largest_gap(replace(RUNS[name](), engine="plain"), PROGRAM) < 1e-11


@pytest.mark.parametrize("name", RIVALS)
def test_rivals_have_one_too(name: str) -> None:
    model = RIVALS[name]
    run = prepare([model.couple(), model.couple(noise=(0.1, 0.4))], 50, engine="plain")
    assert largest_gap(run, GeneralProgram(model)) < 1e-12


def test_parameters_that_belong_to_the_two_are_one_number() -> None:
    assert PROGRAM.parameters["tau_tension"].couple
    assert not PROGRAM.parameters["split_strength"].couple
    own = replace(COUPLE, a=replace(COUPLE.a, params={"tau_tension": 3.0}))
    with pytest.raises(PairbondError, match="tau_tension belongs to the two"):
        PROGRAM.task(prepare(own, 3))


@pytest.mark.parametrize(
    ("course", "said"),
    [
        (NoContact(adherence=0.5), "by chance or condition"),
        (NoContact(dose=DoseSchedule.pulses(every=7, days=2)), "changes with time"),
    ],
)
def test_what_is_no_number_is_refused(course, said: str) -> None:
    with pytest.raises(PairbondError, match=said):
        PROGRAM.task(prepare(COUPLE, 3, interventions=[course]))


def test_what_the_program_has_not_is_refused() -> None:
    with pytest.raises(PairbondError, match="no intervention 'no_contact'; the nearest is 'no_contacts'"):
        GeneralProgram(default_theory(), {"no_contacts": ["no_contact"]}).task(
            prepare(COUPLE, 3, interventions=[NoContact()])
        )
    twice = prepare(COUPLE, 3, interventions=[NoContact(start=0, end=1), NoContact(who="b", start=2, end=3)])
    with pytest.raises(PairbondError, match="twice on one partner"):
        PROGRAM.task(twice)
    with pytest.raises(PairbondError, match="steps a day"):
        PROGRAM.task(prepare(COUPLE, 3, dt=0.5))


@pytest.mark.parametrize(
    ("model", "dt", "said"),
    [
        (default_theory(), 0.3, "dt is 0.3, but a day has to be a whole number of steps; the nearest is 0.333333"),
        (next(x for x in RIVALS.values() if x.clock == "map"), 0.25, "dt is 0.25, but .* the nearest is 1"),
    ],
)
def test_a_step_that_does_not_fit_is_refused(model, dt: float, said: str) -> None:
    for make in (lambda: GeneralProgram(model, dt=dt), lambda: lab_module(model, dt=dt)):
        with pytest.raises(PairbondError, match=said):
            make()
