"""Rearrangements of units: what was in progress is handed over, what was done stays as it was."""
