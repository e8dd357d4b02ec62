"""The draws of a fit in the form that ArviZ reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pairbond.errors import PairbondError
from pairbond.inference._spread import Spread

if TYPE_CHECKING:
    from pairbond.inference.result import Fit


def to_arviz(fit: Fit) -> Any:
    """See :meth:`pairbond.inference.Fit.to_arviz`."""
    try:
        import arviz
    except ImportError:
        raise PairbondError("ArviZ is not installed; install it with: pip install 'pairbond[arviz]'.") from None
    layout = fit.layout
    first = np.argmax(layout.tie > 0, axis=0)
    return arviz.from_dict(
        posterior={name: draws[None] for name, draws in fit.draws.items()},
        coords={
            "parameter": [layout.parameters[i].name for i in first],
            "spread_of": list(Spread(layout).names),
            "couple": list(fit.diary.couples),
            "own_parameter": [p.name for p in layout.parameters],
        },
        dims={"shared": ["parameter"], "spread": ["spread_of"], "phi": ["couple", "own_parameter"]},
        attrs={"model": fit.spec.model.name, "method": fit.spec.method, "diary": fit.diary.title},
    )
