"""Couples with known traits: what the checks of the theory's fit have to find again.

This file knows the theory and the simulator, and nothing of what is fitted.

**Declared prior.** Every trait of a person is even over its range, independently of all others: inner worth,
integration, anxiety, avoidance and outside life over [0, 1], the answer to the wound over [-1, 1]; domain and outside
glory are 0. People are drawn so, meet, and are followed with noise and with the theory's own chances of leaving. A
couple's diary begins on a random day, 200 to 700 days after the meeting, if it is together then. Few couples of so
broad a population cycle, so half of those handed out are taken from the ones that do.

**Cycling**, by a count made here: without noise, an image tips over three times or more in the days 100 to 450 after
the diary's first; it counts as tipped when it falls below -.3 after having been above .3. **Period**: the median time
between such falls of the image that falls most often.

**Another model** (`MISSPECIFIED`): steps of .05 days instead of .25, and one mechanism taken out for both, drawn at
random per couple from `KNOCKED_OUT`. Mechanisms whose absence ends every cycle (specification e) are not on that
list, nor are those that only matter apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pairbond.dynamics import person_phases
from pairbond.simulate import prepare
from pairbond.theory import Couple, Person

F = NDArray[np.float64]
DAYS = 104  # the last 14 are held out
TIMES, EACH = 12, 100  # beginnings at least, and couples of each, among whom to choose
MOST = 60  # beginnings
AHEAD, SETTLING, FALLS, DEEP = 450, 100, 3, 0.3
TRAITS = ("inner_worth", "integration", "coping", "anxiety", "avoidance", "outside_life")
MOVING = ("inner_worth", "integration", "outside_life")  # that are states as well
RECORDED = (
    *("arousal", "load", "reward", "craving", "fear", "warmth", "appeasing", "reality_trust", "demand"),
    *("received_warmth", "received_hostility", "image", "pursuit", "grief", "code", "unmet_need"),
    *MOVING,
)
# what people answer, as share of the scale; v has the theory's values by name
ANSWERS = {
    "calm": lambda v: 1 - v["arousal"],
    "exhaustion": lambda v: v["load"],
    "closeness": lambda v: v["reward"],
    "longing": lambda v: v["craving"],
    "worry": lambda v: (v["arousal"] + v["fear"]) / 2,
    "giving": lambda v: (v["warmth"] + v["appeasing"]) / 2,
    "own_memory": lambda v: v["reality_trust"],
    "voiced_need": lambda v: 1 - np.exp(-v["demand"]),
    "warmth_received": lambda v: v["received_warmth"],
    "hurt_received": lambda v: v["received_hostility"],
}
CONTACT = {0: "together", 1: "apart", 2: "none", 3: "none"}
KNOCKED_OUT = (
    *("contempt", "envy", "witness", "grandiosity_gap", "intermittent_reinforcement", "projective_identification"),
    *("discounting", "comparison_level", "relief_reward", "internalised_critic", "hypervigilance", "gaslighting"),
    *("isolation", "co_regulation", "tolerance", "mentalization_loss", "shame", "narcissistic_supply"),
)
# who never leaves, whatever happens: for a diary's people to be those of the prior
STAYS = {"gains": {"preemptive_abandonment": 0.0, "alternatives": 0.0}, "params": {"leave_base": 0.0}}


@dataclass(frozen=True, eq=False)
class Truth:
    """What is true of a couple over its diary of T days.

    traits [2] by name (moving ones in the middle of the days learnt from); phases [T, 2]; whether it cycles, and the
    days of one turn without noise (NaN if it does not); values [T, 2] or [T] by name; which mechanism is missing.
    """

    name: str
    begin: int
    traits: dict[str, F]
    phases: NDArray[np.int8]
    cycling: bool
    period: float
    values: dict[str, F]
    missing_mechanism: str = ""

    def swapped(self) -> Truth:
        """The same two with their places exchanged."""
        values = {name: (v[:, ::-1] if v.ndim == 2 else v) for name, v in self.values.items()}
        traits = {name: v[::-1] for name, v in self.traits.items()}
        return replace(self, traits=traits, phases=self.phases[:, ::-1], values=values)


@dataclass(frozen=True)
class TrueModel:
    """What truth is made by: step in days, and mechanisms of which one is taken out at random (none if empty)."""

    dt: float = 0.25
    missing: tuple[str, ...] = ()


THEORY, MISSPECIFIED = TrueModel(), TrueModel(0.05, KNOCKED_OUT)


def truths(count: int, seed: int, model: TrueModel = THEORY) -> list[Truth]:
    """``count`` couples, half of which cycle; those first."""
    rng = np.random.default_rng(seed)
    found: dict[bool, list[Truth]] = {True: [], False: []}
    half = count // 2
    for number in range(MOST):
        if number >= TIMES and len(found[True]) >= half and len(found[False]) >= count - half:
            break
        for truth in _begun(number, rng, seed, model):
            found[truth.cycling].append(truth)
    for kind in found.values():
        rng.shuffle(kind)  # type: ignore[arg-type]
    chosen = [*found[True][:half], *found[False][: count - half]]
    if len(chosen) < count:
        raise RuntimeError(f"{MOST} beginnings gave {len(found[True])} cycling couples, fewer than {half}.")
    return chosen


def person(rng: np.random.Generator, **more: object) -> Person:
    """Somebody of the declared prior."""
    worth, integration, anxiety, avoidance, outside = rng.uniform(0, 1, 5).tolist()
    return Person(worth, integration, float(rng.uniform(-1, 1)), anxiety, avoidance, outside, **more)  # type: ignore[arg-type]


def truth_of(
    name: str, couple: Couple, begin: int, values: dict[str, F], ahead: dict[str, F], days: int, mechanism: str = ""
) -> Truth:
    """What is true: values [T, 2] or [T] over the diary, image [AHEAD + 1, 2] without noise from its first day on."""
    phase = person_phases(*(values[n][..., None] for n in ("image", "pursuit", "code", "grief")))[..., 0]
    fixed = {n: np.array([getattr(couple.a, n), getattr(couple.b, n)]) for n in TRAITS if n not in MOVING}
    moving = {n: values[n][days // 2] for n in MOVING}
    cycles, period = turning(ahead["image"])
    return Truth(name, begin, {**moving, **fixed}, phase, cycles, period, values, mechanism)


def turning(image: F) -> tuple[bool, float]:
    """Whether a course without noise [T, 2] of both images cycles, and its period."""
    falls = max((_falls(image[SETTLING:, p]) for p in (0, 1)), key=len)
    cycles = len(falls) >= FALLS
    return cycles, float(np.median(np.diff(falls))) if cycles else np.nan


def _falls(image: F) -> list[float]:
    """Times at which an image [T] falls through -DEEP after having been above DEEP, to a fraction of a day."""
    found: list[float] = []
    up = bool(image[0] >= 0)
    for t in range(1, len(image)):
        if up and image[t] < -DEEP:
            found.append(t - (-DEEP - image[t]) / (image[t - 1] - image[t]))
            up = False
        elif not up and image[t] > DEEP:
            up = True
    return found


def _begun(number: int, rng: np.random.Generator, seed: int, model: TrueModel) -> list[Truth]:
    """Couples whose diaries begin on the same day after their meeting, as far as they are together then."""
    begin = int(rng.integers(200, 701))
    couples = [Couple(person(rng), person(rng)) for _ in range(EACH)]
    out = [""] * EACH
    if model.missing:
        out = [str(name) for name in rng.choice(model.missing, EACH)]
        couples = [
            Couple(*(replace(one, gains={mechanism: 0.0}) for one in (c.a, c.b)))
            for c, mechanism in zip(couples, out, strict=True)
        ]
    run = prepare(couples, begin + DAYS - 1, seed=seed + number, record=RECORDED, dt=model.dt)
    shown = run.arrays()
    silent = replace(run.fork(begin, days=begin + AHEAD, record=("image",)), noise=False).arrays()
    found: list[Truth] = []
    for i in np.flatnonzero(shown["code"][begin] < 0.5):
        values = {name: value[begin:, ..., i] for name, value in shown.items()}
        ahead = {name: value[..., i] for name, value in silent.items()}
        found.append(truth_of(f"{number}-{i}", couples[i], begin, values, ahead, DAYS, out[i]))
    return found
