"""Commands of rearrangements."""
