"""The public site: recognised practices, units, decisions, figures."""
