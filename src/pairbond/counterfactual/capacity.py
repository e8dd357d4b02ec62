"""Whether two have the capacity for an agreement of two: the rule, for every place that offers courses of action.

The six practices need two who can mentalize: mending and getting to know each other are, in the theory, the work of a
mind that can hold the other's in mind, and without it the practices turn into giving oneself up. Both partners'
mentalization, over the two weeks ahead as things are, has to be at least ``CAPABLE``, the middle of its scale and the
point up to which stress takes away more of it than there is left, in at least ``SHARE`` of the draws. A claim of the
theory (practices need capacity), not a measured threshold.
"""

CAPABLE, SHARE = 0.5, 0.5
CAPACITY_DAYS = 14
CAPACITY = (
    "it takes two people who can keep the other’s mind in mind under stress, and in the model this is not likely "
    "enough for both at present"
)
