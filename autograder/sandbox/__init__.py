"""Runs student code: starts and confines hosts, forks workers from them, and talks to workers.

`inside` is the one folder that is mounted beside hostile code; all other modules are the trusted
side's: `host` (hosts and workers), `channel` (the grader's end of a worker's socket), `bubblewrap`,
`profiles`, `seccomp` and `users` (how a host is started), `requirements` (what is missing, and how
to get it) and `layers` (what is in force around a worker).
"""
