"""How a model runs: arrays in, arrays out; nothing here knows what a couple is.

A model is an ordinary function over a namespace ``m`` (:mod:`~pairbond.engine.functions`). Traced once
(:mod:`~pairbond.engine.trace`) it becomes a straight-line program (:mod:`~pairbond.engine.program`), and machine code
for many trajectories at once (:mod:`~pairbond.engine.emit`, :mod:`~pairbond.engine.native`).
:mod:`~pairbond.engine.plain` runs the same function in NumPy; the two agree path by path. Random numbers are looked
up by name (:mod:`~pairbond.engine.random_numbers`), so that no batch and no new mechanism changes anybody's.
"""
