"""Feedback on submit: what is handed in is graded at once, and its page written."""
