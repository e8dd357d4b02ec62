"""Is a diary assessed unless somebody says otherwise?"""

from __future__ import annotations

from pairbond.assess import _daily
from pairbond.diary import Diary, allowed
from pairbond.errors import PairbondError


def assessed_by_default(diary: Diary) -> bool:
    """Whether a diary is assessed unless somebody says otherwise.

    One couple, enough days to keep some back, and a question whose ratings the theory reads on a known scale.
    """
    if len(diary.couples) != 1 or not allowed(diary, "compare")[0]:
        return False
    try:
        days = _daily.read(_daily.daily(diary, diary.couples[0]), diary.couples[0])
    except PairbondError:
        return False
    return any(column.anchored for column in days.columns)
