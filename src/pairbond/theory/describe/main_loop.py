"""The loop that makes the cycle: what follows what, in the one who idealises (0) and in the one who hopes (1)."""

from __future__ import annotations

Place = tuple[str, int]  # a quantity, and whose it is

# warmth teaches hope, hope gives needs a voice, voiced needs injure, the image tips over, warmth is withheld
RING: tuple[Place, ...] = (
    ("reward", 1),
    ("surprise", 1),
    ("learned", 1),
    ("expected_warmth", 1),
    ("demand", 1),
    ("injury", 0),
    ("image", 0),
    ("favour", 0),
    ("warmth", 0),
)
# hunger makes the image rise again: a chain that leads into the ring
BRANCH: tuple[Place, ...] = (("craving", 0), ("idealising", 0), ("image", 0))
# the same in six steps, as it can be told to anybody: of each what the next follows from, and whose it is
STEPS: tuple[Place, ...] = (
    ("warmth", 0),
    ("expected_warmth", 1),
    ("demand", 1),
    ("injury", 0),
    ("image", 0),
    ("craving", 0),
)
