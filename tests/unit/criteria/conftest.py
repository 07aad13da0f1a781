"""Papers are printed for real here too."""

from tests.unit.papers.conftest import printer  # noqa: F401
