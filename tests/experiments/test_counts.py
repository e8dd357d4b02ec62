"""The three counts: every claim is in one, with a reason, and pages say the computed figures."""

import re
from pathlib import Path

import pandas as pd
import pytest

from pairbond.errors import PairbondError
from pairbond.experiments import CLASSES, counts, read, records
from pairbond.experiments.files import FOLDER
from pairbond.experiments.verdict import CARRIED, NONE

ROOT = Path(__file__).parents[2]


def table() -> pd.DataFrame:
    return pd.read_csv(ROOT / "results" / "claims.csv", comment="#", keep_default_na=False)


def test_every_claim_has_a_count_and_a_reason_of_one_sentence() -> None:
    for name, asked in records("claim").items():
        one = asked.count
        assert one.class_ in CLASSES, name
        assert one.reason.endswith("."), name
        assert not re.search(r"\.\s+[A-Z]", one.reason), name
        # a count from the history names where it stands; an identity names what is defined
        assert one.class_ == "identity" or re.search(r"\b[0-9a-f]{7}\b|[Vv]ersion \d", one.reason), name


def test_no_claim_whose_knock_out_was_exchanged_counts_as_predicted() -> None:
    shortened = {"F10", "I19"}  # a number that the theory lost went from the knock-out as well
    for name, one in records("claim").items():
        if any(re.search(r"found afterwards", x, re.I) for x in one.changed) and not one.earlier:
            assert one.count.class_ != "predicted" or name in shortened, name


def test_counts_are_of_what_was_tested() -> None:
    some = {"id": ["G9", "A1", "B2", "L1"], "draws": 0, "verdict": [CARRIED, CARRIED, NONE, CARRIED]}
    found = counts(pd.DataFrame(some)).set_index("count")
    assert found.tested.tolist() == [1, 0, 1]
    assert found.carried.tolist() == [1, 0, 1]
    assert "all_three" not in found


def test_counts_add_up_to_the_table() -> None:
    whole = table()
    found = counts(whole)
    assert found.tested.sum() == len(whole) == len(records("claim"))
    assert found.carried.sum() == (whole.verdict == CARRIED).sum()
    assert found.every.sum() == (whole.carried == "yes").sum()
    assert (found.every <= found.all_three).all()
    assert (found.all_three <= found.carried).all()


def test_the_verdict_of_an_earlier_experiment_is_the_one_on_record() -> None:
    rows = pd.read_csv(ROOT / "results" / "claims_earlier.csv", comment="#", keep_default_na=False)
    on_record = {(one.id, one.version): (one.verdict, float(one.held)) for one in rows.itertuples()}
    declared = {(name, x.version): (x.verdict, x.held) for name, one in records("claim").items() for x in one.earlier}
    assert declared
    assert declared == {key: on_record[key] for key in declared}


def test_the_readme_leads_with_what_was_predicted_and_says_the_computed_figures() -> None:
    words = re.sub(r"\s+", " ", (ROOT / "README.md").read_text(encoding="utf-8"))
    pattern = (
        r"Of \[(\d+) claims\]\(docs/claims.md\), (\d+) were predicted before they were run, and (\d+) of these are "
        r"carried; for (\d+) the knock-out or the experiment was found afterwards \((\d+) carried\), and (\d+) are "
        r"identities \((\d+) carried\)"
    )
    [said] = re.findall(pattern, words)
    found = counts(table())
    pairs = [int(x) for row in found.to_dict("records") for x in (row["tested"], row["carried"])]
    assert [int(x) for x in said] == [len(records("claim")), *pairs]


def test_the_page_of_claims_computes_its_figures() -> None:
    page = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    assert page.index("counts(claims)") < page.index("## ")
    prose = re.sub(r"```.*?```", "", page.split("## What a claim is")[0], flags=re.S)
    assert not re.search(r"\d+ (of|claims|identities|were)\b", prose)


GOOD = (FOLDER / "claims" / "C5.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('class = "predicted"', 'class = "guessed"', r"C5.toml: count.class: .*'predicted'"),
        ("[count]", "[[earlier]]\nversion = 1\nverdict = \"vacuous\"\n\n[count]", "earlier tells of versions before"),
        ("reason = ", "reasons = ", r"C5.toml: count.reason"),
    ],
)  # fmt: skip
def test_a_faulty_count_is_refused_in_one_sentence(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in GOOD
    path = tmp_path / "C5.toml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(PairbondError, match=says):
        read(path)
