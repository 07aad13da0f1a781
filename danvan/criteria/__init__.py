"""Criteria sets and theme schemes by version, and the arithmetic of scoring."""
