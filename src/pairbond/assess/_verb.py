"""The verb `assess`: fit, test on held-out days, fit again, and let through what passes the gate."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from pairbond.assess import _daily, _forecast_skill, _prerequisites, words
from pairbond.assess import gate as rules
from pairbond.assess._statements import circuit, statements
from pairbond.assess.gate import Evidence, gate
from pairbond.assess.quantities import COSTS, HOLDS, Q, summary
from pairbond.assess.result import Assessment, Phases
from pairbond.assess.stories import Scores, Story, scores, stories
from pairbond.diary import Diary, allowed
from pairbond.dynamics import PHASES
from pairbond.errors import PairbondError
from pairbond.inference.theory import TheoryFit, fit_theory
from pairbond.inference.theory.noise_free_projection import noise_free_projection
from pairbond.inference.theory.panel import Panel
from pairbond.model import BOTH, partner_names
from pairbond.predict.split import Split, split

CYCLES = 0.85  # probability from which on a period is given
CIRCUIT = 0.9  # probability from which on a closed circuit is named
Progress = Callable[[str], None]


def assess(
    diary: Diary,
    couple: str | None = None,
    *,
    holdout: float = 0.2,
    seed: int = 0,
    even_if_closed: bool = False,
    progress: Progress | None = None,
) -> Assessment:
    """What the theory may say of one couple's diary.

    The theory is fitted to the days before the held-out ones and has to predict these no worse than yesterday's rating
    does; then it is fitted to all days, and the gate decides which statements may be made (:func:`gate`).

    Parameters
    ----------
    diary : what :func:`pairbond.read_diary` returns. Where it says nothing about contact, the two are taken to be
        together. Questions about fear, threat, control or harm are not read.
    couple : which couple; may be left out if there is one.
    holdout : last days to keep back (1 or more), or a share of the diary (below 1).
    seed : of searches, draws and intervals; the same seed gives the same result.
    even_if_closed : fit also where the items, or the order of the days, already rule out every statement;
        only the scores are then of any use.
    progress : called with one sentence now and then.

    Raises
    ------
    PairbondError : an unknown couple, or several couples and none named.

    Sources: Bürkner, Gabry & Vehtari (2020) for leave-future-out; Künsch (1989) for the bootstrap by blocks of days.
    """
    if couple is None:
        if len(diary.couples) > 1:
            raise PairbondError(
                f"the theory is asked about one couple at a time; the diary has {len(diary.couples)}: name one, like "
                f"couple={diary.couples[0]!r}."
            )
        couple = str(next(iter(diary.couples)))
    began = time.perf_counter()
    report_progress = progress or (lambda words: None)
    known = _known(_daily.daily(diary, couple), couple, holdout, seed)
    fitted = None
    forecast: dict[str, float] = {}
    evidence, data = known.evidence, known.data
    partners = partner_names(diary.partners)
    found: tuple[Scores, str] | None = None
    timing: dict[str, float] = {}
    if data is not None and known.days is not None and (even_if_closed or _open(evidence, partners)):
        try:
            report_progress("fitting the theory to the days before the held-out ones")
            first = fit_theory(data.training, couple, seed=seed, progress=progress)
            timing["first fit"] = time.perf_counter() - began
            report_progress("fitting the theory to all days")
            fitted = fit_theory(known.diary, couple, seed=seed + 1, progress=progress)
            timing["second fit"] = time.perf_counter() - began - timing["first fit"]
            report_progress("deciding which statements may be made")
            found = scores(data, _forecast_skill.theory(data, first))
            forecast = found[0].difference("theory", "yesterday", seed)
            evidence = _with_fit(evidence, forecast, fitted)
        except PairbondError:  # no search leads anywhere: a result too
            known = replace(known, why_not="no account")
    elif data is not None:
        found = scores(data, None)
    table = _table(gate(evidence, statements(fitted, partners)), known)
    others = stories(*found, seed) if found is not None and fitted is not None else ()
    timing["all"] = time.perf_counter() - began
    return Assessment(
        couple=couple,
        phases=_phases(fitted, table, seed),
        traits=_traits(fitted, table),
        holds=_parts(fitted, table, tuple(HOLDS), "hold"),
        costs=_parts(fitted, table, COSTS, "cost"),
        circuit=_circuit(fitted, table, others),
        stories=others,
        gate=table,
        scores=found[0].table() if found is not None else pd.DataFrame(columns=["account", "ratings", "mean_logscore"]),
        forecast=forecast,
        fit=fitted,
        settings=_settings(known, holdout, seed),
        timing=timing,
    )


@dataclass(frozen=True, eq=False)
class _Known:
    """What is known before anything is fitted."""

    diary: Diary
    days: Panel | None
    data: Split | None
    evidence: Evidence
    why_not: str  # a rule of `words.WHY` that stops everything beforehand, or ""


def _known(diary: Diary, couple: str, holdout: float, seed: int) -> _Known:
    nothing = Evidence(diary.writers(couple), {}, {}, {})
    try:
        days = _daily.read(diary, couple)
    except PairbondError:  # no item observes anything of the theory
        return _Known(diary, None, None, nothing, "")
    diary = _daily.only_read(diary, days)
    places = sorted({c.partner for c in days.columns})
    writers = tuple(days.partners[at] for at in places)
    evidence = Evidence(
        writers,
        {p: len(_prerequisites.on_the_bond(days, p)) for p in writers},
        {p: len(_prerequisites.on_the_bond(days, p, anchored=True)) for p in writers},
        {p: _prerequisites.order(days, p, seed) for p in writers},
    )
    if isinstance(holdout, bool) or not np.isfinite(holdout) or holdout <= 0:
        raise PairbondError(f"holdout is a number of days or a share of the diary below 1, not {holdout}.")
    if not allowed(diary, "compare")[0]:  # as many days as a held-out week would need, however few are held out
        return _Known(diary, days, None, evidence, "too short")
    try:
        data = split(diary, holdout)
    except PairbondError:
        return _Known(diary, days, None, evidence, "too short")
    return _Known(diary, days, data, evidence, "")


def _open(evidence: Evidence, partners: tuple[str, str]) -> bool:
    """Whether anything can still be said of these two."""
    early = {rule.name for rule in rules.RULES[:3]}
    return bool((~gate(evidence, statements(None, partners))["failed"].isin(early)).any())


def _with_fit(before: Evidence, forecast: dict[str, float], fitted: TheoryFit) -> Evidence:
    quality = fitted.diagnostics
    return Evidence(
        before.writers, before.items, before.anchored, before.order, forecast or None, bool(quality["trusted"]),
        float(quality["effective_draws"]), int(quality["starts_agree"]), int(quality["distinct_optima"]),
    )  # fmt: skip


def _table(found: pd.DataFrame, known: _Known) -> pd.DataFrame:
    """The gate's table with why and what would help, in words."""
    if known.why_not:
        late = ~found["allowed"] & (found["failed"] == "not predicted")
        found.loc[late, "failed"] = known.why_not
    names = known.diary.partners
    called = {BOTH: "one of the two"} | ({names[0]: "the writer"} if len(names) == 1 else {})
    reasons, help_ = [], []
    for one in found.itertuples():
        partner = str(one.partner)
        who = called.get(partner, partner)
        people = known.evidence.writers if partner == BOTH else (partner,)
        reasons.append(words.why(str(one.failed), who) if one.failed else "")
        help_.append(words.helps(str(one.failed), _lacking(known, people), who) if one.failed else "")
    return found.assign(why=reasons, helps=help_)


