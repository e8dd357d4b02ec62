"""A fit of the theory, as tables."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pairbond.cli._speak import emit_json, print_table

if TYPE_CHECKING:
    from pairbond.fit.theory import TheoryFit


def tables(fitted: "TheoryFit") -> dict[str, Any]:
    """Every table of the fit by name."""
    return {
        "parameters": fitted.parameters,
        "states": fitted.states,
        "phases": fitted.phases,
        "one_step": fitted.one_step,
        "optima": fitted.optima,
    }


def show(fitted: "TheoryFit", *, note: str, csv: Path | None, as_json: bool) -> None:
    """Print traits, the phase of the last evening, and what the search says of itself."""
    if as_json:
        emit_json(
            {
                "diary": fitted.diary.title,
                "model": "theory",
                "couple": fitted.couple,
                "traits": fitted.traits,
                "phases": fitted.phases,
                "cycling": fitted.cycling,
                "optima": fitted.optima,
                "diagnostics": fitted.diagnostics,
                "timing": fitted.timing,
                "note": note,
                "csv": csv,
            }
        )
        return
    names = dict(enumerate(fitted.diary.partners))
    rows = [
        (names.get(int(r.partner), "the other person"), str(r.name), f"{r.q50:.2f}", f"{r.q05:.2f} to {r.q95:.2f}",
         "yes" if r.told else "no")
        for r in fitted.traits.itertuples(index=False)
    ]  # fmt: skip
    print_table("Traits (90 % interval)", ("who", "trait", "middle", "interval", "told by the diary"), rows)
    last = fitted.phases[fitted.phases["time"] == fitted.phases["time"].max()]
    called = {**names, -1: "the two"}
    for r in last.itertuples(index=False):
        chance = getattr(r, str(r.phase))
        typer.echo(f"Last evening, {called.get(int(r.partner), 'the other person')}: {r.phase} ({chance:.0%})")
    typer.echo(f"Going round again and again, left alone: {fitted.cycling:.0%}")
    found = fitted.diagnostics
    sure = "can be trusted" if found["trusted"] else "cannot be trusted"
    typer.echo(
        f"{found['starts_agree']} of {found['starts']} searches agree; {found['effective_draws']:.0f} draws differ "
        f"and {sure}. All of this is before the evidence gate: `pairbond report` says what may be told."
    )
    if note:
        typer.echo(note)
    if csv is not None:
        typer.echo(f"Written: {csv}")
