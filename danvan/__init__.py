"""Dân vận khéo: the register, the review and the public roll of “Dân vận khéo” models."""
