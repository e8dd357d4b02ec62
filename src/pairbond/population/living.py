"""A block of days for everybody: couples by the theory's equations, and so those who are alone.

Who is alone lives the same equations as somebody whose relationship has ended: no contact with anybody, so that nobody
else's conduct reaches them. Their other half is nobody in particular, who is forgotten after the block.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from pairbond.errors import PairbondError
from pairbond.population.chance import keys_of
from pairbond.population.pairing import Pairs, giving, inflating
from pairbond.population.people import HOME, NOBODY, People
from pairbond.population.protocol import YEAR, Protocol
from pairbond.population.relationships import Relationships
from pairbond.simulate import Block, BlockResult, Monitor
from pairbond.theory import Theory, at_next_meeting

ENDED = 3.0
# giving more than one receives drains, in the theory whether or not anybody is there to be given to; who is alone gives
# to nobody, so this mechanism waits until somebody is
WAITS = "one_sided_giving"


def _readout(name: str) -> Any:
    return lambda _, v: v[name]


def _square(name: str) -> Any:
    return lambda _, v: v[name] * v[name]


# of each person what a child would receive (HOME, in that order), and of the couple whether they are together
MONITORS = (
    Monitor("mentalization", _readout("mentalization")),
    Monitor("care", _readout("care")),
    Monitor("care_square", _square("care")),
    Monitor("arousal", _readout("arousal")),
    Monitor("arousal_square", _square("arousal")),
    Monitor("inflating", _readout("inflating")),
    Monitor("neediness", lambda _, v: v["unmet_need"] * (1.0 - v["mentalization"])),
    Monitor("together", lambda m, v: m.where(v["code"] < 0.5, 1.0, 0.0), couple=True),
)


def block_of(theory: Theory, protocol: Protocol) -> Block:
    """The step that everybody's days are made of."""
    return Block(theory, MONITORS, protocol.dt)


def begin(people: People, relationships: Relationships, pairs: Pairs, day: int) -> None:
    """These pairs are couples from this day on, with what earlier relationships left in each."""
    who = np.stack([pairs.a, pairs.b])
    params = {name: x[who] for name, x in people.params.items()}
    own = {name: x[who] for name, x in people.state.items()}
    columns: dict[str, Any] = {"a": pairs.a, "b": pairs.b, "begun": np.full(len(pairs.a), float(day))}
    for i, side in enumerate("ab"):
        columns |= {
            f"inflating_{side}": inflating(people, who[i]),
            f"giving_{side}": giving(people, who[i]),
            f"inner_worth_{side}": own["inner_worth"][i],
            f"integration_{side}": own["integration"][i],
            f"anxiety_{side}": params["anxiety"][i],
            f"avoidance_{side}": params["avoidance"][i],
            f"euphoria_{side}": pairs.euphoria[i],
            f"resemblance_{side}": pairs.resemblance[i],
        }
    names = [f"{a} & {b}" for a, b in zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)]
    places = relationships.add(
        columns,
        at_next_meeting(people.theory.start(params), own),
        people.theory.start_status(params),
        keys_of(people.seed, names, [day] * len(names)),
    )
    for side in who:
        people["relationship"][side] = places
        people["relationships"][side] += 1
        people["meetings"][side] = 0
        first = people["first_paired"][side]
        people["first_paired"][side] = np.where(np.isnan(first), day, first)


@dataclass(frozen=True, eq=False)
class Around:
    """What is around people in a block.

    Attributes
    ----------
    culture : culture of display.
    support : how fully others stand by those who are supported.
    held : how fully shame is held, in help or in work on the wound, ``[n]`` of people.
    """

    culture: float
    support: float
    held: np.ndarray


