"""Does the model fit, and which of its effects are to be doubted?"""

from __future__ import annotations

from scipy.stats import binom

from pairbond.report._adequacy_tables import LABELS, adequacy_tables, named_test, place, shown_keys
from pairbond.report._contradicted import contradicted, fragile, least_squares, missed
from pairbond.report._sections import Section, Words
from pairbond.report.simultaneous import Answers
from pairbond.report.view import View
from pairbond.report.voice import between, count, listing, number


def adequacy(view: View, answers: Answers) -> Section | None:
    """Predictive checks, assumed measurement error, and an independent estimator."""
    if view.effects is None or not view.voice.research:
        return None
    words = [*_checked(view, answers), *_error(view), *_twin(view)]
    if not words:
        return None
    return Section("adequacy", "Does the model fit?", tuple(words), tables=adequacy_tables(view))


def _checked(view: View, answers: Answers) -> list[Words]:
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
            Words(
                "Ratings that pile up at an end of the scale are not modelled as such, so intervals for skewed ratings "
                "are approximate."
            )
        )
    against = contradicted(view)
    effects = [a for a in answers.all if a.key in against]
    found = [a for a in effects if a.told]
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


def _error(view: View) -> list[Words]:
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
    turned = sorted(named_test(view, k) for k in fragile(view) if k in set(shown_keys(view)))
    lead = "If 0, 20 or 40 % of each rating’s within-person variance were measurement error"
    if turned:
        verb = "changes its sign" if len(turned) == 1 else "change their sign"
        words.append(
            Words(
                f"{lead}, {count(len(turned), 'effect')} {verb} and {'is' if len(turned) == 1 else 'are'} fragile: "
                f"{listing(turned)}.",
                False,
            )
        )
    else:
        words.append(Words(f"{lead}, no reliable effect would change its sign."))
    return words


def _twin(view: View) -> list[Words]:
    table = least_squares(view)
    known = table.dropna(subset=["apart"])
    if known.empty:
        return []
    apart = known[known["differs"].astype(bool)]
    lead = f"Pooled least squares with {view.voice.unit}-clustered standard errors, an independent estimator"
    if apart.empty:
        return [Words(f"{lead}, agree: all {count(len(known), 'effect')} lie within two of its standard errors.")]
    parts = [
        f"{named_test(view, ('effect', r['cause_partner'], r['cause_item'], r['effect_partner'], r['effect_item']))} "
        f"(here {number(r['q50'])}, least squares {number(r['estimate'])}, standard error {number(r['se'])})"
        for r in apart.to_dict("records")
    ]
    return [
        Words(
            f"{lead}, differ by more than two of its standard errors for {len(apart)} of "
            f"{count(len(known), 'effect')}: {'; '.join(parts)}.",
            False,
        )
    ]
