"""From a diary to written pages in one call: everything that ``pairbond report`` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from pairbond._choose import choose
from pairbond._files import ready_to_write
from pairbond._spreadsheet import table_files
from pairbond.assess import Assessment, assess, assessed_by_default
from pairbond.counterfactual import WhatIf, what_if
from pairbond.diary import Diary, allowed
from pairbond.errors import PairbondError
from pairbond.help import read_contacts, read_exit
from pairbond.inference import Fit, fit_with_fallback
from pairbond.predict import Comparison, check_holdout, compare
from pairbond.report._clock import Clock
from pairbond.report._planned_pages import PlannedPage, plan_pages
from pairbond.report._write import report, write_private

BASELINES = ("own-mean", "ar1", "pooled")
"""What the predictions of a report's model are compared with (:func:`pairbond.predict.compare`)."""


@dataclass(frozen=True, eq=False)
class ReportPage:
    """One page that was written, and the results on it.

    Attributes
    ----------
    path : the page.
    csv_dir : the folder of its tables, or None.
    reader : the partner it is for, by name; "both" for what both released; "" where there is one page only.
    notes : what to know about it, in sentences: why a model is simpler than planned, or why there is none.
    fit, comparison, theory, what_if : what the page rests on; None for what its diary does not carry.
    """

    path: Path
    csv_dir: Path | None = None
    reader: str = ""
    notes: tuple[str, ...] = ()
    fit: Fit | None = field(default=None, repr=False)
    comparison: Comparison | None = field(default=None, repr=False)
    theory: Assessment | None = field(default=None, repr=False)
    what_if: WhatIf | None = field(default=None, repr=False)


@dataclass(frozen=True, eq=False)
class FullReport:
    """What :func:`full_report` wrote.

    Attributes
    ----------
    pages : in the order of ``diary.partners``, the page for both last; a single page where there is only one.
    seconds : how long each part of the work took.
    """

    pages: tuple[ReportPage, ...]
    seconds: dict[str, float]


@dataclass(frozen=True)
class _Settings:
    """How the pages of one report are worked out; the same for all of them."""

    model: str
    method: str
    holdout: float
    pseudo: int
    theory: bool | None
    seed: int
    progress: Callable[..., object]
    clock: Clock


@dataclass
class _Results:
    """What is known of one page so far."""

    fit: Fit | None = None
    comparison: Comparison | None = None
    theory: Assessment | None = None
    what_if: WhatIf | None = None
    notes: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)


def full_report(
    diary: Diary,
    path: str | Path,
    *,
    couple: str | None = None,
    items: Sequence[str] | None = None,
    contacts: str | Path | None = None,
    leave_to: str = "",
    csv_dir: str | Path | None = None,
    joint: bool = False,
    research: bool = False,
    model: str = "auto",
    method: str = "quick",
    holdout: float = 7,
    pseudo: int = 20,
    theory: bool | None = None,
    seed: int = 0,
    progress: Callable[..., object] | None = None,
) -> FullReport:
    """Fit, compare, ask the theory and write the pages, as ``pairbond report`` does.

    Of one couple in which both write there are two pages, one for each, which rests on what this one wrote alone;
    their names are added to that of the file. A diary too short for a model is described only. All files are written,
    or none of them.

    Parameters
    ----------
    diary : the diary of one or more couples.
    path : the page to write; for nobody else to read.
    couple : the couple to report on, of several.
    items : names of the items to use, in any order; the mapping's choice if None.
    contacts, leave_to : whom the page names as people who help (a TOML file), and where "Leave this page" goes, as in
        :func:`pairbond.report.report`.
    csv_dir : folder for every number of the pages, and all tables of the fit and the comparison, as CSV.
    joint : also a page for both, of what both released.
    research : one page of all that both wrote, to be given to neither of them.
    model : "auto" (by the diary's design), "var", "ct-var", or "theory" for the theory alone.
    method : "quick" (seconds to minutes) or "full" (sampling, much longer).
    holdout : last days to predict (1 or more), or a share of the diary (below 1).
    pseudo : number of re-pairings with strangers to compare with; 0 leaves them out.
    theory : whether the theory is asked too. None: for one couple that answered questions of our own diary.
    seed : same seed, same diary, same numbers.
    progress : called with a few words, and sometimes numbers, on what is being done.

    Returns
    -------
    The pages with the results on them, and the seconds spent.

    Raises
    ------
    PairbondError : an unknown couple, item, model or method, a faulty contacts file or address, a place that cannot be
        written. All but what a model itself refuses is said before the long work.
    """
    clock, say = Clock(), progress or _silent
    target, tables = Path(path), None if csv_dir is None else Path(csv_dir)
    ready_to_write(target)
    if tables is not None:
        ready_to_write(tables, folder=True)
    check_holdout(holdout)
    if couple is not None:
        choose("couple", couple, diary.couples)
    elif len(diary.couples) > 1 and (theory or model == "theory"):
        raise PairbondError(
            f"The theory is asked about one couple at a time; name one of {len(diary.couples)}, "
            f"like --couple {diary.couples[0]}."
        )
    plan = plan_pages(diary, target, couple=couple, items=items, csv_dir=tables, joint=joint, research=research)
    read_exit(leave_to)
    read_contacts(contacts)  # a fault in it is told now, not after the long work
    settings = _Settings(model, method, holdout, pseudo, theory, seed, say, clock)
    results = [_work_out(page, settings) for page in plan]
    say("writing the report")
    files: dict[Path, str] = {}
    for page, found in zip(plan, results, strict=True):
        report(
            page.diary, found.fit, found.comparison, page.path, couple=page.couple, contacts=contacts,
            csv_dir=page.csv_dir, theory=found.theory, what_if=found.what_if, leave_to=leave_to, joint=page.joint,
            steps=found.steps, write=files.update,
        )  # fmt: skip
        files |= _result_tables(page, found)
    write_private(files)
    clock.lap("rendering")
    pages = [
        ReportPage(
            path=page.path,
            csv_dir=page.csv_dir,
            reader=page.reader,
            notes=tuple(found.notes),
            fit=found.fit,
            comparison=found.comparison,
            theory=found.theory,
            what_if=found.what_if,
        )
        for page, found in zip(plan, results, strict=True)
    ]
    return FullReport(tuple(pages), clock.seconds)


