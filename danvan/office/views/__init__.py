"""The views of the signed-in screens, one module a family."""
