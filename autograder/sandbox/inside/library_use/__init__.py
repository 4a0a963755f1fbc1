"""Whether an exercise's function uses library functions that it must not use.

`static` reads the notebook's text before any of it runs, so its answer can be trusted; `dynamic`
records the calls while the student's code runs, which the student's code can prevent.
"""
