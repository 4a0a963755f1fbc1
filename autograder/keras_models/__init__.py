"""Keras models across the trust boundary: checked, then rebuilt."""
