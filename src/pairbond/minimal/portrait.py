"""The phase portrait of a circuit as data: where image and hope stand still, where they move, and a course."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pairbond.dynamics import PHASES, person_phases
from pairbond.minimal.circuit import Circuit, hope_of_voice, rates, shown_warmth
from pairbond.minimal.cycle import FUSION, limit_cycle, trajectory
from pairbond.minimal.equations import MIDDLE, own_pull
from pairbond.minimal.rest import rest_points

WIDEST = 1.5  # image at the edges


@dataclass(frozen=True, eq=False)
class Portrait:
    """A phase portrait; hunger rests at a half in ``nullclines``, ``field`` and ``rest``.

    Attributes
    ----------
    nullclines : curve ("image stands still", "hope stands still"), image, hope.
    field : image, hope, and their changes per day, image_change and hope_change, on a grid.
    course : day, image, hope, phase; one round of the cycle, or the way to rest.
    rest : image, hope, stable.
    cycles : whether the course is a cycle.
    """

    nullclines: pd.DataFrame
    field: pd.DataFrame
    course: pd.DataFrame
    rest: pd.DataFrame
    cycles: bool


def phase_portrait(circuit: Circuit, held: float | None = None, grid: int = 13) -> Portrait:
    """The portrait of a circuit.

    Parameters
    ----------
    held : voice heard whatever the hope; None: it follows hope.
    grid : arrows in a row and in a column.

    Examples
    --------
    >>> found = phase_portrait(Circuit(splitting=0.9, difference=1.6))
    >>> found.cycles, sorted(set(found.course["phase"]))
    (True, ['fusion', 'pursuit', 'rupture'])
    """
    images = np.linspace(-WIDEST, WIDEST, 301)
    still = pd.DataFrame({"curve": "hope stands still", "image": images, "hope": shown_warmth(images)})
    quiet = pd.DataFrame({"curve": "image stands still", "image": images, "hope": _image_still(circuit, images, held)})
    image, hope = (x.ravel() for x in np.meshgrid(np.linspace(-WIDEST, WIDEST, grid), np.linspace(0, 1, grid)))
    moved = rates(circuit, np.stack([image, hope, np.full_like(image, MIDDLE)]), held)
    points = rest_points(circuit, held)
    course, cycles = _course(circuit, held)
    return Portrait(
        nullclines=pd.concat([quiet.dropna(), still], ignore_index=True),
        field=pd.DataFrame({"image": image, "hope": hope, "image_change": moved[0], "hope_change": moved[1]}),
        course=course,
        rest=pd.DataFrame({"image": [x.image for x in points], "hope": [x.hope for x in points],
                           "stable": [x.stable for x in points]}),
        cycles=cycles,
    )  # fmt: skip


def _image_still(circuit: Circuit, images: np.ndarray, held: float | None) -> np.ndarray:
    """Hope at which an image stands still; NaN where none does."""
    if held is not None or circuit.difference == 0 or circuit.voice_steepness == 0:
        return np.full_like(images, np.nan)
    hope = hope_of_voice(circuit, own_pull(circuit.splitting, images) / circuit.difference)
    return np.where((hope >= 0) & (hope <= 1), hope, np.nan)


def _course(circuit: Circuit, held: float | None) -> tuple[pd.DataFrame, bool]:
    cycle = limit_cycle(circuit, held=held)
    if cycle is None:
        days = np.linspace(0.0, 6 * circuit.hope_time, 481)
        state = trajectory(circuit, days, FUSION, held)
    else:
        days, state = cycle.day, cycle.state
    return (
        pd.DataFrame({"day": days, "image": state[0], "hope": state[1], "phase": phases(state, cycle is not None)}),
        cycle is not None,
    )


def phases(state: np.ndarray, periodic: bool = False) -> list[str]:
    """Fusion, rupture and pursuit along a course, as :func:`pairbond.dynamics.person_phases` defines them.

    Parameters
    ----------
    state : [3, T] image, hope, hunger; hunger stands for pursuit.
    periodic : the course is one round of a cycle, whose phases are those of its middle one of three.
    """
    image = np.concatenate([state[0, :-1]] * 2 + [state[0]]) if periodic else state[0]
    both = np.stack([image, np.full_like(image, 2.0)], axis=1)
    found = person_phases(both, np.zeros_like(both), np.zeros(len(image)), np.zeros_like(both))[:, 0]
    once = state.shape[1] - 1
    return [PHASES[i] for i in (found[once : 2 * once + 1] if periodic else found)]
