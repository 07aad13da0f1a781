"""Screens of the stories of models, their photographs, and the public contacts of units."""
