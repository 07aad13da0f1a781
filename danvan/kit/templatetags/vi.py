"""Dates, numbers and codes as Vietnamese readers expect them, for templates."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django import template
from django.utils import timezone

from danvan.kit import codes, dates, numbers, vi

register = template.Library()

Number = int | float | Decimal
Missing = Literal[""] | None  # what a template hands over for a name it does not know


def _day(value: date) -> date:
    """The local day, also of a moment stored in UTC."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter
def ngay(value: date | Missing) -> str:
    """07/9/2020"""
    return dates.short(_day(value)) if value else ""


@register.filter
def ngay_day_du(value: date | Missing) -> str:
    """07/09/2020"""
    return dates.plain(_day(value)) if value else ""


@register.filter
def ngay_van_ban(value: date | Missing) -> str:
    """ngày 05 tháng 02 năm 2026"""
    return dates.official(_day(value)) if value else ""


@register.filter
def luc(value: datetime | Missing) -> str:
    """14:32 ngày 05/02/2026"""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%H:%M} ngày {dates.plain(local)}"


@register.filter
def so(value: Number | Missing) -> str:
    """1.234.567"""
    return "" if value is None or value == "" else numbers.grouped(value)


@register.filter
def phan_tram(part: int | Decimal | Missing, whole: int | Decimal | Missing) -> str:
    """22,2 %"""
    return "" if part is None or part == "" or not whole else numbers.percent(part, whole)


@register.filter
def hai_so(value: int | Missing) -> str:
    """09"""
    return "" if value is None or value == "" else numbers.two_digits(value)


@register.filter
def chu(value: int | Missing) -> str:
    """bốn"""
    return "" if value is None or value == "" else numbers.words(value)


@register.filter(name="Chu")
def chu_hoa(value: int | Missing) -> str:
    """Bốn"""
    return vi.capfirst_vi(chu(value))


@register.filter
def slug_vi(value: str) -> str:
    """dang-bo-xa-ngoc-thien"""
    return vi.slug(str(value))


@register.filter
def ma_giay(value: str | None) -> str:
    """7KQ4-M2PD"""
    return codes.shown(value) if value else ""
