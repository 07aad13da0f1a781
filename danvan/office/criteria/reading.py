"""A version and its criteria as facts to read."""

from __future__ import annotations

from typing import Any

from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.criteria.texts import RULES, WORDS
from danvan.kit import dates, vi
from danvan.office.criteria.fields import said

OPERATORS = {">=": "từ", "<=": "không quá", "=": "bằng", ">": "trên", "<": "dưới"}
ELSEWHERE = frozenset({"code", "title", "verify_methods"})  # told in the heading, or by no one
PERIOD = frozenset({"label", "valid_from", "valid_to"})


def rule_facts(version: CriteriaVersion) -> list[dict[str, str]]:
    """The rules of a version that say something."""
    return _facts(version, [name for name in RULES if name not in PERIOD])


def facts_of(line: Criterion) -> list[dict[str, str]]:
    """What a criterion says besides its code and title."""
    return _facts(line, [name for name in WORDS if name not in ELSEWHERE])


def _facts(thing: CriteriaVersion | Criterion, names: list[str]) -> list[dict[str, str]]:
    told = [(thing._meta.get_field(name), text_of(thing, name)) for name in names]
    return [{"label": vi.capfirst_vi(str(place.verbose_name)), "value": text} for place, text in told if text]  # type: ignore[union-attr]


def text_of(thing: CriteriaVersion | Criterion, name: str) -> str:
    """One field as people read it."""
    value: Any = getattr(thing, name)
    if name in {"mode", "computed"}:
        return str(getattr(thing, f"get_{name}_display")()) if value else ""
    if name == "numeric_rule":
        return numeric_text(value)
    if name == "classes":
        return "; ".join(f"{row.get('name', '')} từ {row.get('at_least', '')}".replace(".", ",") for row in value)
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else ""
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    if hasattr(value, "year"):
        return dates.short(value)
    return said(value) if hasattr(value, "normalize") else ("" if value is None else str(value))


def numeric_text(rule: dict[str, Any]) -> str:
    """A number to reach, in words: “Số kỳ họp trong năm từ 4 kỳ”."""
    if not rule:
        return ""
    parts = (rule.get("label"), OPERATORS.get(str(rule.get("op")), ""), rule.get("target"), rule.get("unit"))
    return " ".join(str(part) for part in parts if part not in (None, ""))
