"""Trainings by published protocols, judged by calibrated bars."""
