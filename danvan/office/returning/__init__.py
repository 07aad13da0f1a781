"""Giving a dossier back point by point, the list of what is to be mended, and what came back changed."""
