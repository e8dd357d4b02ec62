"""Writes a made-up diary of six couples, 24 days and two items, and its mapping. Standard library only."""

import random
import sys

MAPPING = """\
title = "A made-up diary of six couples"

[columns]
couple = "couple"
person = "person"
role = "role"
time = "day"

[partners]
names = ["first", "second"]
distinguishable = true

[[item]]
name = "warmth"
columns = "warmth"
about = "own"
low = 0
high = 10
higher = "better"

[[item]]
name = "worry"
columns = "worry"
about = "own"
low = 0
high = 10
higher = "worse"
"""


def main(table: str, mapping: str) -> None:
    rng = random.Random(7)
    rows = ["couple,person,role,day,warmth,worry"]
    for couple in range(6):
        state = [[0.0, 0.0], [0.0, 0.0]]
        for day in range(24):
            for partner, role in enumerate(("first", "second")):
                state[partner] = [0.5 * x + rng.gauss(0, 1) for x in state[partner]]
                if rng.random() < 0.9:
                    warmth, worry = (min(10, max(0, round(5 + 1.5 * x))) for x in state[partner])
                    rows.append(f"{couple},{couple}{'ab'[partner]},{role},{day},{warmth},{worry}")
    with open(table, "w", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")
    with open(mapping, "w", encoding="utf-8") as file:
        file.write(MAPPING)


if __name__ == "__main__":
    main(*sys.argv[1:3])
