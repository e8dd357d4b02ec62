"""``pairbond theory``: the theory's tables, equations, diagram and sources, written from what its functions do."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pairbond.cli import theory_holds
from pairbond.cli._input import theory_without
from pairbond.cli._options import Json, Without

if TYPE_CHECKING:
    from pairbond.theory import Theory

BARELY = 5e-5  # shares that four digits do not show
TABLES = ("mechanisms", "parameters", "quantities", "childhood")
# left to --json: a terminal has no room for them
UNSEEN = {"gain", "acts on", "symbol", "owner", "default", "reads", "tested from", "tested to", "range"}

app = typer.Typer(
    help="What the theory claims: tables, equations, diagram, sources.", no_args_is_help=True, rich_markup_mode=None
)


def add_to(parent: typer.Typer) -> None:
    """Make it a command with commands of its own."""
    theory_holds.add_to(app)
    parent.add_typer(app, name="theory")


def _knock_outs(couple: str | None) -> None:
    """Before a command is looked for: there is none with this option."""
    if couple is not None:
        theory_holds.knockouts(couple)
        raise typer.Exit


@app.callback()
def asked(
    knockouts: Annotated[
        str | None,
        typer.Option(
            "--knockouts", metavar="COUPLE", callback=_knock_outs, is_eager=True, help="As `knockouts COUPLE`."
        ),
    ] = None,
) -> None:
    """What the theory claims: tables, equations, diagram, sources; and what holds a couple's cycle."""


def _examples(*lines: str) -> str:
    return "\b\nExample" + ("s" if len(lines) > 1 else "") + ":\n" + "\n".join(f"  pairbond theory {x}" for x in lines)


@app.command(epilog=_examples("table", "table parameters --json"))
def table(
    what: Annotated[str, typer.Argument(metavar="WHAT", help=f"{', '.join(TABLES)}.")] = "mechanisms",
    without: Without = None,
    as_json: Json = False,
) -> None:
    """A table of the mechanisms, the parameters, the quantities, or what childhood leaves."""
    from pairbond._choose import choose
    from pairbond.theory import describe

    choose("table", what, TABLES)
    theory = theory_without(without)
    _show(what.capitalize(), describe.table(theory, what), theory, as_json)


@app.command(epilog=_examples("rivals", "rivals --json"))
def rivals(as_json: Json = False) -> None:
    """Published models that can be simulated, fitted and compared with the theory and the linear models."""
    from pairbond.cli._speak import emit_json
    from pairbond.rivals import RIVALS

    if as_json:
        emit_json(
            {
                name: {
                    "label": one.label, "says": one.says, "source": one.source, "clock": one.clock,
                    "parameters": [vars(x) for x in one.parameters], "readouts": [vars(x) for x in one.readouts],
                }
                for name, one in RIVALS.items()
            }
        )  # fmt: skip
        return
    for name, one in RIVALS.items():
        typer.echo(f"{name}: {one.label}. {one.says}")
        typer.echo(f"  shows {', '.join(x.name for x in one.readouts)}; {one.source}")


@app.command(epilog=_examples("schedule", "schedule --without splitting"))
def schedule(without: Without = None, as_json: Json = False) -> None:
    """What is worked out when in a step, by whom, from what."""
    from pairbond.theory import describe

    theory = theory_without(without)
    _show("Order of a step", describe.schedule(theory), theory, as_json)


@app.command(epilog=_examples("citations"))
def citations(without: Without = None, as_json: Json = False) -> None:
    """Each source, and the mechanisms and parameters that rest on it."""
    from pairbond.theory import describe

    theory = theory_without(without)
    found = describe.citations(theory)
    if as_json:
        _json(theory, citations=found)
        return
    for source, names in found.items():
        typer.echo(f"{source}\n    {', '.join(names)}")


@app.command(epilog=_examples("latex", "latex craving"))
def latex(
    node: Annotated[str | None, typer.Argument(metavar="NODE", help="One quantity. Left out: all.")] = None,
    without: Without = None,
    as_json: Json = False,
) -> None:
    """The equations in LaTeX."""
    from pairbond.theory import describe

    theory = theory_without(without)
    text = describe.latex(theory, node)
    _json(theory, latex=text) if as_json else typer.echo(text)


@app.command(epilog=_examples("diagram", "diagram image idealising craving"))
def diagram(
    quantities: Annotated[
        list[str] | None, typer.Argument(metavar="QUANTITY", help="What to show. Left out: everything.")
    ] = None,
    without: Without = None,
    as_json: Json = False,
) -> None:
    """The theory as a Mermaid flow chart: an arrow wherever one thing reads another."""
    from pairbond.theory import describe

    theory = theory_without(without)
    text = describe.diagram(theory, *(quantities or ()))
    _json(theory, mermaid=text) if as_json else typer.echo(text)


@app.command(epilog=_examples("budget closed-circuit --node shame --partner b --day 120"))
def budget(
    couple: Annotated[str, typer.Argument(metavar="COUPLE", help="A named couple (`pairbond simulate --list`).")],
    node: Annotated[str, typer.Option("--node", metavar="NAME", help="A quantity; of a state, its rate of change.")],
    partner: Annotated[str, typer.Option("--partner", metavar="A|B", help="Whose: a or b.")] = "a",
    day: Annotated[int, typer.Option("--day", metavar="N", help="Day since the meeting.")] = 0,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of the noise.")] = 0,
    no_noise: Annotated[bool, typer.Option("--no-noise", help="A run in which nothing happens by chance.")] = False,
    without: Without = None,
    as_json: Json = False,
) -> None:
    """What makes up a value on one day of a run: its summands, and what would be missing without each mechanism."""
    from pairbond._choose import choose
    from pairbond.model import BOTH
    from pairbond.simulate import prepare
    from pairbond.theory import COUPLES

    choose("couple", couple, COUPLES)
    theory = theory_without(without)
    run = prepare(COUPLES[couple], max(day, 0), seed=seed, theory=theory, noise=not no_noise)
    found = run.budget(node, partner, day)
    about: dict[str, Any] = {str(name): value for name, value in found.attrs.items()}
    if as_json:
        _json(theory, **about, rows=found.to_dict("records"))
        return
    from pairbond.cli._speak import print_table

    whose = f" of {about['partner']}" if about["partner"] != BOTH else ""
    shown = found[found["share"].abs() >= BARELY]
    print_table(
        f"{about['node']}{whose} on day {day}: {about['value']:.4g} {about['unit']}",
        ["kind", "mechanism", "share", "unit", "term"],
        [[row["kind"], row["mechanism"], f"{row['share']:+.4f}", row["unit"], row["term"]] for row in
         shown.to_dict("records")],
    )  # fmt: skip
    typer.echo(f"Without any mechanism: {about['without_any']:.4g}. Shares below {BARELY:g} are left out; all: --json")


def _json(theory: "Theory", **answer: Any) -> None:
    from pairbond.cli._speak import emit_json

    emit_json({"theory": theory.hash, **answer})


def _show(title: str, found: Any, theory: "Theory", as_json: bool) -> None:
    from pairbond.cli._speak import print_table

    rows: list[Mapping[str, Any]] = found.reset_index().to_dict("records")
    if as_json:
        _json(theory, rows=rows)
        return
    seen = [str(name) for name in rows[0] if name not in UNSEEN]
    print_table(title, seen, [["missing" if row[name] != row[name] else row[name] for name in seen] for row in rows])
    typer.echo("Every column: --json")
