"""Answers in words: how a mapping names them, how a proposal orders them, what is said of unknown ones."""

import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pairbond.diary import DiaryError, danger_days, guess_mapping, propose_mapping, read_diary
from pairbond.diary._guess_words import in_order
from pairbond.diary._scale_words import is_unanswered, rank_words

CASES = Path(__file__).parents[1] / "data" / "cases"
FREQUENCY = ("never", "sometimes", "often")


def table(couples: int = 8, days: int = 14) -> pd.DataFrame:
    """Couple, partner, day and two answers 0 to 4 of people who differ in their usual level."""
    rng = np.random.default_rng(0)
    index = pd.MultiIndex.from_product([range(1, couples + 1), ("ane", "bo"), range(days)], names=["c", "p", "d"])
    found = index.to_frame(index=False)
    for name in ("u", "v"):
        level = np.repeat(rng.normal(2, 1.0, 2 * couples), days)
        found[name] = np.clip(np.round(level + rng.normal(0, 1.0, len(found))), 0, 4).astype(int)
    return found


def written(folder: Path, rows: str, item: str) -> Path:
    (folder / "diary.csv").write_text(f"person,day,calm\n{rows}", encoding="utf-8")
    head = '[columns]\nperson = "person"\ntime = "day"\n[[item]]\nname = "calm"\ncolumns = "calm"\n'
    (folder / "diary.toml").write_text(head + item, encoding="utf-8")
    return folder / "diary.csv"


def test_words_count_from_low_whatever_their_case_and_quotation_marks(tmp_path: Path) -> None:
    rows = 'a,0,never\na,1,"  Often"\na,2,"""sometimes"""\na,3,\na,4,skipped\na,5,SOMETIMES.\n'
    item = 'words = ["never", "sometimes", "often"]\nmissing = ["Skipped"]\n'
    for low in (0, 1):
        diary = read_diary(written(tmp_path, rows, item + f"low = {low}\n"))
        assert diary.frame["calm"].tolist() == [low, low + 2, low + 1, low + 1]
        assert (diary.items[0].low, diary.items[0].high, diary.items[0].kind) == (low, low + 2, "ordinal")
    two = read_diary(written(tmp_path, "a,0,no\na,1,yes\n", 'words = ["no", "yes"]\n'))
    assert (two.items[0].kind, two.items[0].high) == ("binary", 1)


def test_an_unknown_word_is_named_with_the_nearest(tmp_path: Path) -> None:
    path = written(tmp_path, "a,0,never\na,1,oftn\n", 'words = ["never", "sometimes", "often"]\n')
    with pytest.raises(DiaryError) as caught:
        read_diary(path)
    (fault,) = caught.value.faults
    assert (fault.row, fault.column, fault.value, fault.nearest) == (3, "calm", "oftn", "often")


scales = [
    "not at all|a little|moderately|quite a bit|extremely",
    "Strongly disagree|Disagree|Somewhat disagree|Neither agree nor disagree|Somewhat agree|Agree|Strongly agree",
    "very dissatisfied|dissatisfied|satisfied|very satisfied",
    "not at all|several days|more than half the days|nearly every day",
    "trifft gar nicht zu|trifft eher nicht zu|teils/teils|trifft eher zu|trifft voll zu",
    "pas du tout d'accord|plutôt pas d'accord|ni d'accord ni pas d'accord|plutôt d'accord|tout à fait d'accord",
    "nunca|casi nunca|a veces|casi siempre|siempre",
    "per niente|poco|abbastanza|molto|moltissimo",
    "discordo totalmente|discordo|não concordo nem discordo|concordo|concordo totalmente",
    "helemaal niet|een beetje|matig|tamelijk|heel erg",
    "zdecydowanie nie|raczej nie|trudno powiedzieć|raczej tak|zdecydowanie tak",
    "rozhodně nesouhlasím|spíše nesouhlasím|spíše souhlasím|rozhodně souhlasím",
    "hiçbir zaman|nadiren|bazen|sık sık|her zaman",
    "inte alls|lite|ganska|väldigt mycket",
    "helt uenig|uenig|hverken enig eller uenig|enig|helt enig",
    "täysin eri mieltä|eri mieltä|ei samaa eikä eri mieltä|samaa mieltä|täysin samaa mieltä",
    "никогда|редко|иногда|часто|всегда",
    "非常不同意|不同意|中立|同意|非常同意",
    "全くない|少し|かなり|非常に",
    "nein|ja", "non|oui", "FALSE|TRUE", "no|maybe|yes",
    "1 - never|2|3|4 - always", "never (1)|often (3)", "Not at all|2|3|4|Extremely",
]  # fmt: skip


@pytest.mark.parametrize("scale", scales)
def test_words_of_known_scales_stand_in_their_order(scale: str) -> None:
    right = scale.split("|")
    shuffled = random.Random(1).sample(right, len(right))
    found = in_order([*shuffled, "Prefer not to say"])
    assert found is not None
    assert [word for word in found.words if word in right] == right
    assert found.unanswered == ("Prefer not to say",)


def test_a_number_that_nobody_chose_keeps_its_place() -> None:
    found = in_order(["5 - always", "1 - never", "2"])
    assert found is not None
    assert (found.low, found.words) == (1, ("1 - never", "2", "3", "4", "5 - always"))


