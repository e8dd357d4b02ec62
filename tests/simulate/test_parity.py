"""The theory on both engines: the same paths, with noise, interventions and changes of status."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pairbond.simulate import Run, prepare
from pairbond.theory import Couple
from pairbond.theory.interventions.healthy_adult import HealthyAdult
from pairbond.theory.interventions.no_contact import NoContact
from pairbond.theory.interventions.support_network import SupportNetwork

from ._couples import largest_difference, random_couples, until_first_change

COURSES = (
    HealthyAdult(who="b", start=20, end=90, adherence=0.6),
    NoContact(who="a", start=70, end=80.5, dose=0.9),
    SupportNetwork(when=lambda seen: seen["received_hostility"] > 0.2),
)
# as made for a run of 5 years: now in six months, so that the status does change on the way
HASTY = {"leave_base": 0.06, "return_base": 8.0}


def run(**changed: object) -> Run:
    hasty = [Couple(c.a, c.b, HASTY) for c in random_couples(6)]
    return prepare(hasty, 120, interventions=COURSES, seed=4, **changed)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def plain() -> Run:
    return run(engine="plain")


@pytest.mark.slow
def test_compiled_equals_plain(plain: Run) -> None:
    assert largest_difference(plain, run(engine="compiled")) < 1e-9
    codes = plain.arrays()["code"]
    assert {0.0, 1.0} <= set(codes.ravel())
    assert ((codes[:-1] > 0) & (codes[1:] == 0)).any()  # somebody came back


def test_single_precision_stays_near_until_the_status_changes(plain: Run) -> None:
    single, exact = run(precision="single").arrays(), plain.arrays()
    before = until_first_change(exact["code"]) & until_first_change(single["code"])
    assert before.mean() > 0.3
    for name, value in exact.items():
        gap = np.abs(value - single[name])
        assert gap[np.broadcast_to(before[:, None] if gap.ndim == 3 else before, gap.shape)].max() < 1e-4, name


@pytest.mark.slow
def test_other_steps_agree_too() -> None:
    one = prepare(random_couples(2, 4), 20, dt=0.05)
    assert one.task.every == 20
    assert largest_difference(one, replace(one, engine="plain")) < 1e-10


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["compiled", "plain"])
def test_exchanging_the_partners_exchanges_everything(engine: str) -> None:
    couples = random_couples(5, 2)
    there = prepare(couples, 40, noise=False, engine=engine).arrays()
    back = prepare([c.swapped() for c in couples], 40, noise=False, engine=engine).arrays()
    for name, value in there.items():
        mirror = back[name][:, ::-1] if value.ndim == 3 else back[name]
        assert (value == mirror).all(), name


def test_without_noise_nothing_depends_on_the_seed() -> None:
    one, two = (prepare(random_couples(3), 50, noise=False, seed=s) for s in (0, 1))
    assert largest_difference(one, two) == 0
