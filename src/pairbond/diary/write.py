"""Writes a diary as a long CSV file with its mapping, to be read again."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd

from pairbond._files import write_files
from pairbond.diary._names import identifiers
from pairbond.diary.mapping import Mapping
from pairbond.diary.mapping_toml import mapping_to_toml
from pairbond.diary.schema import Diary


def write_diary(diary: Diary, folder: str | Path) -> tuple[Path, Path]:
    """Write ``diary.csv`` and ``mapping.toml`` into a folder, made if it is not there.

    ``read_diary(folder)`` gives an equal diary. Dates are written as the clock showed
    them, without time zone. Returns the two paths.

    Raises
    ------
    PairbondError : if one of the two files is there already; nothing is written then.
    """
    table = diary.frame.copy()
    if not _same_in_every_couple(diary):
        table["partner"] = [_marks(diary)[at] for at in diary.places()]
    if diary.has_dates:
        table["time"] = _iso(table["date"])
    else:
        table["time"] = [repr(float(time)) for time in table["time"]]
    table = table.drop(columns="date")
    for name in [*(item.name for item in diary.available), *diary.covariates]:
        table[name] = ["" if v != v else repr(float(v)) for v in table[name].tolist()]
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(table.columns)
    writer.writerows(table.itertuples(index=False))
    texts = {"diary.csv": stream.getvalue(), "mapping.toml": mapping_to_toml(mapping_of(diary))}
    data, mapping = write_files(folder, texts, private=True, new=True)
    return data, mapping


def mapping_of(diary: Diary) -> Mapping:
    """The mapping of a diary as :func:`write_diary` writes it."""
    return Mapping.model_validate(
        {
            "title": diary.title,
            "citation": diary.source.citation,
            "license": diary.source.license,
            "file": {"layout": "long", "separator": ",", "decimal": "."},
            "columns": {"couple": "couple", **_who(diary), "time": "time", "contact": "contact", "event": "event"},
            "partners": {
                "names": list(diary.partners),
                "values": _marks(diary),
                "distinguishable": diary.distinguishable,
            },
            "analysis": {"items": [item.name for item in diary.items]},
            "item": [
                {
                    "name": item.name,
                    "label": item.label,
                    "columns": item.name,
                    "quantity": item.quantity,
                    "about": item.about,
                    "low": item.low,
                    "high": item.high,
                    "higher": item.higher,
                    "kind": item.kind,
                    "danger": item.danger,
                    "shared": item.shared,
                }
                for item in diary.available
            ],
            "covariate": [{"name": name, "columns": name} for name in diary.covariates],
        }
    )


def _who(diary: Diary) -> dict[str, str]:
    """The columns that say who wrote; where "a" and "b" write in every couple, they are no persons but roles."""
    return {"role": "person"} if _same_in_every_couple(diary) else {"person": "person", "role": "partner"}


def _marks(diary: Diary) -> list[str]:
    if not _same_in_every_couple(diary):
        kept = identifiers(np.array(diary.partners, dtype=object))
        return list(diary.partners) if tuple(kept) == diary.partners else ["0", "1"][: len(diary.partners)]
    called = diary.frame.drop_duplicates("partner").set_index("partner")["person"]
    return [str(called.get(name, name)) for name in diary.partners]


def _same_in_every_couple(diary: Diary) -> bool:
    """Whether a person's name stands in several couples."""
    return bool(diary.frame[["couple", "person"]].drop_duplicates()["person"].duplicated().any())


def _iso(dates: pd.Series) -> list[str]:
    moments = dates.to_numpy(dtype="datetime64[us]")
    if (moments == moments.astype("datetime64[D]")).all():
        return [str(day) for day in np.datetime_as_string(moments, unit="D")]
    return [str(moment) for moment in np.datetime_as_string(moments, unit="us")]