@pytest.mark.parametrize("words", ["home|work|elsewhere", "morning|evening", "ane|bo", "husband|wife", "never|home"])
def test_words_without_an_order_are_no_scale(words: str) -> None:
    assert rank_words(words.split("|")) is None
    assert not is_unanswered(words.split("|")[0])


def file(folder: Path, **columns: object) -> Path:
    rows = table()
    frame = pd.DataFrame({"hus": rows["c"], "hvem": rows["p"], "dagur": rows["d"]}).assign(**columns)
    frame.to_csv(folder / "file.csv", index=False)
    return folder / "file.csv"


def chosen(words: tuple[str, ...], codes: pd.Series) -> list[str]:
    return [words[code] for code in codes]


def test_a_proposal_names_words_in_order_and_says_what_to_check(tmp_path: Path) -> None:
    rows = table()
    scale = ("Not at all", "A little", "Somewhat", "Quite a bit", "Extremely")
    u, place = chosen(scale, rows["u"]), np.random.default_rng(1).choice(["home", "work", "elsewhere"], len(rows))
    path = file(tmp_path, nähe=u, afraid=np.where(rows["v"] > 3, "Yes", "no"), place=place)
    text = propose_mapping(path)
    assert "# words in the order of what they seem to mean: check it, and add words that nobody chose" in text
    assert "#   place: words; to make it an item, name them in order as its words" in text
    (tmp_path / "file.toml").write_text(text, encoding="utf-8")
    diary = read_diary(path)
    assert [(i.name, i.low, i.high, i.kind, i.danger) for i in diary.items] == [
        ("nahe", 0, 4, "ordinal", False),
        ("afraid", 0, 1, "binary", True),
    ]
    assert diary.frame["nahe"].tolist() == rows["u"].tolist()
    assert danger_days(diary, "1")["days"].sum() == (rows["v"][rows["c"] == 1] > 3).sum()


def test_words_of_no_known_language_are_ordered_by_which_follow_each_other(tmp_path: Path) -> None:
    rows = table()
    scale = ("aldrei", "sjaldan", "stundum", "oft", "alltaf")
    path = file(tmp_path, umsorg=chosen(scale, rows["u"]), gram=chosen(scale, rows["v"]))
    found = guess_mapping(path)
    words = [str(word) for word in found.mapping.item[0].words]
    assert words in (list(scale), list(scale[::-1]))
    assert found.mapping.item[1].words == words
    assert "In which order the words of umsorg and gram stand is a guess; put them right." in found.doubts
    beside = guess_mapping(file(tmp_path, umsorg=chosen(scale, rows["u"]), gram=rows["v"]))
    assert [item.name for item in beside.mapping.item] == ["gram"]


def test_both_partners_of_a_wide_file_share_one_scale(tmp_path: Path) -> None:
    rows = table()
    scale = ("jamais", "rarement", "parfois", "souvent", "toujours")
    half = {p: rows[rows["p"] == p].reset_index(drop=True) for p in ("ane", "bo")}
    wide = pd.DataFrame({"nr": half["ane"]["c"], "jour": half["ane"]["d"]})
    wide["proche_ane"] = chosen(scale, half["ane"]["u"].clip(upper=2))  # who never says souvent
    wide["proche_bo"] = chosen(scale, half["bo"]["u"])
    path = tmp_path / "file.csv"
    wide.to_csv(path, index=False)
    (item,) = guess_mapping(path).mapping.item
    assert item.words == list(scale)
    diary = read_diary(path, guess_mapping(path).mapping)
    assert (
        diary.frame.loc[diary.frame["partner"] == diary.partners[0], "proche"].tolist()
        == half["ane"]["u"].clip(upper=2).tolist()
    )


def test_words_for_no_answer_are_missing_in_items_of_numbers(tmp_path: Path) -> None:
    rows = table()
    u = rows["u"].astype(str).where(rows.index % 9 > 0, "Don't know")
    diary = read_diary(path := file(tmp_path, umsorg=u, gram=rows["v"]), guess_mapping(path).mapping)
    assert [item.name for item in diary.items] == ["umsorg", "gram"]
    assert diary.frame["umsorg"].isna().sum() == (rows.index % 9 == 0).sum()


def test_one_row_an_item_with_answers_in_words(tmp_path: Path) -> None:
    rows = table()
    scale = ("not at all", "a little", "somewhat", "very", "extremely")
    long = rows.melt(["c", "p", "d"], ["u", "v"], "question", "answer")
    long["answer"] = chosen(scale, long["answer"])
    path = tmp_path / "file.csv"
    long.to_csv(path, index=False)
    found = guess_mapping(path).mapping
    assert (found.file.names_from, found.file.values_from) == ("question", "answer")
    assert read_diary(path, found).frame["v"].tolist() == rows["v"].tolist()


def test_an_export_with_agreement_in_words_has_all_its_items() -> None:
    found = guess_mapping(CASES / "survey-exports" / "expiwell.csv").mapping
    assert [item.words for item in found.item[1:]] == [
        ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"],
        ["No", "Yes"],
    ]
