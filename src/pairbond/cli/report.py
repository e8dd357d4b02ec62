"""``pairbond report``: from a diary to one HTML file."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pairbond.cli._options import DiaryFile, Example, Holdout, Items, Json, MappingFile, Method, Model, Pseudo, Seed
from pairbond.errors import PairbondError

if TYPE_CHECKING:
    from pairbond.answer import Answer
    from pairbond.cli._speak import Progress
    from pairbond.data import Diary
    from pairbond.what_if import WhatIf

EXAMPLES = """\b
Examples:
  pairbond report our-diary.csv
  pairbond report our-diary.csv --mapping our-diary.toml --out report.html --csv tables
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
    couple: Annotated[str | None, typer.Option("--couple", metavar="ID", help="A page for this couple.")] = None,
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
    model: Model = "ct-var",
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
    """
    from pairbond.cli._input import check_holdout, choose, choose_items, load, ready_to_write
    from pairbond.cli._speak import Progress, emit_json
    from pairbond.cli._tables import comparison_tables, fit_tables, write_tables

    stem = diary.stem if diary is not None else example or "diary"
    out = ready_to_write(out if out is not None else Path(f"{stem}-report.html"))
    if csv is not None:
        ready_to_write(csv, folder=True)
    check_holdout(holdout)
    clock = _Clock()
    notes: list[str] = []
    with Progress() as say:
        read = load(diary, mapping, example, say)
        if couple is not None:
            choose("couple", couple, read.couples)
        chosen = choose_items(read, items)
        if chosen is not None:
            read = read.with_items(chosen)
        one = couple if couple is not None else (read.couples[0] if len(read.couples) == 1 else None)
        if one is None and (theory or model == "theory"):
            raise PairbondError(
                f"The theory is asked about one couple at a time; name one of {len(read.couples)}, "
                f"like --couple {read.couples[0]}."
            )
        clock.lap("reading")
        say("loading the engine")
        from pairbond.answer import worth_asking
        from pairbond.report import report as write
        from pairbond.report.help import read_contacts, read_exit

        read_exit(leave_to)
        read_contacts(contacts)  # a fault in it is told now, not after the long work
        fitted = comparison = found = what = None
        if model != "theory" and _enough(read, "fit", notes):
            from pairbond.fit import fit as run_fit

            clock.lap("loading")
            say(f"fitting {model}")
            fitted = run_fit(read, model=model, method=method, starts=2, seed=seed, progress=say)
            clock.lap("fitting", compile=_compile_seconds(fitted.timing))
            if _enough(read, "compare", notes):
                from pairbond.compare import compare as run_compare

                say("comparing predictions")
                comparison = run_compare(read, holdout=holdout, pseudo=pseudo, seed=seed, progress=say)
                clock.lap("comparing", compile=_compile_seconds(comparison.timing))
        if one is not None and (theory or model == "theory" or (theory is None and worth_asking(read))):
            from pairbond.answer import answer as ask

            clock.lap("loading")
            found = ask(read, one, seed=seed, progress=say)
            clock.lap("the theory")
            what = _courses(found, seed, say)
            clock.lap("courses of action")
        say("writing the report")
        written = write(
            read,
            fitted,
            comparison,
            out,
            couple=couple,
            contacts=contacts,
            csv_dir=csv,
            theory=found,
            what_if=what,
            leave_to=leave_to,
        )
        if csv is not None and fitted is not None:
            write_tables(fit_tables(fitted), csv / "fit")
        if csv is not None and comparison is not None:
            write_tables(comparison_tables(comparison), csv / "compare")
        clock.lap("rendering")
    if as_json:
        emit_json(
            {
                "report": written,
                "bytes": written.stat().st_size,
                "diary": read.title,
                "couples": len(read.couples),
                "seconds": clock.seconds,
                "share": clock.shares(),
                "notes": notes,
                "csv": csv,
                "theory": None if found is None else _told(found),
            }
        )
        return
    for note in notes:
        typer.echo(note)
    if found is not None:
        typer.echo(_gate(found))
    typer.echo(f"{written}  ({written.stat().st_size / 1e6:.1f} MB, {clock.total():.0f} s)")
    typer.echo("Time: " + ", ".join(f"{name} {share:.0%}" for name, share in clock.shares().items()))


def _courses(found: "Answer", seed: int, say: "Progress") -> "WhatIf | None":
    """Courses of action, where the gate is open for them."""
    if found.fit is None or not found.courses_open:
        return None
    from pairbond.what_if import what_if

    say("comparing courses of action")
    return what_if(found.fit, seed=seed, two_readers=True, progress=say)


def _told(found: "Answer") -> dict[str, Any]:
    from pairbond.answer import TRAITS_WARNING

    where = found.where
    return {
        "couple": found.couple,
        "gate": found.gate,
        "where": {"now": where.now, "days": where.days, "cycling": where.cycling, "period": where.period},
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


def _gate(found: "Answer") -> str:
    """One line on what the gate let through."""
    allowed, all_ = int(found.gate["allowed"].sum()), len(found.gate)
    if allowed == all_:
        return f"The theory may say all {all_} things it was asked."
    reason = found.gate.loc[~found.gate["allowed"], "why"].value_counts().index[0]
    return f"The theory may say {allowed} of {all_} things it was asked; most of the others not because {reason}."


def _enough(diary: "Diary", verb: str, notes: list[str]) -> bool:
    """Whether the diary is long enough for a verb; what is to be said about that goes into ``notes``."""
    from pairbond.data import allowed

    yes, sentence = allowed(diary, verb)
    if sentence and sentence not in notes:
        notes.append(sentence)
    return yes


class _Clock:
    """Seconds of each part of the work, compilation counted apart from what it was for."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str, compile: float = 0.0) -> None:
        now = time.perf_counter()
        spent = now - self._last
        compile = min(compile, spent)
        if compile:
            self._add("compiling", compile)
        self._add(name, spent - compile)
        self._last = now

    def _add(self, name: str, seconds: float) -> None:
        self.seconds[name] = round(self.seconds.get(name, 0.0) + seconds, 3)

    def total(self) -> float:
        return sum(self.seconds.values())

    def shares(self) -> dict[str, float]:
        total = self.total() or 1.0
        return {name: round(s / total, 4) for name, s in self.seconds.items()}


def _compile_seconds(timing: Any) -> float:
    return float(timing.get("compile", 0.0)) if timing else 0.0
