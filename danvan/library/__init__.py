"""Guidance, plans and decision texts for everyone to read."""
