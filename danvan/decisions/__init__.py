"""Decisions, their attached lists, commendations and certificates."""
