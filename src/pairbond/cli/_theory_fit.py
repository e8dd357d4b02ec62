"""A fit of the theory, as tables."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pairbond.cli._help_line import help_line, print_help_line
from pairbond.cli._speak import emit_json, print_table

if TYPE_CHECKING:
    from pandas import DataFrame

    from pairbond.inference.theory import TheoryFit


UNGATED = "None of this has passed the evidence check; `pairbond report` shows only what does."


def tables(fitted: "TheoryFit") -> dict[str, Any]:
    """Every table of the fit by name, without rows about somebody who did not write."""
    return {
        "parameters": _about_writers(fitted, fitted.parameters),
        "states": _about_writers(fitted, fitted.states),
        "phases": _about_writers(fitted, fitted.phases),
        "one_step": fitted.one_step,
        "optima": fitted.optima,
    }


def _about_writers(fitted: "TheoryFit", table: "DataFrame") -> "DataFrame":
    """Rows about those who wrote, and about the couple if both did: others are known only as their partner saw them."""
    from pairbond.model import BOTH

    wrote = fitted.diary.writers(fitted.couple)
    about = [BOTH, *wrote] if len(wrote) > 1 else wrote
    return table[table["partner"].isin(about)].reset_index(drop=True)


def show(fitted: "TheoryFit", *, note: str, csv: Path | None, as_json: bool) -> None:
    """Print traits, the phase on the last evening, and diagnostics of the fit."""
    from pairbond.assess import TRAITS_WARNING
    from pairbond.model import BOTH

    traits, phases = _about_writers(fitted, fitted.traits), _about_writers(fitted, fitted.phases)
    if as_json:
        emit_json(
            {
                "diary": fitted.diary.title,
                "model": "theory",
                "couple": fitted.couple,
                "about": UNGATED,
                "traits": traits,
                "traits_warning": TRAITS_WARNING,
                "phases": phases,
                "cycling": fitted.cycling,
                "optima": fitted.optima,
                "diagnostics": fitted.diagnostics,
                "timing": fitted.timing,
                "note": note,
                "help": help_line(fitted.diary),
                "csv": csv,
            }
        )
        return
    rows = [
        (str(r.partner), str(r.name), f"{r.q50:.2f}", f"{r.q05:.2f} to {r.q95:.2f}",
         "yes" if r.informed else "no")
        for r in traits.itertuples(index=False)
    ]  # fmt: skip
    print_help_line(fitted.diary)
    typer.echo(f"{UNGATED} Traits are {TRAITS_WARNING}.")
    print_table("Traits (90 % interval)", ("who", "trait", "median", "interval", "informed by the diary"), rows)
    last = phases[phases["time"] == phases["time"].max()]
    for r in last.itertuples(index=False):
        chance = getattr(r, str(r.phase))
        who = "the couple" if r.partner == BOTH else r.partner
        typer.echo(f"Last evening, {who}: {r.phase} ({chance:.0%})")
    typer.echo(f"Probability of a repeating cycle, without noise and outside events: {fitted.cycling:.0%}")
    found = fitted.diagnostics
    reliable = "reliable" if found["trusted"] else "not reliable"
    typer.echo(
        f"{found['starts_agree']} of {found['starts']} searches agree; effective sample size "
        f"{found['effective_draws']:.0f}; the draws are numerically {reliable}."
    )
    if note:
        typer.echo(note)
    if csv is not None:
        typer.echo(f"Written: {csv}")
