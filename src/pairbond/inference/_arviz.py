"""The draws of a fit in the form that ArviZ reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairbond.errors import PairbondError

if TYPE_CHECKING:
    from pairbond.inference.result import Fit


def to_arviz(fit: Fit) -> Any:
    """See :meth:`pairbond.inference.Fit.to_arviz`."""
    try:
        import arviz
    except ImportError:
        raise PairbondError("ArviZ is not installed; install it with: pip install 'pairbond[arviz]'.") from None
    names = fit.posterior.names
    return arviz.from_dict(
        posterior={name: draws[None] for name, draws in fit.draws.items()},
        coords={
            "parameter": list(names["shared"]),
            "spread_of": list(names["spread"]),
            "couple": list(fit.diary.couples),
            "own_parameter": list(names["phi"]),
        },
        dims={"shared": ["parameter"], "spread": ["spread_of"], "phi": ["couple", "own_parameter"]},
        attrs={"model": fit.spec.model.name, "method": fit.spec.method, "diary": fit.diary.title},
    )
