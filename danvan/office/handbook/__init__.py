"""The handbook of the signed-in screens: its chapters, whose work each tells, and finding words in them."""
