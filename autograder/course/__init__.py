"""The course: notebooks as text, settings, the bank, and what students get."""
