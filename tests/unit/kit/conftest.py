"""Property tests try the same examples on every run and every machine."""

from hypothesis import settings

settings.register_profile("house", derandomize=True, database=None, deadline=None)
settings.load_profile("house")
