"""One result in plain words: what is said, what would show it, what came out."""

from __future__ import annotations

from collections.abc import Sequence

from pairbond.experiments.counts import CLASSES
from pairbond.experiments.files import records
from pairbond.experiments.record import Check, Claim, Dispute, Fact, limits
from pairbond.experiments.result import Result
from pairbond.experiments.table import earlier, judged, said, written
from pairbond.experiments.verdict import BROKE_OFF, CARRIED, CONTRADICTED, NONE, NOT_CARRIED, REMOVED, VACUOUS

MEANS = {
    CARRIED: "The theory as it stands shows it: every threshold is met, and the effect is large enough to count.",
    NOT_CARRIED: "The theory as it stands does not show it: at least one threshold is missed.",
    CONTRADICTED: "The theory shows the opposite.",
    VACUOUS: "The experiment shows nothing: the effect is too small to count, or what had to move did not.",
    NONE: "There is no experiment for it yet.",
    BROKE_OFF: "The experiment broke off.",
}
NO_FINDING = "This is what a theory commits itself to. It is no finding about people."


def explained(found: Result) -> str:
    """One result in plain words.

    Of a claim: what is claimed, what would show it, what came out, what a knock-out did. Of a dispute: both sides, and
    what came out. Of a published fact: the finding, how it was mapped, both numbers.
    """
    asked = records()[found.id]
    if isinstance(asked, Claim):
        lines = _of_claim(asked, found)
    else:
        lines = _of_dispute(asked, found) if isinstance(asked, Dispute) else _of_fact(asked, found)
    return "\n".join(lines)


def _of_claim(asked: Claim, found: Result) -> list[str]:
    lines = [f"{found.id}. {asked.sentence}", f"    {_basis(asked)}", "", f"Measured: {asked.observable}"]
    lines += [f"Counted as {CLASSES[asked.count.class_]}. {asked.count.reason}"]
    lines += [f"Beside the specification: {asked.departs}"] if asked.departs else []
    lines += [f"Version {asked.version}. {one}" for one in asked.changed]
    lines += ["", "Predicted, and found:"]
    if found.numbers:
        lines += _judged(asked.holds, asked, found)
        lines += [f"{line}  (has to move in any case)" for line in _judged(asked.control, asked, found)]
        x = found.numbers[asked.effect.number]
        way = "above" if asked.effect.direction == "up" else "below"
        sign = "" if way == "above" else "-"
        lines.append(
            f"    The effect is {asked.effect.number.replace('_', ' ')} = {written(x)}; to count it has to be {way} "
            f"{sign}{asked.effect.minimum:g}."
        )
    lines += ["", f"Verdict: {found.verdict}. {MEANS[found.verdict]}"]
    lines += [f"    {found.error}"] if found.error else []
    lines += [f"Before, of another experiment: {earlier(asked)}."] if asked.earlier else []
    lines += [f"Knock-out: {x}" for x in _outs(asked, found)] if found.verdict not in (NONE, BROKE_OFF) else []
    if found.held is not None:
        lines.append(f"Around the defaults: carried in {found.held:.0%} of {found.draws} draws (80 % are asked for).")
    if found.near_bounds is not None:
        lines.append(
            f"Bounds: states were within .02 of 0 or 1 for {found.near_bounds:.0%} of the time, most of all "
            f"{found.worst.replace('_', ' ')}."
        )
    return [*lines, "", NO_FINDING]


def _judged(checks: Sequence[Check], asked: Claim | Dispute, found: Result) -> list[str]:
    """A line for each of some checks of the record: whether it is met, the check, the number."""
    reached = dict(judged(asked, found))
    return [
        f"    {'yes' if reached[said(x)] else 'no ':3}  {said(x)}: {written(found.numbers[x.number])}" for x in checks
    ]


def _basis(asked: Claim) -> str:
    essays = ", ".join(asked.source)
    if asked.added:
        return f"Essays {essays}; added by us: {asked.added}."
    return f"{asked.strength.capitalize()} by the essays ({essays})."


def _outs(asked: Claim, found: Result) -> list[str]:
    if asked.no_knock_out:
        return [f"none; {asked.no_knock_out}."]
    words = {REMOVED: "the claim goes with it", "still holds": "the claim stands without it",
             "control lost": "the claim goes, but so does what had to move: it takes away too much",
             "nothing to remove": "not tried, as there is nothing to remove"}  # fmt: skip
    return [f"without {one.what}: {words.get(one.found, one.found)}." for one in found.knock_outs]


def _of_dispute(asked: Dispute, found: Result) -> list[str]:
    lines = [f"{asked.id}. Two sentences that cannot both be the whole truth.", "", f"Measured: {asked.observable}"]
    for number, side in (("first", asked), ("second", asked.rival)):
        lines += ["", f"The {number}: {side.sentence} (essays {', '.join(side.source)})"]
        lines += _judged(side.holds, asked, found) if found.numbers else []
    lines += ["", f"In the theory as it stands: {found.verdict}."]
    lines += [f"    {found.error}"] if found.error else []
    if found.held is not None:
        lines.append(f"Around the defaults: the same in {found.held:.0%} of {found.draws} draws.")
    return [*lines, "", NO_FINDING]


def _of_fact(asked: Fact, found: Result) -> list[str]:
    lines = [asked.sentence, f"    {'; '.join(asked.source)} ({asked.sample}; mark {asked.strength})", ""]
    lines += [f"Mapped: {asked.observable}", "", f"Published: {asked.published} ({asked.unit})."]
    simulated = next((written(found.numbers[x]) for x in asked.numbers if x in found.numbers), "none")
    lines.append(f"Simulated: {simulated}. It {found.verdict}.")
    lines += [f"Bears on: {', '.join(asked.bears_on)}."] if asked.bears_on else []
    lines += [f"    {found.error}"] if found.error else []
    if asked.holds:
        (low, high), (least, most) = limits(asked.holds), limits(asked.contradicted)
        lines.append(f"    From {low:g} to {high:g} it agrees, from {least:g} to {most:g} it contradicts.")
    return [*lines, "", "Written down before it was simulated; nothing was fitted to it."]
