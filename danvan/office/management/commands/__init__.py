"""Commands of the signed-in portal."""
