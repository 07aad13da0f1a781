"""The quarterly briefing sheet: what stands behind each of its figures, counted over what one person reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from danvan.accounts.models import User
from danvan.dossiers.enums import Continuity
from danvan.dossiers.models import Dossier
from danvan.progress.enums import GiftKind, GiftState
from danvan.progress.giving import amount
from danvan.progress.models import Contribution
from danvan.progress.periods import Period
from danvan.reports.progressing import owing, reported
from danvan.reports.visiting import findings_of, visits_of
from danvan.visits.models import Finding, Visit


@dataclass(frozen=True)
class Rows:
    """One figure before it is counted: its name in addresses, its words and the rows behind it."""

    key: str
    label: str
    rows: QuerySet[Any]
    kind: str = ""  # of gifts whose quantities are summed


@dataclass(frozen=True)
class Figure:
    """One line of the sheet."""

    key: str
    label: str
    count: int
    note: str = ""


@dataclass(frozen=True)
class Part:
    """One numbered part of the sheet."""

    title: str
    scope: str
    figures: Sequence[Figure]


@dataclass(frozen=True)
class Behind:
    """One row behind a figure, with the way to it."""

    name: str
    note: str
    url: str


@dataclass(frozen=True)
class Sheet:
    """The whole sheet of one quarter, and by name who still owes a report."""

    period: Period
    on: date
    parts: Sequence[Part]
    owing: Sequence[Behind]


def sheet(user: User, period: Period, today: date) -> Sheet:
    """The figures of a quarter as they stand today; the number of queries does not grow with the rows."""
    parts = [
        Part(title, scope, [_figure(one) for one in found])
        for title, scope, found in _parts(user, period, today)
    ]  # fmt: skip
    return Sheet(period, today, parts, [behind(one) for one in owing(user, period)])


def rows_behind(user: User, period: Period, key: str, today: date) -> Rows | None:
    """What is behind one figure, or nothing when there is no such figure."""
    found = (one for _, _, rows in _parts(user, period, today) for one in rows)
    return next((one for one in found if one.key == key), None)


def behind(thing: Dossier | Visit | Finding | Contribution) -> Behind:
    """One row behind a figure in words."""
    url = thing.get_absolute_url()
    if isinstance(thing, Dossier):
        return Behind(thing.title if thing.is_model else "Danh hiệu của đơn vị", thing.unit_name, url)
    if isinstance(thing, Visit):
        return Behind(thing.unit.name, f"{thing.get_kind_display()}, ngày {thing.on:%d/%m/%Y}", url)
    if isinstance(thing, Finding):
        return Behind(thing.text, thing.unit.name, url)
    what = f": {thing.what}" if thing.what else ""
    return Behind(f"{amount(thing.kind, thing.quantity)}{what}", f"{thing.unit.name} giúp {thing.receiver.name}", url)


def _figure(one: Rows) -> Figure:
    count = one.rows.count()
    if not one.kind or not count:
        return Figure(one.key, one.label, count)
    total = one.rows.order_by().aggregate(total=Sum("quantity"))["total"]
    return Figure(one.key, one.label, count, amount(one.kind, total))


def _parts(user: User, period: Period, today: date) -> list[tuple[str, str, list[Rows]]]:
    end = f"tính đến ngày {period.ends_on:%d/%m/%Y}"
    return [
        ("Đăng ký", end, _registered(user, period)),
        ("Mô hình theo lĩnh vực", end, _themes(user, period)),
        ("Kiểm tra, khảo sát", f"kiểm tra trong {period.label}; kiến nghị đến hôm nay", _visits(user, period, today)),
        ("Đóng góp giúp xã", f"giao nhận trong {period.label}", _gifts(user, period)),
        ("Báo cáo của cơ sở", f"báo cáo {period.label}", _reports(user, period)),
    ]


def _models(user: User, period: Period) -> Any:
    return _dossiers(user, period).models_only()


def _dossiers(user: User, period: Period) -> Any:
    """Registered by the end of the quarter, for its year."""
    begun = Q(registered_on__isnull=True) | Q(registered_on__lte=period.ends_on)
    found = Dossier.objects.for_user(user).registered().filter(begun, year=period.year)
    return found.select_related("unit").order_by("unit__sort_key", "unit_id", "pk")


def _registered(user: User, period: Period) -> list[Rows]:
    models = _models(user, period)
    inside = (period.begins_on, period.ends_on)
    return [
        Rows("mo-hinh", "Mô hình đăng ký", models),
        Rows("dang-ky-moi", "Trong đó đăng ký mới", models.filter(continuity=Continuity.NEW)),
        Rows("duy-tri", "Trong đó duy trì", models.filter(continuity=Continuity.KEPT)),
        Rows("trong-quy", "Mô hình đăng ký trong quý", models.filter(registered_on__range=inside)),
        Rows("danh-hieu", "Đơn vị đăng ký danh hiệu", _dossiers(user, period).titles_only()),
    ]


def _themes(user: User, period: Period) -> list[Rows]:
    """By the themes in use, in the order of their lists; together they are the models registered."""
    models = _models(user, period)
    used = models.order_by("theme__scheme_id", "theme__order", "theme_id").values_list("theme_id", "theme__name")
    return [
        Rows(f"linh-vuc-{theme or 0}", name or "Chưa ghi lĩnh vực", models.filter(theme=theme))
        for theme, name in used.distinct()
    ]


def _visits(user: User, period: Period, today: date) -> list[Rows]:
    made = visits_of(user).done().filter(visited_on__range=(period.begins_on, period.ends_on))
    return [
        Rows("kiem-tra", "Lần kiểm tra đã thực hiện", made.order_by("visited_on", "pk")),
        Rows("kien-nghi", "Kiến nghị chưa khắc phục xong", findings_of(user).unsettled()),
        Rows("qua-han", "Trong đó quá hạn", findings_of(user).overdue(today)),
    ]


def _gifts(user: User, period: Period) -> list[Rows]:
    inside = (period.begins_on, period.ends_on)
    gifts = Contribution.objects.for_user(user).filter(given_on__range=inside).select_related("unit", "receiver")
    gifts = gifts.order_by("given_on", "pk")
    confirmed = [
        Rows(f"gop-{kind.lower()}", kind.label, gifts.confirmed().filter(kind=kind), kind) for kind in GiftKind
    ]
    waiting = gifts.filter(state__in=(GiftState.RECORDED, GiftState.DISPUTED))
    return [*confirmed, Rows("gop-chua-xac-nhan", "Khoản nơi nhận chưa xác nhận (chưa tính ở trên)", waiting)]


def _reports(user: User, period: Period) -> list[Rows]:
    return [
        Rows("da-bao-cao", "Hồ sơ đã báo cáo", reported(user, period)),
        Rows("no-bao-cao", "Hồ sơ chưa báo cáo", owing(user, period)),
    ]
