"""The minimal model: a fast image that splits, and a slow hope that decides how loudly needs are voiced.

Both partners run on the same equations; who idealises and devalues, and who keeps still until there is hope, are
regions of the parameters. An image hears the other's voice and a hope learns from the other's warmth, so the couple
is made of two circuits, a's image with b's hope and b's image with a's hope, which do not touch.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pairbond.errors import PairbondError, nearest
from pairbond.minimal.equations import hope_change, hunger_change, image_change, voice, warmth
from pairbond.model import CoupleModel, ModelCouple, Parameter, Readout, State


def equations(m: Any, x: Any, u: Any, p: Any) -> dict[str, Any]:
    """Change per day of image, hope and hunger."""
    heard = m.swap(voice(m, x.hope, p.voice_steepness))
    return {
        "image": image_change(p, x.image, x.hunger, heard),
        "hope": hope_change(p, x.hope, m.swap(warmth(m, x.image))),
        "hunger": hunger_change(m, p, x.hunger, x.image, heard),
    }


def observe(m: Any, x: Any, u: Any, p: Any) -> dict[str, Any]:
    """What a diary can observe: image and hope, and the two faces that each shows the other."""
    faces = {"warmth": warmth(m, x.image), "voice": voice(m, x.hope, p.voice_steepness)}
    return {"image": x.image, "hope": x.hope, **faces}


MODEL = CoupleModel(
    name="minimal",
    label="the minimal model of the theory",
    says="An image of the partner that splits falls when the partner's needs are voiced, and these wait for hope.",
    source="this project, derived from the sources of its theory: see docs/minimal-model.md",
    clock="flow",
    states=(
        State("image", "image of the partner, below 0 bad", low=-2.5, high=2.5, start=0.5, start_sd=0.5, noise="noise"),
        State("hope", "warmth expected of the partner", low=0.0, high=1.0, start=0.5, start_sd=0.15),
        State("hunger", "hunger for affirmation", low=0.0, high=1.0, start=0.5, start_sd=0.1),
    ),
    parameters=(
        Parameter("splitting", "splitting: below 0 the image is graded", -0.5, 1.5, 0.9),
        Parameter("difference", "how much the other's needs and limits hurt the image", 0.0, 2.5, 1.6),
        Parameter("image_time", "time of the image", 1.0, 10.0, 3.0, "d", log=True),
        Parameter("hope_time", "time over which hope is learned", 15.0, 90.0, 40.0, "d", log=True),
        Parameter("voice_steepness", "how steeply voiced needs wait for hope", 0.0, 16.0, 10.0),
        Parameter("hunger_pull", "pull of hunger for affirmation on the image", 0.0, 2.0, 0.3),
        Parameter("hunger_time", "time of hunger", 5.0, 60.0, 15.0, "d", log=True),
        Parameter("noise", "noise of the image", 0.01, 0.4, 0.05, "1/√d", log=True),
    ),
    equations=equations,
    readouts=(
        Readout("image", "image of the partner", zero=0.5, one=0.8),
        Readout("hope", "warmth expected of the partner", zero=0.0, one=1.0),
        Readout("warmth", "warmth shown", zero=0.0, one=1.0),
        Readout("voice", "needs and limits voiced", zero=0.0, one=1.0),
    ),
    observe=observe,
)

ROLES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "self-inflating": MappingProxyType(
            {"splitting": 0.9, "difference": 1.6, "image_time": 3.0, "voice_steepness": 1.0, "hunger_pull": 0.3}
        ),
        "self-sacrificing": MappingProxyType(
            {"splitting": -0.2, "difference": 0.4, "image_time": 6.0, "voice_steepness": 10.0, "hunger_pull": 0.1}
        ),
        "ordinary": MappingProxyType(
            {"splitting": -0.2, "difference": 0.4, "image_time": 6.0, "voice_steepness": 1.0, "hunger_pull": 0.1}
        ),
    }
)
"""Regions of the parameters by name, each with one point; what a role does not say is the model's default."""


def couple_of_roles(a: str, b: str, **changed: float) -> ModelCouple:
    """A couple of the minimal model whose partners have these :data:`ROLES`.

    Parameters
    ----------
    a, b : names of roles.
    changed : parameters that both have otherwise, such as ``hope_time=60``.

    Raises
    ------
    PairbondError : a role, or a parameter, that there is not, with the nearest.

    Examples
    --------
    >>> couple_of_roles("self-inflating", "self-sacrificing").values["splitting"]
    (0.9, -0.2)
    """
    for name in (a, b):
        if name not in ROLES:
            raise PairbondError(f"the minimal model has no role {name!r}; the nearest is {nearest(name, ROLES)!r}.")
    values = {key: (ROLES[a][key], ROLES[b][key]) for key in ROLES[a]}
    return MODEL.couple(**{**values, **changed})
