"""The pages that one call of ``pairbond report`` writes: what each rests on, and the work behind it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pairbond.cli._clock import Clock, compile_seconds
from pairbond.cli._input import choose_items, ready_to_write
from pairbond.errors import PairbondError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairbond.answer import Answer
    from pairbond.cli._speak import Progress
    from pairbond.compare import Comparison
    from pairbond.data import Diary
    from pairbond.fit import Fit
    from pairbond.what_if import WhatIf


@dataclass
class Page:
    """One page: the diary it rests on, for whom, where it goes, and what was worked out for it.

    Attributes
    ----------
    couple : set on a page about one couple out of several, with the others as context.
    reader : the one it is for, by name; "both" for what both released; "" where it is one page for whoever runs this.
    """

    diary: "Diary"
    couple: str | None
    out: Path
    csv: Path | None
    reader: str = ""
    fitted: "Fit | None" = None
    comparison: "Comparison | None" = None
    theory: "Answer | None" = None
    what_if: "WhatIf | None" = None
    notes: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    @property
    def joint(self) -> bool:
        return self.reader == "both"


def plan_pages(
    read: "Diary", *, couple: str | None, items: str | None, out: Path, csv: Path | None, joint: bool, research: bool
) -> list[Page]:
    """One page a writer where one couple is asked about of whom both write; with ``joint`` one more, of what both
    released; with ``research`` one page of everything. Else one page.
    """
    from pairbond.data import for_both, for_reader
    from pairbond.data.template import slugs

    if joint and research:
        raise PairbondError("--joint and --research exclude each other: one shows what both released, the other all.")
    one = read if couple is None or len(read.couples) == 1 else read.select([couple])
    writers = one.writers(one.couples[0]) if len(one.couples) == 1 else ()
    if joint and len(writers) < 2:
        raise PairbondError("--joint makes a page for both partners of one couple in which both write.")
    if research or len(writers) < 2:
        pages = [Page(read, couple, out, csv)]
    else:
        parts = {name: for_reader(one, p) for p, name in zip(writers, one.partners, strict=True)}
        marks = slugs(one.partners)
        if joint:
            parts["both"] = for_both(one)
            marks.append("both")
        pages = [
            Page(part, None, out.with_name(f"{out.stem}-{mark}{out.suffix}"), csv and csv / mark, reader)
            for mark, (reader, part) in zip(marks, parts.items(), strict=True)
        ]
    for page in pages:
        page.diary = _with_items(page, items)
        ready_to_write(page.out)
        if page.csv is not None:
            ready_to_write(page.csv, folder=True)
    return pages


def _with_items(page: Page, items: str | None) -> "Diary":
    chosen = choose_items(page.diary, items)
    return page.diary if chosen is None else page.diary.with_items(chosen)


def work_out(
    page: Page, *, model: str, method: str, holdout: float, pseudo: int, theory: bool | None, seed: int, clock: Clock,
    say: "Progress",
) -> None:  # fmt: skip
    """Fit, compare and ask the theory, as far as this page's diary reaches."""
    read = page.diary
    if model != "theory":
        try:
            _fit(page, model, method, holdout, pseudo, seed, clock, say)
        except PairbondError as error:
            if not page.reader:
                raise
            # what stands in the way of one page is no reason to keep the other from the other
            page.fitted = page.comparison = None
            page.notes.append(f"The page only describes what was written. {error}")
            page.steps.append(str(error))
    one = page.couple or (read.couples[0] if len(read.couples) == 1 else None)
    if one is None or page.joint:  # of the theory's states nothing is for both
        return
    from pairbond.answer import worth_asking

    if theory or model == "theory" or (theory is None and worth_asking(read)):
        from pairbond.answer import answer as ask

        clock.lap("loading")
        page.theory = ask(read, one, seed=seed, progress=say)
        clock.lap("the theory")
        page.what_if = _courses(page.theory, seed, say)
        clock.lap("courses of action")


def _fit(
    page: Page, model: str, method: str, holdout: float, pseudo: int, seed: int, clock: Clock, say: "Progress"
) -> None:
    if not _enough(page.diary, "fit", page.notes):
        return
    from pairbond.fit import fit_with_fallback

    clock.lap("loading")
    say("fitting the linear model" + (f" for {page.reader}" if page.reader else ""))
    settings = {"model": model, "method": method, "starts": 2, "seed": seed}
    page.fitted, simpler = fit_with_fallback(page.diary, progress=say, **settings)
    page.notes += simpler
    page.steps += simpler
    if page.fitted is None:
        page.notes.append("The page only describes what was written.")
        return
    clock.lap("fitting", compile=compile_seconds(page.fitted.timing))
    if not _enough(page.diary, "compare", page.notes):
        return
    from pairbond.compare import compare

    say("comparing predictions")
    models = ("own-mean", "ar1", "pooled", page.fitted.spec.model)
    try:
        page.comparison = compare(page.diary, models, holdout=holdout, pseudo=pseudo, seed=seed, progress=say)
    except PairbondError as error:  # a page does not fail because one part of it does
        page.notes.append(f"No prediction was tested. {error}")
        return
    clock.lap("comparing", compile=compile_seconds(page.comparison.timing))


def write_pages(pages: "Sequence[Page]", *, contacts: Path | None, leave_to: str) -> None:
    """Every page and, if asked for, all its numbers: all files of the call, or none of them."""
    from pairbond._files import write_set

    write_set(
        {path: text for page in pages for path, text in _files(page, contacts, leave_to).items()},
        private=True,
    )


def _files(page: Page, contacts: Path | None, leave_to: str) -> dict[Path, str]:
    from pairbond.cli._tables import comparison_tables, fit_tables, table_files
    from pairbond.report import report_files

    files = report_files(
        page.diary,
        page.fitted,
        page.comparison,
        page.out,
        couple=page.couple,
        contacts=contacts,
        csv_dir=page.csv,
        theory=page.theory,
        what_if=page.what_if,
        leave_to=leave_to,
        joint=page.joint,
        steps=page.steps,
    )
    if page.csv is not None and page.fitted is not None:
        files |= table_files(_for_reader(page, fit_tables(page.fitted)), page.csv / "fit")
    if page.csv is not None and page.comparison is not None:
        files |= table_files(_for_reader(page, comparison_tables(page.comparison)), page.csv / "compare")
    return files


def _for_reader(page: Page, tables: dict[str, Any]) -> dict[str, Any]:
    """The tables; of a page for one of the couple's own, without the number that the study gave them."""
    if not page.reader:
        return tables
    return {name: table.drop(columns=["couple", "person"], errors="ignore") for name, table in tables.items()}


def facts(page: Page) -> dict[str, Any]:
    """What ``--json`` says of a page."""
    return {
        "report": page.out,
        "bytes": page.out.stat().st_size,
        "notes": page.notes,
        "csv": page.csv,
        "theory": None if page.theory is None else _told(page.theory),
    }


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


def gate_line(found: "Answer") -> str:
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
