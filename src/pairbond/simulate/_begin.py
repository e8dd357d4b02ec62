"""A beginning other than the meeting: states and status that somebody knows or has estimated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from pairbond.engine.prefixes import select_prefix
from pairbond.errors import PairbondError
from pairbond.model import Model

WHOLE = ("code", "attempts", "leaver")


@dataclass(frozen=True, eq=False)
class Begin:
    """Where trajectories begin.

    Attributes
    ----------
    state : every state of the theory by name, ``[2, n]`` of the partners or ``[n]`` of the couple. n is the number
        of couples, whose draws then begin alike, or that of all trajectories (draws of the first couple, then of the
        second, and so on).
    status : ``code``, ``days_apart`` ``[n]``, ``attempts``, ``leaver`` ``[2, n]``; all but the days are
        whole numbers; 0 where nothing is said.
    day : whole day since the meeting, up to the last of the run; the noise goes on from there.

    Examples
    --------
    >>> from pairbond.simulate import prepare
    >>> from pairbond.theory import Couple, Person
    >>> run = prepare(Couple(Person(), Person(coping=-0.5)), days=30)
    >>> again = prepare(run.couples, days=30, begin=Begin.of(run.at(10), day=10))
    >>> bool((again.arrays()["image"] == run.fork(10).arrays()["image"]).all())
    True
    """

    state: Mapping[str, np.ndarray]
    status: Mapping[str, np.ndarray] = field(default_factory=dict[str, np.ndarray])
    day: int = 0

    @classmethod
    def of(cls, at: Mapping[str, np.ndarray], day: int) -> Begin:
        """What :meth:`Run.at` says of a day, as a beginning."""
        return cls(select_prefix(at, "state"), select_prefix(at, "status"), day)

    def spread(self, theory: Model, couples: int, draws: int) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
        """State and status of every trajectory; refuses names, shapes and values that the model does not know."""
        table = theory.quantities
        names = [one.name for one in theory.states]
        status = [k for k, one in table.items() if one.stage == "status"]
        for wanted, given in ((names, self.state), (status, self.status)):
            if unknown := sorted(set(given) - set(wanted)):
                raise PairbondError(f"the beginning has {unknown[0]!r}; there are {', '.join(wanted)}.")
        if missing := [name for name in names if name not in self.state]:
            raise PairbondError(f"the beginning does not say {missing[0]!r}; it has to say every state of the model.")
        size = couples * draws
        found: dict[str, np.ndarray] = {}
        for name in (*names, *status):
            one = table[name]
            lead = () if one.couple else (2,)
            value = np.asarray({**self.state, **self.status}.get(name, np.zeros((*lead, size))), float)
            if value.shape not in ((*lead, couples), (*lead, size)):
                shape = [*lead, couples]
                raise PairbondError(f"{name} of the beginning has shape {list(value.shape)}; it has to be {shape}.")
            if not (np.isfinite(value) & (value >= one.low) & (value <= one.high)).all():
                raise PairbondError(f"{name} of the beginning leaves [{one.low:g}, {one.high:g}] or is no number.")
            if name in WHOLE and (split := value[value != np.rint(value)]).size:
                raise PairbondError(
                    f"{name} of the beginning is {split[0]:g}; it has to be a whole number: the nearest is "
                    f"{np.rint(split[0]):g}."
                )
            found[name] = np.repeat(value, size // value.shape[-1], axis=-1)
        return {k: found[k] for k in names}, {k: found[k] for k in status}
