"""The one folder that is mounted beside hostile code; it imports nothing from outside it."""