def _work_out(page: PlannedPage, settings: _Settings) -> _Results:
    """Fit, compare and ask the theory, as far as this page's diary reaches."""
    found = _Results()
    if settings.model != "theory":
        try:
            _fit_and_compare(page, settings, found)
        except PairbondError as error:
            if not page.reader:
                raise
            # what stands in the way of one page is no reason to keep the other from the other
            found.fit = found.comparison = None
            found.notes.append(f"The page only describes what was written. {error}")
            found.steps.append(str(error))
    if page.only_couple is not None and not page.joint:  # of the theory's states nothing is for both
        _ask_theory(page, page.only_couple, settings, found)
    return found


def _fit_and_compare(page: PlannedPage, settings: _Settings, found: _Results) -> None:
    if not _enough(page.diary, "fit", found.notes):
        return
    say, clock, seed = settings.progress, settings.clock, settings.seed
    clock.lap("loading")
    say("fitting the linear model" + (f" for {page.reader}" if page.reader else ""))
    found.fit, simpler = fit_with_fallback(
        page.diary, progress=say, model=settings.model, method=settings.method, starts=2, seed=seed
    )
    found.notes += simpler
    found.steps += simpler
    if found.fit is None:
        found.notes.append("The page only describes what was written.")
        return
    clock.lap("fitting", found.fit.timing)
    if not _enough(page.diary, "compare", found.notes):
        return
    say("comparing predictions")
    models = (*BASELINES, found.fit.spec.model.kind)
    try:
        found.comparison = compare(
            page.diary, models, holdout=settings.holdout, pseudo=settings.pseudo, seed=seed, progress=say
        )
    except PairbondError as error:  # a page does not fail because one part of it does
        found.notes.append(f"No prediction was tested. {error}")
        return
    clock.lap("comparing", found.comparison.timing)


def _ask_theory(page: PlannedPage, couple: str, settings: _Settings, found: _Results) -> None:
    """The theory where it is wanted; courses of action where its evidence gate is open for them."""
    wanted = settings.theory or settings.model == "theory"
    if not (wanted or (settings.theory is None and assessed_by_default(page.diary))):
        return
    settings.clock.lap("loading")
    found.theory = assess(page.diary, couple, seed=settings.seed, progress=settings.progress)
    settings.clock.lap("the theory")
    if found.theory.fit is not None and found.theory.courses_open:
        settings.progress("comparing courses of action")
        found.what_if = what_if(found.theory.fit, seed=settings.seed, two_readers=True, progress=settings.progress)
    settings.clock.lap("courses of action")


def _result_tables(page: PlannedPage, found: _Results) -> dict[Path, str]:
    """The tables of the fit and the comparison as CSV, where tables are wanted."""
    if page.csv_dir is None:
        return {}
    files: dict[Path, str] = {}
    if found.fit is not None:
        files |= table_files(_for_reader(page, found.fit.tables()), page.csv_dir / "fit")
    if found.comparison is not None:
        files |= table_files(_for_reader(page, found.comparison.tables()), page.csv_dir / "compare")
    return files


def _for_reader(page: PlannedPage, tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables; of a page for one of the couple's own, without the number that the study gave them."""
    if not page.reader:
        return tables
    return {name: table.drop(columns=["couple", "person"], errors="ignore") for name, table in tables.items()}


def _enough(diary: Diary, verb: str, notes: list[str]) -> bool:
    """Whether the diary is long enough for a verb; what is to be said about that goes into ``notes``."""
    yes, sentence = allowed(diary, verb)
    if sentence and sentence not in notes:
        notes.append(sentence)
    return yes


def _silent(*words: object) -> None:
    """No progress is wanted."""
