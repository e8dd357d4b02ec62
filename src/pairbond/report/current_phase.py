"""Where in the cycle: what the theory makes of these days, if the gate lets it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond import plots
from pairbond.assess import CIRCUIT, TRAITS_WARNING, Assessment
from pairbond.assess.words import helps, why
from pairbond.dynamics import PHASES
from pairbond.inference.theory.daily_readings import daily_readings
from pairbond.model import BOTH
from pairbond.report._days import dates
from pairbond.report._sections import Section, Table, Words
from pairbond.report.view import View
from pairbond.report.voice import begin, count, listing
from pairbond.theory import QUANTITIES

SURE = 0.75  # probability from which on a phase is called the likely one
# (a person's own name or role, "you"): what each phase is like towards the other
SEEN = {
    "fusion": ("sees the other in a good light", "see the other in a good light"),
    "rupture": ("has turned away, and the other looks bad", "have turned away, and the other looks bad"),
    "pursuit": ("is turning back towards the other", "are turning back towards the other"),
    "apart": ("is apart from the other and has not let go", "are apart from the other and have not let go"),
    "recovery": ("is apart from the other and is letting go", "are apart from the other and are letting go"),
}


def silent(view: View) -> bool:
    """Whether the theory was asked and may say nothing at all: neither phases, nor what holds, nor what it costs."""
    theory = view.theory
    return theory is not None and not any(theory.open(kind) for kind in ("phase", "hold", "cost"))


def refusal(view: View) -> Section:
    """The one sentence of a theory that may say nothing, with what would help."""
    assert view.theory is not None
    said = cannot(view, view.theory, "phase", "say where in a cycle these days are, or what holds the two together")
    if len(view.partners) == 1:
        said = cannot(
            view, view.theory, "phase", "say where in a cycle these days are, or what keeps you with the other"
        )
    return Section("theory", "What the theory can say", (said,))


def current_phase(view: View) -> Section | None:
    """Phases, days in them, the cycle; or one sentence on why not."""
    theory = view.theory
    if theory is None:
        return None
    title = "Where in the cycle"
    if not theory.open("phase"):
        return Section(
            "current-phase", title, (cannot(view, theory, "phase", "say where in the cycle these days are"),)
        )
    described = [p for p in view.partners if theory.open("phase", p)]
    words = [Words(LEAD)]
    words += [Words(now(view, p), numbers=days_in(theory, p)) for p in described]
    words += [_not_described(view, p) for p in view.partners if p not in described]
    words.append(_cycle(theory))
    if theory.circuit >= CIRCUIT:
        words.append(_circuit(theory))
    if not theory.settings["contact_in_diary"]:
        words.append(Words(TOGETHER))
    return Section(
        "current-phase", title, tuple(words), (_picture(view, theory, described),), notes=_notes(), tables=_tables(view)
    )


LEAD = (
    "This section reads the diary with a theory of how two people are drawn to each other, fall out, and come back. "
    "It describes the model only; a model that fits is not necessarily true."
)
TOGETHER = "The diary does not record contact, so we assume that the two were together all the time."


def cannot(view: View, theory: Assessment, kind: str, what: str, about: str | None = None) -> Words:
    """One sentence on what the gate does not let through; ``about``: the partner whose statements are wanted."""
    rule = theory.failed(kind, about)
    rows = theory.gate[(theory.gate["kind"] == kind) & (theory.gate["failed"] == rule)]
    if about is not None:
        rows = rows[rows["partner"] == about]
    mine = rows[rows["partner"].isin([*view.partners, BOTH])]
    one = (mine if len(mine) else rows).iloc[0]
    partner = str(one["partner"])
    who = view.voice.who(partner) if partner in view.partners else "the other person"
    lacking = theory.settings["lacking"]
    days = count(view.diary.days(theory.couple), "day")
    return Words(
        f"From these {days} we cannot {what}, because {why(rule, who)}; what would help: {helps(rule, lacking, who)}.",
        False,
    )


def now(view: View, partner: str) -> str:
    """Where one person most likely is on the last evening."""
    theory = view.theory
    assert theory is not None
    probabilities = theory.phases.now.set_index("partner").loc[partner]
    ranked = sorted(((float(probabilities[phase]), phase) for phase in PHASES), reverse=True)
    (surest, first), (less, second) = ranked[:2]
    who = begin(view.voice.who(partner))
    form = 1 if view.voice.kind == "one" else 0
    if surest >= SURE:
        probability = f"{first}, {_pct(surest)}"
        return f"On the last evening, in the model, {view.voice.who(partner)} {SEEN[first][form]} ({probability})."
    verb = "are" if form else "is"
    return (
        f"{who} {verb}, on the last evening, in one of two phases that the diary cannot tell apart: {first} "
        f"({_pct(surest)}) or {second} ({_pct(less)})."
    )


def likely(theory: Assessment, partner: str) -> tuple[str, float]:
    """The likeliest phase of the last evening, and its probability."""
    probabilities = theory.phases.now.set_index("partner").loc[partner, list(PHASES)].astype(float)
    return str(probabilities.idxmax()), float(probabilities.max())


def days_in(theory: Assessment, partner: str) -> str:
    """Days spent in each phase, as the model expects them."""
    days = theory.phases.days[theory.phases.days["partner"] == partner]
    expected = days[list(PHASES)].sum()
    spent = [f"{phase} {round(float(expected[phase]))}" for phase in PHASES if expected[phase] >= 0.5]
    return f"{count(len(days), 'day')}: {listing(spent)}"


def _not_described(view: View, partner: str) -> Words:
    theory = view.theory
    assert theory is not None
    row = theory.gate[(theory.gate["kind"] == "phase") & (theory.gate["partner"] == partner)].iloc[0]
    return Words(
        f"From these entries we cannot say which phase {view.voice.who(partner)} "
        f"{'are' if view.voice.kind == 'one' else 'is'} in, "
        f"because {why(str(row['failed']), view.voice.who(partner))}.",
        False,
    )


def _cycle(theory: Assessment) -> Words:
    probability = theory.phases.cycling
    if not np.isfinite(probability):
        reason = why(theory.failed("cycle"))
        return Words(f"From these entries we cannot say whether this repeats in a cycle, because {reason}.", False)
    if theory.phases.period:
        low, high = theory.phases.period["q05"], theory.phases.period["q95"]
        return Words(
            "If the two stay together and nothing from outside disturbs them, the model settles into a repeating cycle "
            f"({_pct(probability)}), {low:.0f} to {high:.0f} days long (90 % interval).",
        )
    if probability <= 0.5:
        return Words(
            "If the two stay together and nothing from outside disturbs them, the model does not settle into a "
            f"repeating cycle ({_pct(1 - probability)})."
        )
    return Words(
        "If the two stay together and nothing from outside disturbs them, the model settles into a repeating cycle "
        f"({_pct(probability)})."
    )


def _circuit(theory: Assessment) -> Words:
    return Words(
        f"The model calls this a closed circuit ({_pct(theory.circuit)}): one lives on being admired and the other on "
        "being needed, and what each does to get it keeps the other in place. It names what goes on between the two, "
        "not what either of them is.",
    )


def _picture(view: View, theory: Assessment, described: list[str]) -> plots.Figure:
    assert theory.fit is not None
    craving = daily_readings(theory.fit, "longing").assign(quantity="craving")
    states = theory.fit.states[theory.fit.states["quantity"].isin(["image", "arousal"])]
    columns = ["partner", "quantity", "time", "q05", "q25", "q50", "q75", "q95"]
    bands = pd.concat([states[columns], craving[columns]], ignore_index=True)
    bands = bands[bands["partner"].isin(described)]
    bands = bands.assign(day=bands["time"] + 1).drop(columns="time")
    probabilities = theory.phases.days.drop(columns="phase")
    probabilities = probabilities.assign(day=probabilities["time"] + 1).drop(columns="time")
    bounded = [QUANTITIES[name] for name in ("craving", "arousal")]
    lines = [
        ("image", begin(QUANTITIES["image"].label), (-2.0, 2.0)),
        *((x.name, f"{begin(x.label)} ({x.low:g} to {x.high:g})", (x.low, x.high)) for x in bounded),
    ]
    return plots.phase_course(
        probabilities,
        bands,
        lines=lines,
        names=view.names,
        sides=view.sides,
        described={p: p in described for p in view.partners},
        dates=dates(view),
        title=_title(view, theory, described),
        note="Lanes: the taller the band, the more probable the phase on that day. Below: posterior medians with 50 % "
        "(dark) and 90 % (light) credible bands.",
        alt=" ".join(
            [
                *(now(view, p) for p in described),
                *(f"{begin(view.voice.who(p))}, {days_in(theory, p)}." for p in described),
            ]
        ),
    )


def _title(view: View, theory: Assessment, described: list[str]) -> str:
    """A sentence if somebody surely moved from one phase to another, else the variables."""
    voice = view.voice
    for p in described:
        days = theory.phases.days[theory.phases.days["partner"] == p]
        sure = days[days[list(PHASES)].max(axis=1) >= SURE]["phase"]
        if sure.nunique() > 1:
            path = [phase for phase, before in zip(sure, [None, *sure[:-1]], strict=True) if phase != before]
            verb = "go" if voice.kind == "one" else "goes"
            if len(path) <= 4:
                return f"In the model, {voice.who(p)} {verb} from {_path(path)}"
    return "Phases day by day, and what they are read from"


def _path(path: list[str]) -> str:
    return " to ".join(path)


def _tables(view: View) -> tuple[Table, ...]:
    """The gate as the page prints it; the settings of the model for each person are for research, in a file alone."""
    theory = view.theory
    assert theory is not None
    traits = theory.traits[theory.traits["partner"].isin(view.partners)]
    gate = theory.gate[theory.gate["partner"].isin([BOTH, *view.partners])]
    let_through = Table("What passed the evidence check, and what did not", gate, _gate(view))
    if traits.empty:
        return (let_through,)
    return (let_through, Table("Traits for research", traits.assign(warning=TRAITS_WARNING), printed=False))


def _gate(view: View) -> pd.DataFrame:
    """The gate's table of those who write, and of the two."""
    assert view.theory is not None
    called = {BOTH: "the two", **{p: view.voice.short(p) for p in view.partners}}
    gate = view.theory.gate
    table = gate[gate["partner"].isin(list(called)) & (gate["kind"] != "trait")]
    return pd.DataFrame(
        {
            "about": [str(a).replace("_", " ") for a in table["about"]],
            "who": [called[str(p)] for p in table["partner"]],
            "may be said": table["allowed"],
            "width left": table["ratio"],
            "why not": table["why"],
        }
    )


def _notes() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (
            "What the phases are",
            (
                "Fusion: the other is seen in a good light. Rupture: the image of the other falls. Pursuit: from the "
                "lowest point until efforts to win the other back have peaked. Apart and recovery depend on contact, "
                "as the diary records it, and on how far grief has progressed.",
                "A phase is a state that lasts some weeks; it says nothing about what anybody is.",
            ),
        ),
    )


def _pct(p: float) -> str:
    return f"{100 * p:.0f} %" if 0.005 <= p < 0.995 else ("over 99 %" if p > 0.5 else "under 1 %")
