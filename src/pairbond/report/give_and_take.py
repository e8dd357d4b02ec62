"""Give and take: what goes before what, between the two and within each."""

from __future__ import annotations

from pairbond.report._plain import plain
from pairbond.report._sections import Section, Table, Words
from pairbond.report.findings import both_ways, say, stay_open
from pairbond.report.influence_figures import directions, other_items, same_item
from pairbond.report.simultaneous import Answer, Answers
from pairbond.report.view import View
from pairbond.report.voice import Voice, count

_Q = ["q05", "q25", "q50", "q75", "q95"]


def give_and_take(view: View, answers: Answers) -> Section | None:
    """Influence both ways, lingering, reciprocity, shared days."""
    if view.effects is None or view.effects.empty:
        return None
    voice = view.voice
    words = [Words(_lead(voice))]
    if view.no_influence:
        words.append(Words(view.no_influence, False))
    for cause, effect in directions(view):
        way = f"From {voice.who(cause)} to {voice.who(effect)}"
        words += _some(way, tuple(a for a in between_answers(answers) if (a.key[1], a.key[3]) == (cause, effect)))
    words += both_ways(answers, voice)
    words += _some("Whether the two directions differ", answers.about("asymmetry"))
    own = [a for a in answers.about("effect") if a.key[1] == a.key[3]]
    words += _some("What lingers", tuple(a for a in own if a.key[2] == a.key[4]))
    words += _some("From one thing to another in the same person", tuple(a for a in own if a.key[2] != a.key[4]))
    words += _some("On the same day", answers.about("shared"), "(correlation)")
    pictures = (same_item(view, answers, name="influence", days=view.lags), other_items(view, answers))
    return Section(
        "give-and-take",
        "Give and take" if voice.kind != "one" else "From one day to the next",
        tuple(words),
        tuple(p for p in pictures if p is not None),
        notes=(("What these numbers are", _notes(view)),),
        tables=_tables(view),
    )


def between_answers(answers: Answers) -> tuple[Answer, ...]:
    """Answers about what goes from one partner to the other."""
    return tuple(a for a in answers.about("effect") if a.key[1] != a.key[3])


def _lead(voice: Voice) -> str:
    if voice.kind == "one":
        return (
            "What tended to follow what, from one of your days to the next, with everything else as usual. Sizes are "
            "in usual swings, the ordinary ups and downs of your days."
        )
    return (
        "What tended to follow what, from one day to the next, with everything else as usual. Sizes are in usual "
        "swings, the ordinary ups and downs of a person’s days."
    )


def _some(where: str, asked: tuple[Answer, ...], unit: str = "of a usual swing") -> list[Words]:
    """Findings one by one; what stays open in one sentence."""
    words = [say(a) for a in asked if a.told]
    rest = [a for a in asked if not a.told]
    if not rest:
        return words
    if len(asked) == 1:
        return [say(rest[0])]
    every = "both questions" if len(asked) == 2 else f"all {count(len(asked), 'question')}"
    open_ = f"{len(rest)} of {count(len(asked), 'question')}" if words else every
    stays = "stays" if words and len(rest) == 1 else "stay"
    return [*words, stay_open(f"{where}, {open_} {stays} open: these days do not tell.", rest, unit)]


def _notes(view: View) -> tuple[str, ...]:
    notes = [
        "An effect over 1, 2 or 7 days is what the estimated course gives for that span: of one usual swing today, "
        "with everything else as usual, how much is seen then. The rates behind it, per day, are in their own table.",
        "Only the effect over one day is put to the test; those over 2 and 7 days are the same question.",
    ]
    if view.always_lingers:
        notes.append(
            "In this model every swing fades little by little, so that some of it lingers is built in; asked is only "
            "whether more than a tenth of it is left after a day. Scatter of single answers is set apart first, so "
            "more lingers here than from one answer to the next."
        )
    if view.voice.kind != "one":
        notes.append(
            "What goes together on the same day is estimated apart, so that a bad day of both is not mistaken for "
            "carry-over. Whether something reached both, or one reached the other before the evening, one entry a day "
            "cannot tell."
        )
    if view.couple is not None:
        notes.append(
            "The numbers of one couple lean on all couples of the diary: the fewer days, the closer to the middle "
            "of all."
        )
    return tuple(notes)


def _tables(view: View) -> tuple[Table, ...]:
    effects = view.effects
    assert effects is not None
    columns = ["cause_partner", "cause_item", "effect_partner", "effect_item", *_Q]
    first = effects.loc[effects["days"] == view.lag, columns]
    tables = [Table("All effects over one day", first, plain(first, view))]
    if view.rates is not None and view.couple is None:
        rates = view.rates[
            ["cause_partner", "cause_item", "effect_partner", "effect_item", "unit", "q05", "q50", "q95"]
        ]
        tables.append(Table("Rates behind the effects", view.rates, plain(rates, view)))
    return tuple(tables)
