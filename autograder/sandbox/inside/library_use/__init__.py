"""Library functions that exercises ask students to write by hand: whether they use them.

`absent` takes them away from a worker and `sealing` keeps them away: that decides. `static` reads
the notebook's text before any of it runs, and `dynamic` records calls while the student's code
runs, which that code can prevent: they say where a function was used, and can only cost points.
"""
