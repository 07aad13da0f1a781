"""Commands of the exchange package."""
