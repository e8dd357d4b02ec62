"""Effects over time: what goes before what, between the two and within each."""

from __future__ import annotations

from pairbond.report._effect_table import asymmetry_table, effect_table, rate_table
from pairbond.report._lag_words import Lag
from pairbond.report._sections import Section, Table, Words
from pairbond.report.findings import both_ways, failed, null, say
from pairbond.report.influence_figures import directions, other_items, same_item
from pairbond.report.simultaneous import HypothesisTest, HypothesisTests
from pairbond.report.view import View
from pairbond.report.voice import begin, in_words


def partner_effects(view: View, tests: HypothesisTests) -> Section | None:
    """Actor and partner effects over time; where the fit failed, why there are none."""
    title = "Effects over time" if view.voice.research else "From one day to the next"
    if view.problem:
        said = (
            f"The model has not converged, so this page reports no effects over time. {view.problem} More entries, or "
            "fewer items, may help."
        )
        return Section("partner-effects", title, (Words(said),))
    if view.fit is None and view.steps:
        none = "No model could be used as a result, so this page reports no effects over time."
        return Section("partner-effects", title, (Words(none), *map(Words, view.steps)))
    if view.effects is None or view.effects.empty:
        return None
    words = [Words(text) for text in _lead(view)]
    if view.no_influence:
        words.append(Words(view.no_influence, False))
    words += _by_kind(view, tests) if view.voice.research else _in_plain_words(view, tests)
    pictures = (same_item(view, tests, name="influence", days=view.lags), other_items(view, tests))
    return Section(
        "partner-effects",
        title,
        tuple(words),
        tuple(p for p in pictures if p is not None),
        notes=(("About these estimates", _notes(view)),),
        tables=_tables(view, tests),
    )


def between_tests(tests: HypothesisTests) -> tuple[HypothesisTest, ...]:
    """Tests of effects of one partner on the other."""
    return tuple(a for a in tests.about("effect") if a.key[1] != a.key[3])


def within_tests(tests: HypothesisTests) -> tuple[HypothesisTest, ...]:
    """Tests of effects within a person."""
    return tuple(a for a in tests.about("effect") if a.key[1] == a.key[3])


def _lead(view: View) -> list[str]:
    lag, voice = Lag(view.lag), view.voice
    if voice.research:
        assert view.fit is not None
        reason = f" {view.fit.spec.reason}" if view.fit.spec.reason else ""
        simpler = [f"The model is simpler than planned. {' '.join(view.steps)}"] if view.steps else []
        return [
            *simpler,
            f"Each effect is the regression of a rating on all ratings of {_before(lag)}, in within-person standard "
            f"deviations (SD), for the average {voice.unit}.{reason}",
        ]
    own = "your" if voice.kind == "one" else "each person’s"
    return [
        f"Here we look at what tended to follow {'on ' if lag.daily else ''}{lag.later}. Sizes are in units of "
        f"{own} usual ups and downs (standard deviation, SD)."
    ]


def _before(lag: Lag) -> str:
    return "the day before" if lag.daily else f"the entry about {lag.short} before"


def _by_kind(view: View, tests: HypothesisTests) -> list[Words]:
    """For researchers: kind by kind, findings first, then the width that the data license for the rest."""
    voice = view.voice
    words: list[Words] = []
    exchangeable = not view.diary.distinguishable and len(view.partners) > 1
    for cause, effect in directions(view):
        selected = tuple(a for a in between_tests(tests) if (a.key[1], a.key[3]) == (cause, effect))
        way = "" if exchangeable else f"{begin(view.names[cause])} → {view.names[effect]}: "
        words += _some(way, "partner effect" if exchangeable else "lagged effect", selected)
    words += both_ways(tests, voice)
    words += _some("", "difference between the two directions", tests.about("asymmetry"))
    own = within_tests(tests)
    words += _some("", "autoregressive effect", tuple(a for a in own if a.key[2] == a.key[4]))
    words += _some("", "within-person cross-lagged effect", tuple(a for a in own if a.key[2] != a.key[4]))
    return words


def _some(way: str, noun: str, selected: tuple[HypothesisTest, ...]) -> list[Words]:
    """Findings one by one; the rest in one sentence."""
    words = [say(a) for a in selected if a.significant]
    rest = [a for a in selected if not a.significant]
    if not rest:
        return words
    other = "other " if words else ""
    several = noun.replace("difference", "differences") if noun.startswith("difference") else f"{noun}s"
    if len(rest) == 1:
        which = f"the {other}{noun}"
    elif len(rest) == 2:
        which = f"neither of the {other}two {several}"
    else:
        which = f"none of the {other}{in_words(len(rest))} {several}"
    sentence = f"{way}{which} {failed(rest, negated=len(rest) > 1)}."
    return [*words, null(sentence if way else begin(sentence), rest)]


def _in_plain_words(view: View, tests: HypothesisTests) -> list[Words]:
    """For a couple or one person: what was found, then once what was not."""
    selected = [*between_tests(tests), *within_tests(tests)]
    words = [say(a) for a in selected if a.significant]
    words += both_ways(tests, view.voice)
    rest = [a for a in selected if not a.significant]
    if not rest:
        return words
    one_writer, one = len(view.partners) == 1, Lag(view.lag).one
    if not words and not one_writer:
        sentence = (
            f"We found no clear sign that the ratings of one {one} carry over to the next, for the same person or from "
            "one to the other."
        )
    elif not words:
        sentence = f"We found no clear sign that your ratings of one {one} carry over to the next."
    else:
        links = "link" if len(rest) == 1 else f"{in_words(len(rest))} links"
        sentence = (
            f"For the other {links} that we looked at, we found no clear sign: they may be absent, or too weak to show "
            f"in {view.voice.days}."
        )
    return [*words, null(sentence, rest)]


def _notes(view: View) -> tuple[str, ...]:
    others = ", ".join(Lag(d).short for d in view.lags[1:])
    notes = [
        f"Only the effect over {Lag(view.lag).short} is tested; effects over longer lags ({others}) follow from the "
        "same model and answer the same question."
    ]
    if view.always_lingers:
        notes.append(
            "In this model inertia is above zero by construction; it counts as a finding if it is reliably above 0.1. "
            "A first-order model in continuous time also presupposes that own effects exceed partner effects."
        )
    if len(view.partners) > 1:
        notes.append(
            "What goes together on the same occasion is estimated apart, so that a bad day of both is not mistaken for "
            "an effect over time. Whether something reached both, or one reached the other before they wrote, cannot "
            "be seen from ratings made at the same time."
        )
    if view.couple is not None:
        notes.append(
            "Estimates of one couple lean on all couples of the diary: the fewer the days, the closer to the average."
        )
    return tuple(notes)


def _tables(view: View, tests: HypothesisTests) -> tuple[Table, ...]:
    numbers, shown = effect_table(view, tests)
    title = "Fixed effects" if view.voice.research else "All estimates"
    tables = [Table(f"{title} over {Lag(view.lag).short}", numbers, shown, unfolded=view.voice.research)]
    if view.voice.research and tests.about("asymmetry"):
        tables.append(asymmetry_table(view, tests))
    if view.rates is not None and view.couple is None and view.voice.research:
        # of a map they hardly differ from the effects themselves
        flow = view.fit is not None and view.fit.spec.clock == "flow"
        tables.append(Table("Model parameters behind the effects", view.rates, rate_table(view), printed=flow))
    return tuple(tables)
