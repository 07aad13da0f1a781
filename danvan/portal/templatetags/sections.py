"""The parts of the site, for the footer of every public page."""

from __future__ import annotations

from django import template

from danvan.portal.sections import Group, groups

register = template.Library()


@register.simple_tag
def site_sections() -> tuple[Group, ...]:
    """The groups of pages, in their order."""
    return groups()
