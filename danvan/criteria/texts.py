"""What an officer writes on a draft: its rules and the words of each criterion, or of each theme of a scheme."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from danvan.criteria.enums import ScoringMode
from danvan.criteria.models import CriteriaVersion, Criterion, Theme, ThemeScheme
from danvan.kit import vi


@dataclass(frozen=True)
class Rules:
    """How a version is passed and when it holds; the fields are those of ``CriteriaVersion``.

    ``classes`` are {"name", "at_least"} with points as text, best first.
    """

    label: str
    basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    mode: str = ScoringMode.COUNT
    min_passed: int | None = None
    min_points: Decimal | None = None
    no_veto_fail: bool = True
    rescale_not_applicable: bool = True
    min_explanation: int = 30
    points_cap: Decimal | None = None
    bonus_cap: Decimal | None = None
    classes: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Words:
    """One criterion as written, with the fields of ``Criterion``; ``numeric_rule`` is {label, unit, op, target}."""

    code: str
    title: str
    requirement: str = ""
    guidance: str = ""
    evidence_hints: list[str] = field(default_factory=list)
    evidence_required: bool = False
    min_explanation: int | None = None
    numeric_rule: dict[str, Any] = field(default_factory=dict)
    is_veto: bool = False
    na_condition: str = ""
    weight: Decimal = Decimal(1)
    verify_methods: list[str] = field(default_factory=list)
    owner_hint: str = ""
    computed: str = ""
    is_bonus: bool = False


@dataclass(frozen=True)
class SchemeWords:
    """What a theme scheme is called, where it comes from and when it holds; the fields are those of ``ThemeScheme``."""

    code: str
    name: str
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class ThemeWords:
    """One theme as written, with the fields of ``Theme``; a blank code asks for one to be proposed."""

    name: str
    common: str
    short_name: str = ""
    aliases: list[str] = field(default_factory=list)
    code: str = ""


RULES = tuple(part.name for part in fields(Rules))
WORDS = tuple(part.name for part in fields(Words))
SEVERAL_LINES = ("basis", "requirement", "guidance", "na_condition")
# What an editorial correction may change: the spelling of what is said, never what is asked.
EDITORIAL = ("title", "requirement", "guidance", "evidence_hints", "na_condition", "owner_hint")


def rules_of(version: CriteriaVersion) -> Rules:
    """What a version says now."""
    return Rules(**{name: getattr(version, name) for name in RULES})


def words_of(criterion: Criterion) -> Words:
    """What a criterion says now."""
    return Words(**{name: getattr(criterion, name) for name in WORDS})


def scheme_words_of(scheme: ThemeScheme) -> SchemeWords:
    """What a scheme says now."""
    return SchemeWords(**{part.name: getattr(scheme, part.name) for part in fields(SchemeWords)})


def theme_words_of(theme: Theme) -> ThemeWords:
    """What a theme says now."""
    return ThemeWords(**{part.name: getattr(theme, part.name) for part in fields(ThemeWords)})


def put(
    thing: CriteriaVersion | Criterion | ThemeScheme | Theme, written: Rules | Words | SchemeWords | ThemeWords
) -> dict[str, list[str]]:
    """Write the fields on the thing in one spelling form; gives what changed, as {field: [old, new]}."""
    changed = {}
    for part in fields(written):
        old, new = getattr(thing, part.name), _tidy(part.name, getattr(written, part.name))
        if old != new:
            changed[part.name] = [str("" if old is None else old), str("" if new is None else new)]
            setattr(thing, part.name, new)
    return changed


def _tidy(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return vi.clean_text(value) if name in SEVERAL_LINES else vi.clean_line(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [line for item in value if (line := vi.clean_line(item))]
    return value
