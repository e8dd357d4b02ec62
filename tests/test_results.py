"""The tables under results/ say how they were made; which of them are of another theory is listed."""

import warnings
from dataclasses import replace
from pathlib import Path

import pandas as pd
from science._results import FOLDER, commit, record
from science.heads import FINGERPRINT, head, heads, newest_name, page, present_models, stale

from pairbond.rivals import RIVALS
from pairbond.theory import Theory

# Made before heads held commit and theory. A table that is made again leaves this list; none is added.
WITHOUT_COMMIT = frozenset(
    [
        "banana_posterior",
        "calibration",
        "calibration_by_kind",
        "claims",
        "claims_seed_7",
        "claims_specificity",
        "coarser",
        "dynr_missing",
        "dynr_recovery",
        "dynr_recovery_two_covariates",
        "evidence",
        "golden_anomauth_panel",
        "golden_sim_ctsem_oscillating",
        "interventions",
        "knock_outs",
        "mlvar_bridging",
        "mlvar_composites_ct",
        "mlvar_no_logarithm",
        "mlvar_reference",
        "no_influence_file",
        "no_influence_redraws",
        "not_cycling",
        "onset",
        "onset_continued",
        "ordinary_people",
        "ordinary_people_pooled",
        "parity",
        "peer_sampling",
        "population",
        "population_rules",
        "prediction_real_diary",
        "prediction_real_diary_pairings",
        "prediction_rties",
        "prediction_rties_pairings",
        "regimes",
        "report_of_noise",
        "simulate_first",
        "simulate_speed",
        "sufficient",
        "theory_calibration",
        "theory_calibration_by_trait",
        "theory_calibration_fits",
        "theory_calibration_traits",
        "theory_likelihood_power",
        "theory_filter",
        "theory_gate",
        "theory_gate_pooled",
        "theory_particles",
        "theory_particles_draws",
        "theory_real",
        "theory_real_couples",
        "theory_recovery",
        "theory_recovery_by_trait",
        "theory_recovery_misspecified",
        "theory_recovery_misspecified_by_trait",
        "theory_recovery_misspecified_pooled",
        "theory_recovery_misspecified_traits",
        "theory_recovery_misspecified_unseen",
        "theory_recovery_one_writer",
        "theory_recovery_one_writer_by_trait",
        "theory_recovery_one_writer_pooled",
        "theory_recovery_one_writer_traits",
        "theory_recovery_one_writer_unseen",
        "theory_recovery_pooled",
        "theory_recovery_second",
        "theory_recovery_second_by_trait",
        "theory_recovery_second_pooled",
        "theory_recovery_second_traits",
        "theory_recovery_second_unseen",
        "theory_recovery_traits",
        "theory_recovery_unseen",
        "theory_speed",
        "theory_speed_full",
        "unseen_couples",
        "weights",
    ]
)


def test_a_table_says_how_it_was_made(tmp_path: Path) -> None:
    path = record("x", pd.DataFrame({"a": [1, 2]}), tmp_path, seed=3)
    found = head(path)
    assert (found.name, found.rows, found["seed"]) == ("x", 2, "3")
    assert found["commit"] == commit()
    assert found["commit"] == "unknown" or len(found["commit"].split(",")[0]) == 40
    assert found["theory"] == Theory().hash
    pd.testing.assert_frame_equal(pd.read_csv(path, comment="#"), pd.DataFrame({"a": [1, 2]}))


def test_every_table_says_with_what_it_was_made() -> None:
    silent = {one.name for one in heads() if not (one["command"] and one["commit"] and one["theory"])}
    assert silent == WITHOUT_COMMIT


def test_tables_of_another_theory_are_listed(tmp_path: Path) -> None:
    record("present", pd.DataFrame({"a": [1]}), tmp_path)
    text = (tmp_path / "present.csv").read_text(encoding="utf-8")
    (tmp_path / "old.csv").write_text(text.replace(Theory().hash, "0" * 64), encoding="utf-8")
    (tmp_path / "silent.csv").write_text("# command: x\na\n1\n", encoding="utf-8")
    assert [one.name for one in stale(heads(tmp_path), Theory().hash)] == ["old", "silent"]
    for name, model in (("linear", "var"), ("rival", "a" * 64)):
        record(name, pd.DataFrame({"a": [1]}), tmp_path, model=model)
    assert [one.name for one in stale(heads(tmp_path), Theory().hash, {"b" * 64})] == ["old", "rival", "silent"]
    assert [one.name for one in stale(heads(tmp_path), Theory().hash, {"a" * 64})] == ["old", "silent"]
    names = [one.name for one in stale(heads(), Theory().hash) if one["theory"]]
    if names:
        warnings.warn(f"made with another theory than the present one: {', '.join(names)}", stacklevel=1)


def test_tables_of_present_models_are_not_listed() -> None:
    """A published model whose numbers change makes its tables old."""
    models = [one for one in heads() if FINGERPRINT.fullmatch(one["model"])]
    assert {one.name for one in models} >= {"minimal_onset", "rival_recovery_rinaldi"}
    changed = RIVALS["rinaldi"]
    wider = replace(changed, parameters=(replace(changed.parameters[0], high=3.0), *changed.parameters[1:]))
    assert changed.hash in present_models()
    assert wider.hash not in present_models()
    listed = stale(models, newest_name(models[0]["theory"]))
    if listed:
        warnings.warn(
            f"made with another model than the present one: {', '.join(x.name for x in listed)}", stacklevel=1
        )


def test_names_of_a_theory_are_followed_to_the_newest() -> None:
    same = {"a": "b", "b": "c"}
    assert [newest_name(one, same) for one in "abcd"] == ["c", "c", "c", "d"]


def test_the_page_of_the_results_is_made_from_their_heads() -> None:
    # if not: python -m science.heads
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == page(heads())
