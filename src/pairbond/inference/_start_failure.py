"""Why a start has no finite likelihood, in one sentence with parameter, value and row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pairbond.inference._kernel import innovations
from pairbond.inference._layout import Layout
from pairbond.inference._panel import Responses
from pairbond.inference._posterior import stable


def start_failure(layout: Layout, data: Responses, shared: NDArray[np.float64]) -> str:
    """Name the parameter furthest from its default, its value, and the first occasion that fails."""
    phi = layout.tie @ shared
    far = np.abs(phi - layout.loc) / layout.scale
    suspects = [i for i, p in enumerate(layout.parameters) if p.kind in ("inertia", "influence", "damping")]
    grows = not stable(layout, phi[None])[0]
    worst = max(suspects, key=lambda i: far[i]) if grows else int(far.argmax())
    e, v = innovations(layout, np.repeat(phi[:, None], len(data.couples), 1), data.panel)
    bad = ~(np.isfinite(np.asarray(e)) & np.isfinite(np.asarray(v)) & (np.asarray(v) > 0)).all(1)
    where = ""
    if bad.any():
        row, couple = (int(x) for x in min(zip(*np.nonzero(bad), strict=True)))
        where = (
            f", first for couple {data.couples[couple]}, day {data.times[row, couple]:g} (row {row + 1} of its diary)"
        )
    name = layout.parameters[worst].name
    what = "the two would carry each other away without bound" if grows else "the likelihood is not finite"
    return f"With {name} = {phi[worst]:.3g} {what}{where}; start nearer to the default {layout.loc[worst]:.3g}."
