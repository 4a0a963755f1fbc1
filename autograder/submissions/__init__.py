"""Submissions: found, named and read, and never executed."""
