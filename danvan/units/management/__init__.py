"""Commands of the units package."""
