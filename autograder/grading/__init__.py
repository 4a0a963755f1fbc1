"""Grading: a submission in, a report out."""
