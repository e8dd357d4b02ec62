"""Fixed effects as a table that can be copied into a paper."""

from __future__ import annotations

import pandas as pd

from pairbond.report._contradicted import remarks
from pairbond.report._lag_words import probability
from pairbond.report._sections import Table
from pairbond.report.simultaneous import HypothesisTests
from pairbond.report.view import View
from pairbond.report.voice import begin, between, number

_KINDS = {
    "reciprocal": "partner, same item",
    "partner cross": "partner, cross-item",
    "inertia": "actor, inertia",
    "cross": "actor, cross-lagged",
}
_ORDER = tuple(_KINDS)
HOLM = "Holm p"  # heading of adjusted p-values; * marks a finding


def effect_table(view: View, tests: HypothesisTests) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All effects over the study's interval: the numbers, and the same as printed."""
    effects = view.effects
    assert effects is not None
    table = effects[effects["days"] == view.lag].copy()
    table["rank"] = [_ORDER.index(str(k)) for k in table["kind"]]
    table = table.sort_values("rank", kind="stable").drop(columns="rank").reset_index(drop=True)
    keys = [
        ("effect", str(r.cause_partner), r.cause_item, str(r.effect_partner), r.effect_item) for r in table.itertuples()
    ]
    table["holm"] = [tests[k].adjusted for k in keys]
    table["finding"] = [tests[k].significant for k in keys]
    notes = remarks(view, tests)
    table["remark"] = ["; ".join(notes.get(k, ())) for k in keys]
    shown = pd.DataFrame(
        {
            "effect": [f"{end_of(view, k[1], k[2])} → {end_of(view, k[3], k[4])}" for k in keys],
            "estimate": [number(v) for v in table["q50"]],
            "90 % interval": [between(r.q05, r.q95) for r in table.itertuples()],
            HOLM: [adjusted_p(tests[k].adjusted, tests[k].significant) for k in keys],
            "kind": [_KINDS[str(k)] for k in table["kind"]],
            "SD": [number(v) for v in table["sd"]] if "sd" in table else "",
            "remark": table["remark"],
        }
    )
    if not view.voice.research:
        shown = shown.drop(columns=["kind", "SD", "remark", HOLM]).assign(found=table["finding"])
    elif not any(table["remark"]):
        shown = shown.drop(columns="remark")
    return table, shown


def end_of(view: View, partner: object, item: object) -> str:
    label = view.labels[str(item)]
    return label if len(view.partners) == 1 else f"{view.names[str(partner)]}: {label}"


def adjusted_p(adjusted: float, significant: bool) -> str:
    return probability(adjusted).removeprefix("p ").removeprefix("= ") + (" *" if significant else "")


def asymmetry_table(view: View, tests: HypothesisTests) -> Table:
    """Differences between the two directions of a partner effect on the same item, as they were tested."""
    by_item = {str(a.key[1]): a for a in tests.about("asymmetry")}
    rows = [
        {"item": i, "q05": a.hypothesis.low, "q50": a.hypothesis.middle, "q95": a.hypothesis.high, "holm": a.adjusted,
         "finding": a.significant}
        for i, a in ((item.name, by_item.get(item.name)) for item in view.items) if a is not None
    ]  # fmt: skip
    first, second = view.names.values()
    shown = pd.DataFrame(
        {
            "item": [view.labels[str(r["item"])] for r in rows],
            "difference (SD)": [number(float(r["q50"])) for r in rows],
            "90 % interval": [between(float(r["q05"]), float(r["q95"])) for r in rows],
            HOLM: [adjusted_p(float(r["holm"]), bool(r["finding"])) for r in rows],
        }
    )
    title = f"Partner effect {first} → {second} minus partner effect {second} → {first}"
    return Table(title, pd.DataFrame(rows), shown, unfolded=True)


def rate_table(view: View) -> pd.DataFrame:
    """The entries of the lag or drift matrix, as printed."""
    rates = view.rates
    assert rates is not None
    return pd.DataFrame(
        {
            "parameter": [
                f"{end_of(view, r.cause_partner, r.cause_item)} → {end_of(view, r.effect_partner, r.effect_item)}"
                for r in rates.itertuples()
            ],
            "unit": rates["unit"].str.replace("sd", "SD"),
            "estimate": [number(v) for v in rates["q50"]],
            "90 % interval": [begin(between(r.q05, r.q95)) for r in rates.itertuples()],
        }
    )
