"""The verb: a diary, its fit and its comparison become one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pairbond._files import write_set
from pairbond._visible import isolated
from pairbond.assess import Assessment
from pairbond.counterfactual import WhatIf
from pairbond.diary import Diary, help_first, leads_with_help
from pairbond.errors import PairbondError
from pairbond.help import GENERIC, Contact, Help, help_on_page, read_contacts, read_exit
from pairbond.inference import Fit
from pairbond.predict import Comparison
from pairbond.report._page import number_files, page
from pairbond.report._sections import Section, nameless
from pairbond.report.adequacy import adequacy
from pairbond.report.between_couples import between_couples
from pairbond.report.change import change
from pairbond.report.concurrent import concurrent
from pairbond.report.course import course
from pairbond.report.covariates import covariates
from pairbond.report.current_phase import cannot, current_phase, refusal, silent
from pairbond.report.findings import findings
from pairbond.report.forecast import forecast
from pairbond.report.glance import glance
from pairbond.report.identifiability import identifiability
from pairbond.report.level_comparison import level_comparison
from pairbond.report.maintenance import maintenance
from pairbond.report.method import method
from pairbond.report.partner_effects import partner_effects
from pairbond.report.prediction import prediction
from pairbond.report.reading import reading
from pairbond.report.sample import sample
from pairbond.report.stories import stories
from pairbond.report.unusual_days import unusual_days
from pairbond.report.view import View, select_view
from pairbond.report.voice import count, listing


def write_private(files: Mapping[Path, str]) -> None:
    """Write all of the files, or none of them, for nobody else to read."""
    write_set(files, private=True)


def report(
    diary: Diary,
    fit: Fit | None,
    comparison: Comparison | None,
    path: str | Path,
    *,
    couple: str | None = None,
    contacts: str | Path | None = None,
    csv_dir: str | Path | None = None,
    theory: Assessment | None = None,
    what_if: WhatIf | None = None,
    leave_to: str = "",
    joint: bool = False,
    steps: Sequence[str] = (),
    write: Callable[[dict[Path, str]], object] = write_private,
) -> Path:
    """Write the report of a diary: one HTML file that needs no network.

    Parameters
    ----------
    diary : the ratings.
    fit : what ``fit(diary)`` returned; ``None`` for a description only.
    comparison : what ``compare(diary)`` returned; ``None`` leaves the part out.
    path : file to write; the page and its numbers are written whole or not at all, for nobody else to read.
    couple : of several couples, the one the page is about, with the others as context.
    contacts : TOML file with ``[[contact]]`` tables (``name``, ``phone``, ``web``,
        ``note``): whom to name as people who help. Without it, generic ones.
    csv_dir : folder for all numbers of the page as CSV files.
    theory : what ``assess(diary)`` returned for the couple of the page; what its gate stops is said in one sentence a
        section. ``None`` leaves these sections out.
    what_if : courses of action, worked out from ``theory.fit``; printed of those of whom the gate of ``theory`` lets
        enough through.
    leave_to : where "Leave this page" goes if the page is served from a web site, an http(s) address of something
        that everybody reads; without it, and from disk, an empty page.
    joint : whether the page is for both partners, of a diary that holds only what both released
        (``pairbond.diary.for_both``). Without it, a page on which both write is for research, and says so; a page for
        one of them is made of what that one wrote (``pairbond.diary.for_reader``).
    steps : why the model is simpler than planned, or why there is none, as ``fit_with_fallback`` says it.
    write : what is done with the text of the files, by path, the page first. By default all are written, or none;
        ``write=files.update`` collects those of several reports, to be written together.

    Returns
    -------
    The path of the file.

    Raises
    ------
    PairbondError : an unknown couple, a faulty contacts file or address, a place that cannot be written.
    """
    if joint and theory is not None:
        raise PairbondError("A page for both holds nothing of the theory; leave it out, or make a page for each.")
    named, leave = read_contacts(contacts), read_exit(leave_to)
    view = select_view(diary, fit, comparison, couple, theory, steps)
    sections = compose(view, what_if, named)
    text = page(
        title=_title(view),
        subheading=_subtitle(view, joint),
        notice=_notice(view, joint),
        kind=view.voice.kind,
        sections=sections,
        help=_help(view, named),
        leave_to=leave,
    )
    file = Path(path)
    write({file: text, **({} if csv_dir is None else number_files(Path(csv_dir), sections))})
    return file


def compose(view: View, what_if: WhatIf | None = None, contacts: tuple[Contact, ...] = GENERIC) -> list[Section]:
    """The sections that have something to say, in order."""
    tests = findings(view)
    if view.voice.kind == "group":
        parts = [
            glance(view, tests),
            sample(view),
            course(view, tests),
            partner_effects(view, tests),
            concurrent(view, tests),
            covariates(view, tests),
            between_couples(view, tests),
            prediction(view, tests),
            adequacy(view, tests),
            identifiability(view),
        ]
    else:
        parts = [
            glance(view, tests),
            unusual_days(view),
            course(view, tests),
            concurrent(view, tests),
            covariates(view, tests),
            level_comparison(view),
            partner_effects(view, tests),
            forecast(view, tests),
            *([refusal(view)] if silent(view) else _of_theory(view, what_if, contacts)),
        ]
    parts += [reading(view, tests), method(view, tests)]
    there = [part for part in parts if part is not None]
    return there if view.voice.kind == "group" else [nameless(part) for part in there]


def _of_theory(view: View, what_if: WhatIf | None, contacts: tuple[Contact, ...]) -> list[Section | None]:
    return [current_phase(view), maintenance(view), stories(view), _change(view, what_if, contacts)]


def _change(view: View, what_if: WhatIf | None, contacts: tuple[Contact, ...]) -> Section | None:
    """Courses of action, behind the same gate as everything else of the theory."""
    if view.theory is None:
        return None
    if not view.theory.courses_open:
        kind, partner = view.theory.courses_lack
        said = cannot(view, view.theory, kind, "say what would change it", partner)
        return Section("change", "What would change it", (said,))
    if what_if is None:
        return None
    return change(what_if.only_of(view.theory.courses_of), view.voice, contacts)


def _help(view: View, contacts: tuple[Contact, ...]) -> Help:
    diary, kind = view.diary, view.voice.kind
    couples = sum(help_first(diary, couple) for couple in diary.couples)
    first = couples > 0 if kind == "group" else leads_with_help(diary, diary.couples[0])
    return help_on_page(kind=kind, first=first, couples=couples, contacts=contacts)


def _title(view: View) -> str:
    if view.voice.kind == "one":
        return f"Your diary, {count(view.diary.days(view.diary.couples[0]), 'day')}"
    if view.couple is not None:
        return f"{isolated(view.diary.title)}: couple {isolated(view.couple)}"
    if view.voice.kind == "group" and _called_by_its_file(view.diary):
        return f"{'Diaries' if view.voice.single_writers else 'Diary'} of {view.couples} {view.voice.units}"
    return isolated(view.diary.title)


def _called_by_its_file(diary: Diary) -> bool:
    """Whether the title is only the name of a file, as a mapping has it that nobody edited."""
    stems = {Path(file).stem for file in diary.source.files}
    return diary.title in {*diary.source.files, *stems, *(stem.replace("_", " ") for stem in stems)}


def _subtitle(view: View, joint: bool) -> str:
    if view.voice.kind == "group":
        if _called_by_its_file(view.diary):
            return ""
        return f"diaries of {view.couples} {view.voice.units}"
    wrote = "of what both released" if joint else "as both wrote it"
    if view.voice.kind == "one":
        wrote = f"For {view.voice.named(view.partners[0])}: your own answers only"
    return f"{wrote}, {_span(view.diary)}" if view.diary.has_dates else wrote


def _notice(view: View, joint: bool) -> str:
    """For whom a page is that shows what two wrote."""
    if view.voice.kind != "couple":
        return ""
    if joint:
        return (
            f"Both may read this page: it rests on {listing(list(view.labels.values()))} alone, which both released. "
            "What else each wrote is on a page of their own."
        )
    return (
        "This page shows what each of the two wrote. It is for research and teaching, and is not to be given to either "
        "of them: each can have a page of their own."
    )


def _span(diary: Diary) -> str:
    """First and last day of a diary: "2 March to 5 April 2026"."""
    first, last = diary.frame["date"].min(), diary.frame["date"].max()
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {first:%B}{year} to {last.day} {last:%B} {last.year}"
