"""Units through every merger."""
