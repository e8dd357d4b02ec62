"""Who meets whom: singles, at random, people of about the same age more often."""

from __future__ import annotations

import numpy as np

from pairbond.population.chance import Chance


def meetings(chance: Chance, age: np.ndarray, distance: float, when: int) -> tuple[np.ndarray, np.ndarray]:
    """One round of meetings: everybody meets one other, an odd one out nobody.

    Parameters
    ----------
    chance : of the singles.
    age : of the singles, years, ``[n]``.
    distance : standard deviation of the age difference, about, in years.
    when : number of the round.

    Returns
    -------
    Two arrays of places among the singles, ``[n // 2]`` each; the pairs depend on who they are, not on their order.
    """
    # of two who stand side by side the blurs are alike, so that their ages differ by √2 times this
    blurred = age + distance / np.sqrt(2.0) * chance.normal("whom", when)
    order = np.argsort(blurred, kind="stable")
    pairs = len(order) // 2
    return order[0 : 2 * pairs : 2], order[1 : 2 * pairs : 2]
