"""``pairbond report``: from a diary to one HTML file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pairbond.cli._options import DiaryFile, Example, Holdout, Items, Json, MappingFile, Method, Model, Pseudo, Seed

if TYPE_CHECKING:
    from pairbond.assess import Assessment
    from pairbond.report import ReportPage

EXAMPLES = """\b
Examples:
  pairbond report our-diary.csv
  pairbond report our-diary.csv --mapping our-diary.toml --out report.html --csv tables
  pairbond report our-diary.csv --joint
"""


def add_to(app: typer.Typer) -> None:
    """Make it a command."""
    app.command(short_help="Write the report: one HTML file that needs no network.", epilog=EXAMPLES)(report)


def report(
    diary: DiaryFile = None,
    mapping: MappingFile = None,
    example: Example = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Default: DIARY-report.html in this folder.")
    ] = None,
    couple: Annotated[str | None, typer.Option("--couple", metavar="ID", help="This couple out of several.")] = None,
    contacts: Annotated[
        Path | None,
        typer.Option("--contacts", metavar="FILE", help="Whom the page names as people who help (TOML)."),
    ] = None,
    leave_to: Annotated[
        str,
        typer.Option(
            "--leave-to", metavar="URL", help="Where `Leave this page` goes if the page is put on a web site."
        ),
    ] = "",
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="DIR", help="Write every number of the report as CSV here.")
    ] = None,
    joint: Annotated[
        bool, typer.Option("--joint", help="One couple: also a page for both, of what both released (`shared = true`).")
    ] = False,
    research: Annotated[
        bool,
        typer.Option("--research", help="One couple: one page of all that both wrote, to be given to neither of them."),
    ] = False,
    model: Model = "auto",
    method: Method = "quick",
    items: Items = None,
    holdout: Holdout = 7,
    pseudo: Pseudo = 20,
    theory: Annotated[
        bool | None,
        typer.Option(
            "--theory/--no-theory",
            help="Also fit the theory. Default: for one couple who answered questions of our own diary.",
        ),
    ] = None,
    seed: Seed = 0,
    as_json: Json = False,
) -> None:
    """Write the report: one HTML file that needs no network.

    Reads and checks the diary, fits the model, compares its predictions with simple baselines, fits the theory to
    one couple, writes the page. A diary too short for a model is described only. With --model theory the theory alone
    is fitted.

    Of one couple in which both write there are two pages, one for each, that rests on what this one wrote alone. All
    files of a call are written, or none of them.
    """
    from time import perf_counter

    from pairbond._files import ready_to_write
    from pairbond.cli._input import check_holdout, load, names_in
    from pairbond.cli._speak import Progress, emit_json

    stem = diary.stem if diary is not None else example or "diary"
    path = ready_to_write(out if out is not None else Path(f"{stem}-report.html"))
    check_holdout(holdout)
    start = perf_counter()
    with Progress() as progress:
        read = load(diary, mapping, example, progress)
        chosen = None if items is None else names_in(items, "--items")
        seconds = {"reading": perf_counter() - start}
        progress("loading the engine")
        from pairbond.report import full_report

        seconds["loading"] = perf_counter() - start - seconds["reading"]
        written = full_report(
            read, path, couple=couple, items=chosen, contacts=contacts, leave_to=leave_to, csv_dir=csv, joint=joint,
            research=research, model=model, method=method, holdout=holdout, pseudo=pseudo, theory=theory, seed=seed,
            progress=progress,
        )  # fmt: skip
    for name, spent in written.seconds.items():
        seconds[name] = seconds.get(name, 0.0) + spent
    total = sum(seconds.values()) or 1.0
    shares = {name: round(spent / total, 4) for name, spent in seconds.items()}
    if as_json:
        facts = [_facts(page) for page in written.pages]
        each = [{"for": page.reader, **fact} for page, fact in zip(written.pages, facts, strict=True)]
        emit_json(
            {
                "diary": read.title,
                "couples": len(read.couples),
                "seconds": {name: round(spent, 3) for name, spent in seconds.items()},
                "share": shares,
                **(facts[0] if len(facts) == 1 else {"pages": each}),
            }
        )
        return
    for page in written.pages:
        if page.reader:
            typer.echo(f"For {page.reader}:")
        for note in page.notes:
            typer.echo(note)
        if page.theory is not None:
            typer.echo(_gate_line(page.theory))
        typer.echo(f"{page.path}  ({page.path.stat().st_size / 1e6:.1f} MB)")
    typer.echo(f"Time: {total:.0f} s. " + ", ".join(f"{name} {share:.0%}" for name, share in shares.items()))


def _facts(page: "ReportPage") -> dict[str, Any]:
    """What ``--json`` says of a page."""
    return {
        "report": page.path,
        "bytes": page.path.stat().st_size,
        "notes": page.notes,
        "csv": page.csv_dir,
        "theory": None if page.theory is None else _theory_facts(page.theory),
    }


def _theory_facts(found: "Assessment") -> dict[str, Any]:
    from pairbond.assess import TRAITS_WARNING

    phases = found.phases
    return {
        "couple": found.couple,
        "gate": found.gate,
        "phases": {"now": phases.now, "days": phases.days, "cycling": phases.cycling, "period": phases.period},
        "traits": found.traits,
        "traits_warning": TRAITS_WARNING,
        "holds": found.holds,
        "costs": found.costs,
        "closed_circuit": found.circuit,
        "stories": [{"story": s.key, "verdict": s.verdict, **s.difference} for s in found.stories],
        "scores": found.scores,
        "forecast": found.forecast,
        "settings": found.settings,
    }


def _gate_line(found: "Assessment") -> str:
    """One line on what the gate let through."""
    passed, total = int(found.gate["allowed"].sum()), len(found.gate)
    statements = "the one statement" if total == 1 else f"the {total} statements"
    if passed == total:
        return f"{'The one statement' if total == 1 else f'All {total} statements'} passed the evidence check."
    why = found.gate.loc[~found.gate["allowed"], "why"].value_counts().index[0]
    if passed:
        rest = "the other did not," if total - passed == 1 else "the others did not, most often"
        return f"{passed} of {statements} passed the evidence check; {rest} because {why}."
    none = f"None of {statements} passed" if total > 1 else "The one statement did not pass"
    return f"{none} the evidence check{', most often' if total > 1 else ''} because {why}."
