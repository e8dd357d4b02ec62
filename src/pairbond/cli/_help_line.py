"""The line on help that a command prints where a report would begin with it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairbond.diary import Diary

HELP = (
    "If anyone is afraid, or is hurt, threatened or controlled by someone close, people who help come first: the local "
    "emergency number, a helpline against violence in relationships, someone to trust. With thoughts of not wanting to "
    "live, a crisis line or the emergency number."
)


def help_line(diary: "Diary") -> str:
    """The line, or "" where nothing calls for it: the rule of the report, and for several couples of any of them."""
    from pairbond.diary import help_first, leads_with_help

    rule = leads_with_help if len(diary.couples) == 1 else help_first
    return HELP if any(rule(diary, couple) for couple in diary.couples) else ""


def print_help_line(diary: "Diary") -> None:
    """Print the line before the answer, if something calls for it."""
    import typer

    line = help_line(diary)
    if line:
        typer.echo(line)
