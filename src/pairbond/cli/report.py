"""``pairbond report``: from a diary to one HTML file."""

from pathlib import Path
from typing import Annotated

import typer

from pairbond.cli._options import DiaryFile, Example, Holdout, Items, Json, MappingFile, Method, Model, Pseudo, Seed
from pairbond.errors import PairbondError

EXAMPLES = """\b
Examples:
  pairbond report our-diary.csv
  pairbond report our-diary.csv --mapping our-diary.toml --out report.html --csv tables
  pairbond report our-diary.csv --joint
"""


def add_to(app: typer.Typer) -> None:
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
            help="Also ask the theory. Default: for one couple who answered questions of our own diary.",
        ),
    ] = None,
    seed: Seed = 0,
    as_json: Json = False,
) -> None:
    """Write the report: one HTML file that needs no network.

    Reads and checks the diary, fits the model, compares its predictions with simple baselines, asks the theory about
    the couple, writes the page. A diary too short for a model is described only. With --model theory the theory alone
    is asked.

    Of one couple in which both write there are two pages, one for each, that rests on what this one wrote alone. All
    files of a call are written, or none of them.
    """
    from pairbond.cli._clock import Clock
    from pairbond.cli._input import check_holdout, choose, load, ready_to_write
    from pairbond.cli._report_pages import facts, gate_line, plan_pages, work_out, write_pages
    from pairbond.cli._speak import Progress, emit_json

    stem = diary.stem if diary is not None else example or "diary"
    out = ready_to_write(out if out is not None else Path(f"{stem}-report.html"))
    if csv is not None:
        ready_to_write(csv, folder=True)
    check_holdout(holdout)
    clock = Clock()
    with Progress() as say:
        read = load(diary, mapping, example, say)
        if couple is not None:
            choose("couple", couple, read.couples)
        if couple is None and len(read.couples) > 1 and (theory or model == "theory"):
            raise PairbondError(
                f"The theory is asked about one couple at a time; name one of {len(read.couples)}, "
                f"like --couple {read.couples[0]}."
            )
        pages = plan_pages(read, couple=couple, items=items, out=out, csv=csv, joint=joint, research=research)
        clock.lap("reading")
        say("loading the engine")
        from pairbond.report.help import read_contacts, read_exit

        read_exit(leave_to)
        read_contacts(contacts)  # a fault in it is told now, not after the long work
        for page in pages:
            work_out(
                page,
                model=model,
                method=method,
                holdout=holdout,
                pseudo=pseudo,
                theory=theory,
                seed=seed,
                clock=clock,
                say=say,
            )
        say("writing the report")
        write_pages(pages, contacts=contacts, leave_to=leave_to)
        clock.lap("rendering")
    if as_json:
        each = [{"for": page.reader, **facts(page)} for page in pages]
        emit_json(
            {
                "diary": read.title,
                "couples": len(read.couples),
                "seconds": clock.seconds,
                "share": clock.shares(),
                **(facts(pages[0]) if len(pages) == 1 else {"pages": each}),
            }
        )
        return
    for page in pages:
        if page.reader:
            typer.echo(f"For {page.reader}:")
        for note in page.notes:
            typer.echo(note)
        if page.theory is not None:
            typer.echo(gate_line(page.theory))
        typer.echo(f"{page.out}  ({page.out.stat().st_size / 1e6:.1f} MB)")
    typer.echo(f"Time: {clock.total():.0f} s. " + ", ".join(f"{n} {share:.0%}" for n, share in clock.shares().items()))
