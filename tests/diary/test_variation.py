"""Who (nearly) never changes: by the step of the answers, person by person."""

import numpy as np
import pandas as pd
import pytest

from pairbond.diary import diary_from_frame, least_sd, unvarying


def made(answers: dict[str, list[float]]):
    frames = [
        pd.DataFrame({"couple": "1", "person": name, "partner": at, "time": range(len(values)), "calm": values})
        for at, (name, values) in enumerate(answers.items())
    ]
    return diary_from_frame(pd.concat(frames), ["calm"], partners=tuple(answers))


def test_a_step_hides_its_rounding() -> None:
    diary = made({"ada": [1, 2, 3, 4, 5] * 4, "ben": [2, 3] * 10})
    assert least_sd(diary, diary.items[0]) == pytest.approx(1 / np.sqrt(12))
    assert unvarying(diary).empty


def test_one_other_answer_in_a_month_is_no_variation() -> None:
    diary = made({"ada": [1, 2, 3, 4, 5] * 6, "ben": [4.0] * 29 + [3.0]})
    row = unvarying(diary).iloc[0]
    assert (row["person"], row["item"], row["ratings"], row["usual"], row["others"]) == ("ben", "calm", 30, 4.0, 1)


def test_fine_steps_count_as_half_a_percent_of_the_scale() -> None:
    rng = np.random.default_rng(0)
    diary = made({"ada": list(rng.uniform(0, 100, 30)), "ben": list(50 + rng.normal(0, 0.1, 30))})
    assert list(unvarying(diary)["person"]) == ["ben"]
