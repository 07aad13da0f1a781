"""Requests of a unit to judge a refused dossier again (kiến nghị xem lại), and their answers."""
