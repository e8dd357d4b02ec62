"""Puts the commands together and turns errors into one sentence and an exit code."""

import os
import re
import sys
from collections.abc import Sequence

import typer

from pairbond._files import reason, shown_path
from pairbond.cli import (
    claims,
    compare,
    diary,
    doctor,
    evidence,
    fit,
    lab,
    map,
    population,
    report,
    simulate,
    theory,
    what_if,
)  # fmt: skip
from pairbond.cli._streams import flush_output, give_up_output, prepare_streams
from pairbond.errors import PairbondError, shown

app = typer.Typer(
    name="pairbond",
    help="A couple's diary goes in, a readable and honest answer comes out.",
    epilog="Start with: pairbond diary new our-diary",
    no_args_is_help=True,
    add_completion=False,
    # Rich's help and tracebacks alone cost .3 s of the half second that --help may take
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for part in (
    *(report, fit, compare, map, diary, simulate, population, theory),
    *(claims, evidence, what_if, lab, doctor),
):
    part.add_to(app)


_QUOTED = 60  # letters of a word that was typed


def _print_version(wanted: bool) -> bool:
    if wanted:
        import pairbond

        typer.echo(f"pairbond {pairbond.__version__}")
        raise typer.Exit
    return wanted


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", help="Print the version and stop.", callback=_print_version, is_eager=True
    ),
) -> None:
    pass


def main() -> None:
    """Run the command line; ends with 0, 1 (something is broken), 2 (bad input) or 130 (stopped)."""
    prepare_streams()
    try:
        raise SystemExit(_run())
    except OSError as error:  # only printing can still fail
        raise SystemExit(give_up_output(error)) from None


def _run() -> int:
    try:
        _check_environment()
        code = app(standalone_mode=False)
        flush_output()
    except PairbondError as error:
        return _refuse(str(error), error.exit_code, getattr(error, "faults", ()))
    except (KeyboardInterrupt, typer.Abort):
        print("Stopped.", file=sys.stderr)
        return 130
    except OSError as error:
        if error.filename is None:
            raise
        return _refuse(f"{shown_path(os.fsdecode(error.filename))} cannot be used ({reason(error)}).", 2)
    except Exception as error:
        sentence = _usage_sentence(error)
        if sentence is None:
            raise
        return _refuse(sentence, 2)
    return code if isinstance(code, int) else 0


def _check_environment() -> None:
    """What libraries below us read without a word on what is wrong with it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not re.fullmatch(r"\d{1,11}", epoch):
        raise PairbondError(f"SOURCE_DATE_EPOCH is {shown(epoch)}, but must be a whole number of seconds since 1970.")


def _usage_sentence(error: Exception) -> str | None:
    """What was typed wrongly, if that is what happened.

    Told by its methods, not its class: newer releases of typer carry their own copy of click, so the
    class has two homes.
    """
    message = getattr(error, "format_message", None)
    if not callable(message):
        return None
    context = getattr(error, "ctx", None)
    said = str(message()).strip()
    if not said or "\n" in said:  # the help itself, when nothing was typed
        return said or (context.get_help() if context is not None else None)
    path = context.command_path if context is not None else "pairbond"
    return f"{said}{'' if said[-1] in '.?!' else '.'} See: {path} --help"


def _refuse(sentence: str, code: int, faults: Sequence[object] = ()) -> int:
    for word in sys.argv[1:]:
        if len(word) > _QUOTED and os.sep not in word:
            sentence = sentence.replace(word, shown(word, _QUOTED))
    sentence = "".join(c if c == "\n" or c.isprintable() else shown(c) for c in sentence)
    print(sentence, file=sys.stderr)
    if "--json" in sys.argv:
        from pairbond.cli._speak import emit_json

        emit_json({"error": sentence.splitlines(), "faults": [vars(fault) for fault in faults]})
        flush_output()
    return code
