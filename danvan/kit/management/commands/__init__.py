"""Commands that belong to no domain: build what is generated and not committed."""
