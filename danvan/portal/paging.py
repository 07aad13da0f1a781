"""Pages of a list whose length is already known, so that it is not counted a second time."""

from __future__ import annotations

from django.core.paginator import Page, Paginator

SIZE = 20


def page_of(asked: str | None, *, count: int, size: int = SIZE) -> Page[int]:
    """The page asked for, as the places it holds; the first or the last page where there is none such."""
    return Paginator(range(count), size).get_page(asked)


def places(page: Page[int]) -> range:
    """Where the rows of the page stand in the whole list."""
    last = page.end_index()
    return range(page.start_index() - 1 if last else 0, last)
