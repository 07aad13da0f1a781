"""Commands that belong to no domain."""
