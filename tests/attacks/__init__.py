"""Real attacks, one file each, and the arena in which each is graded between honest work."""
