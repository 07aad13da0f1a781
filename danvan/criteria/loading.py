"""Reading criteria sets and theme schemes from files: what is there already is left as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from danvan.accounts.models import User
from danvan.criteria.actions import issue
from danvan.criteria.enums import CommonTheme, ScoringMode, Track
from danvan.criteria.models import CriteriaGroup, CriteriaSet, CriteriaVersion, Criterion, Theme, ThemeScheme
from danvan.kit import vi
from danvan.ledger.models import Channel

TRACKS = {"dang_bo_xa": Track.COMMUNE, "co_quan_don_vi": Track.AGENCY, "mo_hinh": Track.MODEL}
MODES = {"dat_khong_dat": ScoringMode.COUNT, "thang_diem_100": ScoringMode.POINTS}
# A list without groups of its own stands under one heading.
_ONE_GROUP: list[dict[str, Any]] = [{"code": "I", "title": "Nội dung thẩm định", "order": 1}]


@transaction.atomic
def load_sets(path: Path, *, by: User, at: datetime, channel: str = Channel.COMMAND) -> list[CriteriaVersion]:
    """Add and issue the sample sets of a file; gives the versions that are new."""
    source = json.loads(path.read_text(encoding="utf-8"))
    added = []
    for row in [*source["sets"], *source.get("extra_sets", [])]:
        criteria_set, _ = CriteriaSet.objects.get_or_create(
            code=row["code"], defaults={"name": vi.clean_line(row["title"]), "track": TRACKS[row["applies_to"]]}
        )
        label = _label(row["version"])
        if criteria_set.versions.filter(label=label).exists():
            continue
        version = _draft(criteria_set, label, row, source["disclaimer_vi"])
        issue(version=version, by=by, at=at, channel=channel)
        version.refresh_from_db()
        added.append(version)
    return added


def _label(code: str) -> str:
    """The label as people read it: "mau-2026" is "Mẫu 2026"."""
    return vi.capfirst_vi(code.replace("mau", "mẫu").replace("-", " "))


def _draft(criteria_set: CriteriaSet, label: str, row: Mapping[str, Any], disclaimer: str) -> CriteriaVersion:
    first = row["scoring"]["thresholds"][0]
    mode = MODES[row["scoring"]["mode"]]
    version = CriteriaVersion.objects.create(
        criteria_set=criteria_set, label=label, basis=vi.clean_text(disclaimer), mode=mode,
        min_passed=first.get("min_passed"), min_points=first.get("min_score"),
        no_veto_fail=first.get("no_veto_fail", True), is_sample=True,
    )  # fmt: skip
    groups = {
        group["code"]: CriteriaGroup.objects.create(
            version=version, numeral=group["code"], title=vi.clean_line(group["title"]), order=group["order"]
        )
        for group in row.get("groups") or _ONE_GROUP
    }
    Criterion.objects.bulk_create([_criterion(version, groups, line) for line in row["criteria"]])
    return version


def _criterion(version: CriteriaVersion, groups: Mapping[str, CriteriaGroup], line: Mapping[str, Any]) -> Criterion:
    by_count = version.mode == ScoringMode.COUNT
    return Criterion(
        version=version, group=groups[line.get("group", "I")], order=line["order"], code=line["code"], key=line["code"],
        title=vi.clean_line(line["title"]), requirement=vi.clean_text(line.get("requirement") or ""),
        guidance=vi.clean_text(line.get("guidance") or ""), evidence_hints=line.get("evidence") or [],
        evidence_required=bool(line.get("evidence_required")), numeric_rule=line.get("numeric") or {},
        is_veto=bool(line.get("veto")), na_condition=vi.clean_text(line.get("na_condition") or ""),
        weight=Decimal(1) if by_count else Decimal(line["weight"]), verify_methods=line.get("verify_methods") or [],
        owner_hint=vi.clean_line(line.get("owner_hint") or ""), computed=line.get("computed") or "",
    )  # fmt: skip


@transaction.atomic
def load_themes(path: Path, at: datetime) -> int:
    """Add the theme schemes of a file that are not there yet; gives how many schemes are new."""
    added = 0
    for row in json.loads(path.read_text(encoding="utf-8"))["schemes"]:
        scheme, is_new = ThemeScheme.objects.get_or_create(
            code=row["code"], defaults={"name": row["name"], "source": row["source"]}
        )
        if is_new:
            Theme.objects.bulk_create([_theme(scheme, order, line) for order, line in enumerate(row["themes"], 1)])
            ThemeScheme.objects.filter(pk=scheme.pk).update(issued_at=at)
            added += 1
    return added


def _theme(scheme: ThemeScheme, order: int, line: Mapping[str, Any]) -> Theme:
    return Theme(
        scheme=scheme, code=line["code"], name=vi.clean_line(line["name"]), short_name=line["short"], order=order,
        common=CommonTheme(line["common"]), aliases=line.get("aliases", []),
    )  # fmt: skip
