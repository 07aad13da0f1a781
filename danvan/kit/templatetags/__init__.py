"""Filters and tags that any template may load."""
