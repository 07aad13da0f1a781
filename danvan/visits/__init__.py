"""Visits to units: planned, recorded on the spot, and what was found followed until it is mended."""