def live(block: Block, people: People, relationships: Relationships, around: Around, day: int, days: int) -> np.ndarray:
    """Everybody lives these days, and relationships that end are closed; returns the places of those whose did.

    Raises
    ------
    PairbondError : somebody's states are no longer finite numbers.
    """
    alone = np.flatnonzero(people.alive & (people["relationship"] == NOBODY))
    partners = relationships.partners
    who = np.concatenate([partners, np.stack([alone, np.full(len(alone), NOBODY)])], axis=1)
    if not who.shape[1]:
        return np.array([], int)
    there = who != NOBODY
    params = {name: people.take(name, who) for name in people.params}
    inputs = {
        "support": np.where(there, people["supported"][who], False) * around.support,
        "holding": np.where(there, around.held[who], 0.0),
    }
    state, status = _current(people, relationships, who, params, partners.shape[1])
    keys = np.concatenate([relationships.keys, people.keys[:, alone]], axis=1)
    params["culture"] = np.full(who.shape[1], around.culture)
    if WAITS in people.theory.mechanisms:
        gain = f"gain_{WAITS}"
        params[gain] = np.where(there[1], params.get(gain, 1.0), 0.0) * np.ones(who.shape)
    block_result = block(params, inputs, state, status, keys, day, days)
    _finite(people, who, block_result, day)
    for name in people.state:
        x = np.asarray(block_result.state[name], float)
        people.state[name][who[0]] = x[0]
        people.state[name][who[1][there[1]]] = x[1][there[1]]
    totals = np.stack([block_result.means[name] for name in HOME] + [np.ones(who.shape)], axis=-1) * days
    people.exposure[who[0]] += totals[0]
    people.exposure[who[1][there[1]]] += totals[1][there[1]]
    return _go_on(people, relationships, block_result, day, days)


def _finite(people: People, who: np.ndarray, block_result: BlockResult, day: int) -> None:
    for name, x in block_result.state.items():
        if (broken := ~np.isfinite(x).reshape(-1, who.shape[1]).all(0)).any():
            one = who[0, np.argmax(broken)]
            raise PairbondError(
                f"in the block from day {day} on {name} of person {one} (seed {people.seed}) is no longer finite; "
                "a smaller dt of the protocol may help."
            )


def _current(
    people: People, relationships: Relationships, who: np.ndarray, params: dict[str, np.ndarray], couples: int
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """State and status of couples, then of those who are alone beside nobody."""
    alone = who[0, couples:]
    single = {name: x[:, couples:] for name, x in params.items()}
    state, status = people.theory.start(single), people.theory.start_status(single)
    for name, x in state.items():
        if x.ndim == 2:
            x[0] = people.state[name][alone]
        else:
            state[name] = np.zeros(len(alone))  # no couple, no security and no tension
    status = {name: x + ENDED if name == "code" else x for name, x in status.items()}
    if not couples:
        return state, status
    return (
        {name: np.concatenate([relationships.state[name], x], axis=-1) for name, x in state.items()},
        {name: np.concatenate([relationships.status[name], x], axis=-1) for name, x in status.items()},
    )


def _go_on(people: People, relationships: Relationships, block_result: BlockResult, day: int, days: int) -> np.ndarray:
    """What the block did to those who are in a relationship."""
    places = relationships.going_on
    count = len(places)
    relationships.state = {name: np.asarray(x, float)[..., :count] for name, x in block_result.state.items()}
    relationships.status = {name: np.asarray(x, float)[..., :count] for name, x in block_result.status.items()}
    for i, side in enumerate("ab"):
        relationships[f"attempts_{side}"][places] = relationships.status["attempts"][i]
        relationships[f"left_{side}"][places] = relationships.status["leaver"][i]
    relationships["returns"][places] += block_result.returns[:count]
    relationships["days_together"][places] += block_result.means["together"][:count] * days
    over = ~np.isnan(block_result.ended[:count])
    relationships["ended"][places[over]] = day + block_result.ended[:count][over]
    return close(people, relationships, over)


def close(people: People, relationships: Relationships, over: np.ndarray) -> np.ndarray:
    """Those that go on and are ``over`` go on no longer; returns the places of their people."""
    ended = relationships.end(over)
    freed = np.concatenate([relationships["a"][ended], relationships["b"][ended]])
    people["relationship"][freed] = NOBODY
    people["meetings"][freed] = 0
    return freed


def die(
    people: People, relationships: Relationships, protocol: Protocol, day: int, days: int, period: int
) -> np.ndarray:
    """Deaths of these days (Gompertz, 1825), and the relationships they end; returns the places of the dead."""
    alive = np.flatnonzero(people.alive)
    age = (day - people["born"][alive]) / YEAR
    rate = np.exp((age - protocol.death_age) / protocol.death_spread) / protocol.death_spread
    dead = alive[people.chance.of(alive).happens("death", period, rate, days / YEAR)]
    people["died"][dead] = day
    over = np.isin(relationships.partners, dead).any(0)
    places = relationships.going_on[over]
    relationships["ended"][places] = day
    relationships["death"][places] = True
    close(people, relationships, over)
    return dead
