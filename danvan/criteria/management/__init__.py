"""Commands of the criteria package."""
