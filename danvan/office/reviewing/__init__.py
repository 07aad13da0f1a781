"""The queue of a board: its conditions, the views one keeps of it, and what is done to many dossiers at once."""
