"""Progress reports against the targets of a dossier, and what was given to the communes that were helped."""
