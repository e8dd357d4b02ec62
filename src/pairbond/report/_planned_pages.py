"""Which pages a report has: for whom each is, which diary it rests on, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pairbond._choose import choose_all
from pairbond._files import ready_to_write
from pairbond.diary import Diary, for_both, for_reader
from pairbond.diary.template import slugs
from pairbond.errors import PairbondError


@dataclass(frozen=True, eq=False)
class PlannedPage:
    """One page before the work.

    Attributes
    ----------
    diary : what the page rests on.
    couple : on a page about one couple out of several, with the others as context, its id; else None.
    path : where the page goes.
    csv_dir : where its tables go, or None.
    reader : the partner it is for, by name; "both" for what both released; "" where there is one page only.
    """

    diary: Diary
    couple: str | None
    path: Path
    csv_dir: Path | None
    reader: str = ""

    @property
    def joint(self) -> bool:
        """Whether both partners may read it."""
        return self.reader == "both"

    @property
    def only_couple(self) -> str | None:
        """The couple that the page is about; None if it is about several."""
        return self.couple or (self.diary.couples[0] if len(self.diary.couples) == 1 else None)


def plan_pages(
    diary: Diary,
    path: Path,
    *,
    couple: str | None,
    items: Sequence[str] | None,
    csv_dir: Path | None,
    joint: bool,
    research: bool,
) -> list[PlannedPage]:
    """One page for each writer of a couple in which both write, else one page.

    ``joint`` adds a page of what both released; ``research`` makes one page of everything instead.
    """
    if joint and research:
        raise PairbondError("--joint and --research exclude each other: one shows what both released, the other all.")
    one = diary if couple is None or len(diary.couples) == 1 else diary.select([couple])
    writers = one.writers(one.couples[0]) if len(one.couples) == 1 else ()
    if joint and len(writers) < 2:
        raise PairbondError("--joint makes a page for both partners of one couple in which both write.")
    if research or len(writers) < 2:
        pages = [PlannedPage(_with_items(diary, items), couple, path, csv_dir)]
    else:
        parts = {name: for_reader(one, name) for name in writers}
        marks = slugs(writers)
        if joint:
            parts["both"] = for_both(one)
            marks.append("both")
        pages = [
            PlannedPage(
                _with_items(part, items),
                None,
                path.with_name(f"{path.stem}-{mark}{path.suffix}"),
                csv_dir and csv_dir / mark,
                reader,
            )
            for mark, (reader, part) in zip(marks, parts.items(), strict=True)
        ]
    for page in pages:
        ready_to_write(page.path)
        if page.csv_dir is not None:
            ready_to_write(page.csv_dir, folder=True)
    return pages


def _with_items(diary: Diary, items: Sequence[str] | None) -> Diary:
    return diary if items is None else diary.with_items(choose_all("item", items, (i.name for i in diary.available)))
