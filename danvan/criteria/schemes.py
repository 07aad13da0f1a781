"""Theme schemes as officers own them: drafted blank or from an issued one, put in order, issued, and one day ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max
from django.db.models.deletion import ProtectedError

from danvan.accounts.models import User
from danvan.criteria.actions import CannotIssue, may_issue
from danvan.criteria.drafting import CannotDraft, Details, StaleDraft, checked, may_draft
from danvan.criteria.models import Theme, ThemeScheme
from danvan.criteria.places import FAR
from danvan.criteria.scheme_codes import RESERVED, SHAPE, lineage, proposed, tail_of
from danvan.criteria.scheme_obstacles import scheme_obstacles
from danvan.criteria.texts import SchemeWords, ThemeWords, put
from danvan.kit import dates
from danvan.ledger.models import Channel
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.units.models import Unit


class FieldRefused(CannotDraft):
    """What was typed in one field cannot be stored; the sentence belongs beside that field."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def begin_scheme(*, unit: Unit | None, words: SchemeWords, by: User, at: datetime) -> ThemeScheme:
    """A blank draft of a body; without a body, of a scheme common to all. Raises ``CannotDraft``."""
    wait_for_writers()
    draft = ThemeScheme(unit=unit)
    if not may_draft(by, draft):
        raise CannotDraft("Bạn không được lập bộ lĩnh vực cho cơ quan này.")
    details = put(draft, words)
    _refuse_unfit_scheme(draft)
    draft.save()
    record(Act(draft, "begin_scheme", "Lập bộ lĩnh vực", unit, details=details), by=by, at=at)
    return draft


def _refuse_unfit_scheme(scheme: ThemeScheme) -> None:
    if ThemeScheme.objects.filter(code=scheme.code).exclude(pk=scheme.pk).exists():
        raise FieldRefused("code", f"Mã {scheme.code} đã dùng cho một bộ lĩnh vực khác. Hãy đặt mã khác.")
    checked(scheme)


@transaction.atomic
def copy_scheme(*, source: ThemeScheme, unit: Unit | None, words: SchemeWords, by: User, at: datetime) -> ThemeScheme:
    """A draft with every theme of an issued scheme, each under a new code that still says which theme it was."""
    if not source.is_issued:
        raise CannotDraft("Chỉ soạn tiếp từ một bộ đã ban hành.")
    draft = begin_scheme(unit=unit, words=words, by=by, at=at)
    draft.copied_from = source
    draft.save(update_fields=["copied_from"])
    themes = list(source.themes.order_by("order"))
    codes = proposed(draft.code, [lineage(theme.code) or tail_of(theme.name) for theme in themes])
    Theme.objects.bulk_create(
        Theme(
            scheme=draft, code=code, name=theme.name, short_name=theme.short_name, order=order, common=theme.common,
            aliases=theme.aliases,
        )
        for order, (theme, code) in enumerate(zip(themes, codes, strict=True), 1)
    )  # fmt: skip
    return draft


def _open(scheme: ThemeScheme, edition: int, by: User) -> ThemeScheme:
    """The draft as it stands, for writing. Raises ``CannotDraft`` when issued, not one's own, or changed since."""
    wait_for_writers()
    fresh = ThemeScheme.objects.select_for_update(of=("self",)).select_related("unit").get(pk=scheme.pk)
    if not may_draft(by, fresh):
        raise CannotDraft("Bạn không được sửa bộ lĩnh vực này.")
    if fresh.is_issued:
        raise CannotDraft(f"«{fresh}» đã ban hành, không sửa được. Muốn đổi, hãy soạn bộ mới.")
    if fresh.edition != edition:
        raise StaleDraft
    return fresh


def _close(draft: ThemeScheme, act: tuple[str, str], by: User, at: datetime, details: Details | None = None) -> None:
    """The next edition, and what was done (its verb and its name) in the ledger."""
    ThemeScheme.objects.filter(pk=draft.pk).update(edition=F("edition") + 1)
    verb, label = act
    record(Act(draft, verb, label, draft.unit, details=details or {}), by=by, at=at)


@transaction.atomic
def write_scheme(*, scheme: ThemeScheme, edition: int, words: SchemeWords, by: User, at: datetime) -> None:
    """Change code, name, source and period of a draft."""
    draft = _open(scheme, edition, by)
    changed = put(draft, words)
    _refuse_unfit_scheme(draft)
    draft.save()
    _close(draft, ("write_scheme", "Sửa bộ lĩnh vực"), by, at, changed)


@transaction.atomic
def add_theme(*, scheme: ThemeScheme, edition: int, words: ThemeWords, by: User, at: datetime) -> Theme:
    """A new theme at the end; without a code it gets one from the scheme and its own name."""
    draft = _open(scheme, edition, by)
    made = Theme(scheme=draft, order=(draft.themes.aggregate(last=Max("order"))["last"] or 0) + 1)
    put(made, words)
    made.code = made.code or proposed(draft.code, [tail_of(made.name)])[0]
    _refuse_unfit_theme(made)
    made.save()
    _close(draft, ("add_theme", "Thêm lĩnh vực"), by, at, {"code": ["", made.code], "name": ["", made.name]})
    return made


