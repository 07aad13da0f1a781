"""The public data as JSON, and its OpenAPI description."""
