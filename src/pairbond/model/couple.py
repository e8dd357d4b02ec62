"""Two partners of a model: its parameters, each partner's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairbond.model.couple_model import CoupleModel


@dataclass(frozen=True)
class ModelCouple:
    """Made by :meth:`CoupleModel.couple`.

    ``values``: a pair for a parameter of the partners, a number for a shared one.
    """

    model: CoupleModel
    values: Mapping[str, tuple[float, float] | float] = field(default_factory=dict[str, "tuple[float, float] | float"])

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def swapped(self) -> ModelCouple:
        """The same two with their names exchanged."""
        turned = {k: (v[1], v[0]) if isinstance(v, tuple) else v for k, v in self.values.items()}
        return ModelCouple(self.model, turned)

    def __str__(self) -> str:
        def shown(value: tuple[float, float] | float) -> str:
            return f"{value[0]:g}/{value[1]:g}" if isinstance(value, tuple) else f"{value:g}"

        return f"{self.model.name}({', '.join(f'{k}={shown(v)}' for k, v in self.values.items())})"
