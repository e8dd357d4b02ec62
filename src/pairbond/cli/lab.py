"""``pairbond lab``: the page that runs a model in a browser."""

from pathlib import Path
from typing import Annotated

import typer

from pairbond.cli._options import Json

EXAMPLES = """\b
Examples:
  pairbond lab
  pairbond lab --model rinaldi --out rinaldi.html
  pairbond lab --model my_model.py
  pairbond lab --scenario no-contact.toml
"""


def add_to(app: typer.Typer) -> None:
    """Make it a command."""
    app.command(short_help="Write the lab: a page that runs the theory in a browser.", epilog=EXAMPLES)(lab)


def lab(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The page to write.")] = Path("lab.html"),
    model: Annotated[
        str,
        typer.Option(
            "--model",
            metavar="NAME",
            help="theory, a published model (`pairbond theory rivals` lists them), or a file of Python with your own.",
        ),
    ] = "theory",
    scenario: Annotated[
        Path | None,
        typer.Option("--scenario", metavar="FILE", help="What the page begins with (TOML; see `simulate --schema`)."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Write one HTML file that runs a model of a couple in any browser, opened from disk, with the network off.

    It has the very program that the research runs, compiled to WebAssembly, and connects to nothing.
    """
    from pairbond._files import ready_to_write, write_file
    from pairbond.cli._speak import Progress, emit_json
    from pairbond.lab import lab_page
    from pairbond.lab.models import model_named

    ready_to_write(out)
    begin = None
    if scenario is not None:
        from pairbond.scenario import read_scenario

        begin = read_scenario(scenario)
    with Progress() as progress:
        progress("compiling the model for browsers")
        chosen = model_named(model)
        text = lab_page(chosen, scenario=begin, source=model)
        write_file(out, text, private=False)
    answer = {"file": str(out), "model": chosen.name, "bytes": len(text.encode())}
    if as_json:
        emit_json(answer)
    else:
        typer.echo(f"Written to {out}: a page of {answer['bytes'] / 1024:.0f} KiB. Open it in a browser.")
