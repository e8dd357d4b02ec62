"""Does the model fit, and which of its effects are to be doubted?"""

from __future__ import annotations

from scipy.stats import binom

from pairbond.report._adequacy_tables import LABELS, adequacy_tables, named_test, place
from pairbond.report._contradicted import ENDS, contradicted, fragile, least_squares, missed
from pairbond.report._sections import Section, Words
from pairbond.report.simultaneous import HypothesisTests
from pairbond.report.view import View
from pairbond.report.voice import between, count, listing, number


def adequacy(view: View, tests: HypothesisTests) -> Section | None:
    """Predictive checks, assumed measurement error, and an independent estimator."""
    if view.effects is None or not view.voice.research:
        return None
    words = [*_checked(view, tests), *_error(view, tests), *_twin(view)]
    if not words:
        return None
    return Section("adequacy", "Does the model fit?", tuple(words), tables=adequacy_tables(view, tests))


def _checked(view: View, tests: HypothesisTests) -> list[Words]:
    checks = view.checks
    if checks is None or checks.empty:
        return []
    out = missed(view)
    expected = len(checks) / 10
    lead = (
        f"Posterior predictive checks: {len(out)} of {count(len(checks), 'statistic')} fell outside the 90 % "
        f"predictive interval (about {max(round(expected), 1)} expected)"
    )
    if out.empty:
        return [Words(f"{lead}.")]
    parts = [
        f"{LABELS.get(str(name), str(part['label'].iloc[0]))} ({listing([place(view, r) for r in rows])})"
        for name, part in out.groupby("statistic", sort=False)
        for rows in [part.to_dict("records")]
    ]
    words = [Words(f"{lead}: {'; '.join(parts)}.")]
    ends = out[(out["statistic"] == "skew")]
    if len(ends):
        words.append(
            Words("Floor and ceiling effects are not modelled, so intervals for skewed ratings are approximate.")
        )
    against = contradicted(view)
    effects = [a for a in tests.all if a.key in against]
    found = [a for a in effects if a.significant]
    many = len(out) > binom.ppf(0.95, len(checks), 0.1)
    if found:
        named = listing([named_test(view, a.key) for a in found])
        words.append(
            Words(
                f"Treat {'this finding' if len(found) == 1 else 'these findings'} above as provisional, since the "
                "model does not reproduce the correlation in the diary behind "
                f"{'it' if len(found) == 1 else 'them'}: {named}.",
                False,
            )
        )
    if many:
        words.append(
            Words(
                "Treat the effects above as provisional: more checks fail than chance would explain, so the model does "
                "not describe these ratings well.",
                False,
            )
        )
    return words


def _error(view: View, tests: HypothesisTests) -> list[Words]:
    assert view.fit is not None
    words = []
    shares = view.fit.error_shares
    if view.fit.latent_effects is not None and shares is not None:
        words.append(
            Words(
                "The data identify measurement error (share of the within-person variance "
                f"{between(float(shares['q50'].min()), float(shares['q50'].max()))}), so effects of the states behind "
                "the ratings are given too, in a table below; those above are between the ratings as observed."
            )
        )
    if not any(a.significant for a in tests.about("effect")):
        return words
    lost = fragile(view, tests)
    lead = "If 20 or 40 % of each rating’s within-person variance were measurement error"
    if lost:
        one = len(lost) == 1
        words.append(
            Words(
                f"{lead}, {count(len(lost), 'finding')} on effects over time would lose more than half "
                f"{'its' if one else 'their'} size, or would no longer be {'a finding' if one else 'findings'}. "
                f"{'It is' if one else 'They are'} marked as fragile: {listing(_under_error(view, lost))}.",
                False,
            )
        )
    else:
        words.append(
            Words(f"{lead}, all findings on effects over time would remain findings and keep at least half their size.")
        )
    return words


def _under_error(view: View, keys: set[tuple[object, ...]]) -> list[str]:
    """Each effect with its estimates from the smallest to the largest assumed share of error."""
    assert view.fit is not None
    table = view.fit.error_sensitivity.sort_values("error_share", kind="stable")
    named = []
    for key in sorted(keys, key=lambda k: named_test(view, k)):
        mine = table[(table[ENDS].astype(str) == [str(end) for end in key[1:]]).all(axis=1)]
        parts = [f"{number(r['q50'])} at {100 * r['error_share']:.0f} %" for r in mine.to_dict("records")]
        named.append(f"{named_test(view, key)} ({', '.join(parts)})")
    return named


def _twin(view: View) -> list[Words]:
    table = least_squares(view)
    known = table.dropna(subset=["apart"])
    if known.empty:
        return []
    apart = known[known["differs"].astype(bool)]
    lead = (
        f"Pooled least squares with {view.voice.unit}-clustered standard errors, a different estimator on the same data"
    )
    if apart.empty:
        return [
            Words(
                f"{lead}, gives similar results: all {count(len(known), 'effect')} lie within two of its standard "
                "errors."
            )
        ]
    parts = [
        f"{named_test(view, ('effect', r['cause_partner'], r['cause_item'], r['effect_partner'], r['effect_item']))} "
        f"(here {number(r['q50'])}, least squares {number(r['estimate'])}, standard error {number(r['se'])})"
        for r in apart.to_dict("records")
    ]
    return [
        Words(
            f"{lead}, differs by more than two of its standard errors for {len(apart)} of "
            f"{count(len(known), 'effect')}: {'; '.join(parts)}.",
            False,
        )
    ]
