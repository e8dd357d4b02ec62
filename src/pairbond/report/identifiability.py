"""How far the data inform the parameters, from prior to posterior."""

from __future__ import annotations

from pairbond import plots
from pairbond.inference.levels import INFORMED
from pairbond.report._sections import Section, Table, Words
from pairbond.report.view import View
from pairbond.report.voice import begin, count, listing

_MOST = 20  # parameters named one by one
KINDS = {
    "mean": "mean",
    "trend": "trend",
    "weekday": "days of the week",
    "inertia": "inertia",
    "influence": "cross-lagged and partner effects",
    "damping": "second lag",
    "variability": "residual variability",
    "shock": "residual correlations",
    "noise": "measurement error",
    "error correlation": "correlations of errors",
    "start": "state at the first entry",
    "input": "covariates",
    "spread": "random effects",
    "sd": "random effects",
    "correlation": "correlations of random effects",
}


def identifiability(view: View) -> Section | None:
    """Contraction from prior to posterior, by kind of parameter; for researchers."""
    if view.parameters is None or not view.voice.research:
        return None
    table = view.parameters.dropna(subset=["contraction"])
    if table.empty:
        return None
    kinds = list(dict.fromkeys(table["kind"]))
    labels = {kind: KINDS.get(kind, kind.replace("_", " ")) for kind in kinds}
    counts = {kind: int(part["informed"].sum()) for kind, part in table.groupby("kind")}
    size = {kind: len(part) for kind, part in table.groupby("kind")}
    empty = [labels[k] for k in kinds if counts[k] == 0]
    words = [
        Words(
            f"A parameter counts as informed if its posterior SD is at least {100 * (1 - INFORMED):.0f} % below its "
            f"prior SD, so that the posterior variance, which the figure shows, is at least "
            f"{100 * (1 - INFORMED**2):.0f} % below the prior variance; "
            f"{int(table.informed.sum())} of {count(len(table), 'parameter')} are."
        ),
    ]
    lost = [str(name) for name in table.loc[~table["informed"].astype(bool), "name"]]
    if lost:
        more = f" and {len(lost) - _MOST} more, in the table" if len(lost) > _MOST else ""
        words.append(Words(f"Not informed: {', '.join(lost[:_MOST])}{more}."))
    if empty:
        words.append(Words(f"No parameter is informed among: {listing(empty)}. There the prior decides.", False))
    figure = plots.contraction(
        table[["kind", "name", "contraction", "informed"]],
        kinds=kinds,
        labels=labels,
        title="Contraction: how much the posterior variance lies below that of the prior",
        note="One tick per parameter; the pale bar ends at the median. Grey ticks: not informed. In brackets: how many "
        "parameters.",
        alt=". ".join(f"{begin(labels[k])}: {counts[k]} of {size[k]} informed" for k in kinds) + ".",
    )
    return Section(
        "identifiability",
        "What the data inform",
        tuple(words),
        (figure,),
        tables=(Table("Every parameter", table, printed=False),),
    )
