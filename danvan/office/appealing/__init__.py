"""Screens of refusing a dossier with its reasons, of its result letter, and of complaints about a refusal."""
