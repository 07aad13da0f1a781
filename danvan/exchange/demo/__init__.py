"""The demonstration: real totals from old sheets, and an invented living campaign, loaded as officers would."""