def _allowed(table: pd.DataFrame, kind: str) -> set[tuple[str, str]]:
    rows = table[(table["kind"] == kind) & table["allowed"]]
    return {(str(p), str(a)) for p, a in zip(rows["partner"], rows["about"], strict=True)}


def _phases(fitted: TheoryFit | None, table: pd.DataFrame, seed: int) -> Phases:
    permitted = [partner for partner, _ in sorted(_allowed(table, "phase"))]
    columns = ["partner", "time", *PHASES, "phase"]
    if fitted is None:
        return Phases(pd.DataFrame(columns=["partner", *PHASES]), pd.DataFrame(columns=columns))
    days = fitted.phases[fitted.phases["partner"].isin(permitted)].reset_index(drop=True)
    now = days[days["time"] == days["time"].max()][["partner", *PHASES]].reset_index(drop=True)
    if not _allowed(table, "cycle"):
        return Phases(now, days)
    course = noise_free_projection(fitted.current_state)
    probability = float(course.cycles.mean())
    period = course.period[np.isfinite(course.period)]
    known = {q: float(np.quantile(period, at)) for q, at in Q.items()} if probability >= CYCLES and len(period) else {}
    return Phases(now, days, probability, known)


def _traits(fitted: TheoryFit | None, table: pd.DataFrame) -> pd.DataFrame:
    permitted = _allowed(table, "trait")
    if fitted is None:
        return pd.DataFrame(columns=["name", "partner", *Q, "contraction"])
    every = fitted.traits
    keep = [(str(p), str(n)) in permitted for p, n in zip(every["partner"], every["name"], strict=True)]
    return every[keep][["name", "partner", *Q, "contraction"]].reset_index(drop=True)


def _parts(fitted: TheoryFit | None, table: pd.DataFrame, names: tuple[str, ...], kind: str) -> pd.DataFrame:
    columns = ["partner", "about", *Q, "sd", "prior_sd", *(f"prior_{q}" for q in Q)]
    permitted = _allowed(table, kind)
    if fitted is None or not permitted:
        return pd.DataFrame(columns=columns)
    every = summary(fitted.current_state, names, fitted.partners)
    keep = [(str(p), str(a)) in permitted for p, a in zip(every["partner"], every["about"], strict=True)]
    return every[keep][columns].reset_index(drop=True)


def _circuit(fitted: TheoryFit | None, table: pd.DataFrame, others: tuple[Story, ...]) -> float:
    """Probability of a closed circuit; NaN if the gate or a story that fits better stops the name."""
    plainer = any(story.verdict == "fits better" for story in others)
    if fitted is None or plainer or not _allowed(table, "closed circuit"):
        return float("nan")
    return float(circuit(fitted).mean())


def _settings(known: _Known, holdout: float, seed: int) -> dict[str, Any]:
    held = 0
    if known.data is not None:
        cells = known.data.cells
        held = int(cells.loc[cells["held"], "time"].nunique())
    return {
        "holdout": holdout,
        "seed": seed,
        "days": 0 if known.days is None else known.days.days,
        "days_kept_back": held,
        "contact_in_diary": known.days is not None and known.days.contact_recorded,
        "read": () if known.days is None else tuple(dict.fromkeys(c.item for c in known.days.columns)),
        "order": dict(known.evidence.order),
        "lacking": _lacking(known, known.evidence.writers or known.diary.partners[:1]),
    }


def _lacking(known: _Known, people: tuple[str, ...]) -> tuple[str, ...]:
    """Labels of questions of our own diary that these persons did not answer."""
    return tuple(dict.fromkeys(label for p in people for label in _prerequisites.missing(known.days, p)))
