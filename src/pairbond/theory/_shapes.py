"""The smooth shapes that the equations share. ``corner`` is the width of the rounding."""


def positive(m, x, corner):
    """Smooth positive part: x where x is large, 0 where it is very negative, corner/2 at 0."""
    return 0.5 * (x + m.sqrt(x * x + corner * corner))


def gain_above(m, x, corner):
    """Smooth positive part that is 0 at 0 (and tends to -corner/2 far below)."""
    return positive(m, x, corner) - 0.5 * corner


def smooth_abs(m, x, corner):
    """Smooth absolute value that is 0 at 0."""
    return m.sqrt(x * x + corner * corner) - corner


def saturate(m, x, corner):
    """From 0 towards 1 as x grows."""
    return 1.0 - m.exp(-positive(m, x, corner))


def hill(x, half):
    """Hill function of order 4, from 0 towards 1: 1/2 at half, and little more far beyond it."""
    square = (x / half) * (x / half)
    return square * square / (1.0 + square * square)