def _refuse_unfit_theme(theme: Theme) -> None:
    if theme.code == RESERVED or not SHAPE.fullmatch(theme.code):
        sentence = "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối ở giữa, ví dụ bg27-kinh-te."
        raise FieldRefused("code", sentence)
    twin = Theme.objects.filter(code=theme.code).exclude(pk=theme.pk).first()
    if twin is not None:
        where = f"lĩnh vực {twin.order}, “{twin.name}”" if twin.scheme_id == theme.scheme_id else "một bộ lĩnh vực khác"
        raise FieldRefused("code", f"Mã {theme.code} đã dùng cho {where}. Hãy đặt mã khác.")
    checked(theme)


@transaction.atomic
def write_theme(*, theme: Theme, edition: int, words: ThemeWords, by: User, at: datetime) -> None:
    """Change the words, the code, or the common theme of one theme."""
    draft = _open(theme.scheme, edition, by)
    old = theme.code
    changed = put(theme, words)
    _refuse_unfit_theme(theme)
    theme.save()
    _close(draft, ("write_theme", f"Sửa lĩnh vực {old}"), by, at, changed)


@transaction.atomic
def remove_theme(*, theme: Theme, edition: int, by: User, at: datetime) -> None:
    """Take a theme away; one that models already stand under stays."""
    draft = _open(theme.scheme, edition, by)
    told = [f"{theme.code} {theme.name}", ""]
    try:
        theme.delete()
    except ProtectedError as used:
        raise CannotDraft(f"Đã có mô hình ghi lĩnh vực «{theme.name}», không bỏ được.") from used
    _place(draft, list(draft.themes.order_by("order").values_list("pk", flat=True)))
    _close(draft, ("remove_theme", "Bỏ lĩnh vực"), by, at, {"name": told})


@transaction.atomic
def arrange_themes(*, scheme: ThemeScheme, edition: int, order: Sequence[int], by: User, at: datetime) -> None:
    """Put the themes in this order of their ids. Every one of them must be there once."""
    draft = _open(scheme, edition, by)
    if sorted(order) != sorted(draft.themes.values_list("pk", flat=True)):
        raise StaleDraft
    _place(draft, order)
    _close(draft, ("arrange_themes", "Sắp xếp lại các lĩnh vực"), by, at)


def _place(draft: ThemeScheme, order: Sequence[int]) -> None:
    """Number them 1, 2, 3 …, by way of places where nothing stands."""
    draft.themes.update(order=F("order") + FAR)
    themes = draft.themes.in_bulk(order)
    for place, pk in enumerate(order, 1):
        themes[pk].order = place
    Theme.objects.bulk_update(themes.values(), ["order"])


@transaction.atomic
def issue_scheme(
    *, scheme: ThemeScheme, by: User, at: datetime, edition: int | None = None, channel: str = Channel.FORM
) -> None:
    """Fix a draft for good: its themes never change again. Raises ``CannotIssue`` when it is not fit, the person may
    not, or (with ``edition``) it is not what the person saw."""
    wait_for_writers()
    fresh = ThemeScheme.objects.select_for_update(of=("self",)).select_related("unit").get(pk=scheme.pk)
    if not may_issue(by, fresh):
        raise CannotIssue("Bạn không được ban hành bộ lĩnh vực này.")
    if fresh.is_issued:
        raise CannotIssue("Bộ lĩnh vực này đã ban hành.")
    if edition is not None and fresh.edition != edition:
        raise CannotIssue("Bản thảo vừa được người khác sửa. Hãy xem lại bản mới rồi ban hành.")
    if found := scheme_obstacles(fresh):
        raise CannotIssue(" ".join(one.sentence for one in found))
    ThemeScheme.objects.filter(pk=fresh.pk).update(issued_at=at)
    record(Act(fresh, "issue", "Ban hành bộ lĩnh vực", fresh.unit), by=by, at=at, channel=channel)


@transaction.atomic
def end_scheme(*, scheme: ThemeScheme, on: date, by: User, at: datetime) -> None:
    """Say the last day on which an issued scheme holds; nothing else about it changes. Raises ``CannotIssue``.

    A period is only ever cut shorter: another scheme may already begin where it was to end.
    """
    wait_for_writers()
    fresh = ThemeScheme.objects.select_for_update(of=("self",)).select_related("unit").get(pk=scheme.pk)
    if not may_issue(by, fresh):
        raise CannotIssue("Bạn không được ban hành bộ lĩnh vực này.")
    if not fresh.is_issued:
        raise CannotIssue("Chỉ bộ đã ban hành mới ghi ngày thôi áp dụng.")
    if fresh.valid_from is not None and on < fresh.valid_from:
        raise CannotIssue(f"Bộ này áp dụng từ {dates.short(fresh.valid_from)}, không kết thúc trước ngày ấy được.")
    if fresh.valid_to is not None and on > fresh.valid_to:
        raise CannotIssue(f"Bộ này chỉ áp dụng đến {dates.short(fresh.valid_to)}. Muốn dùng tiếp, hãy soạn bộ mới.")
    ThemeScheme.objects.filter(pk=fresh.pk).update(valid_to=on)
    details = {"valid_to": [dates.short(fresh.valid_to) if fresh.valid_to else "", dates.short(on)]}
    record(Act(fresh, "end_scheme", "Ghi ngày thôi áp dụng bộ lĩnh vực", fresh.unit, details=details), by=by, at=at)
