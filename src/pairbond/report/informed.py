"""What this diary tells and what it cannot."""

from __future__ import annotations

from typing import Any

from pairbond import plots
from pairbond.fit._levels import TOLD
from pairbond.report._plain import plain
from pairbond.report._sections import Section, Table, Words
from pairbond.report.view import View
from pairbond.report.voice import begin, count, listing

KINDS = {
    "mean": "usual level",
    "trend": "rise or fall over the diary",
    "weekday": "days of the week",
    "inertia": "lingering from day to day",
    "influence": "carry-over from one thing to another",
    "damping": "swinging back",
    "variability": "size of usual swings",
    "shock": "what single days bring, and how shared",
    "noise": "scatter of single answers",
    "start": "state at the first entry",
    "input": "covariates",
    "spread": "differences between couples",
    "sd": "differences between couples",
    "correlation": "how differences go together",
}


def informed(view: View) -> Section | None:
    """Contraction from prior to posterior, by kind of quantity."""
    if view.parameters is None:
        return None
    table = view.parameters.dropna(subset=["contraction"])
    if table.empty:
        return None
    kinds = list(dict.fromkeys(table["kind"]))
    labels = {kind: KINDS.get(kind, kind.replace("_", " ")) for kind in kinds}
    told = {kind: int(part["told"].sum()) for kind, part in table.groupby("kind")}
    size = {kind: len(part) for kind, part in table.groupby("kind")}
    silent = [labels[k] for k in kinds if told[k] == 0]
    page = view.couple is not None
    many = page or view.voice.kind == "group"
    diaries = f"the diaries of all {view.couples} couples together" if page else view.voice.days
    words = [
        Words(
            "Before the days are looked at, each quantity is given a wide range. The more the days narrow it, the "
            "more they tell about it. Where they do not, a number in this report would only repeat what was put in."
        ),
        Words(
            f"{begin(diaries)} {'inform' if many else 'informs'} "
            f"{int(table['told'].sum())} of {count(len(table), 'quantity', 'quantities')}: those whose range became at "
            f"least {100 * (1 - TOLD):.0f} % narrower."
        ),
    ]
    if silent:
        words.append(Words(f"{begin(diaries)} {'do' if many else 'does'} not inform: {listing(silent)}.", False))
    parts = [f"{begin(labels[k])}: {told[k]} of {size[k]} told" for k in kinds]
    figure = plots.contraction(
        table[["kind", "name", "contraction", "told"]],
        kinds=kinds,
        labels=labels,
        title="How much narrower each quantity is known after these days",
        note="One tick a quantity; the pale bar ends at the one in the middle. Grey ticks: not told by the diary. "
        "In brackets: how many quantities.",
        alt=". ".join(parts) + ".",
    )
    words += _fits(view, diaries)
    columns = [c for c in ("name", "unit", "q05", "q50", "q95", "contraction", "told") if c in table]
    return Section(
        "told",
        f"What {'these diaries' if many else 'this diary'} can tell, and what not",
        tuple(words),
        (figure,),
        tables=(Table("Every quantity", table[columns], plain(table[columns], view)), *_checks(view)),
    )


def _fits(view: View, diaries: str) -> list[Words]:
    """Features of the diary that the model would hardly have given."""
    checks = view.checks
    if checks is None or checks.empty:
        return []
    missed = checks[(checks["observed"] < checks["q05"]) | (checks["observed"] > checks["q95"])]
    lead = f"As a test, {count(len(checks), 'feature')} of {diaries} were held against diaries that the model makes up."
    if missed.empty:
        return [Words(f"{lead} All lie where nine in ten of those lie.")]
    places = [
        f"{label} ({listing([_place(view, r) for r in part.itertuples()])})"
        for label, part in missed.groupby("label", sort=False)
    ]
    lies = count(len(missed), "lies", "lie")
    return [
        Words(
            f"{lead} {lies} outside of where nine in ten of those lie: {listing(places)}. One in ten would by chance "
            "alone; beyond that, the model does not describe these sides of the days well, and what rests on them "
            "deserves less trust."
        )
    ]


def _place(view: View, row: Any) -> str:
    if view.voice.kind == "one" or row.statistic == "same_day":
        return view.labels[row.item]
    who = f"{view.voice.whose(int(row.partner))} " if row.partner in view.partners else ""
    return who + view.labels[row.item]


def _checks(view: View) -> tuple[Table, ...]:
    checks = view.checks
    if checks is None or checks.empty:
        return ()
    shown = checks[[c for c in ("label", "partner", "item", "observed", "q05", "q50", "q95") if c in checks]]
    return (Table("The model held against the diary", checks, plain(shown, view)),)
