"""Grading exercises with Keras in a confined child, since students describe the models there."""
