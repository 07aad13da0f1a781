"""Why a rearrangement may not be carried out, or not be undone: papers and work that stand on what it would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Model, Q, QuerySet

from danvan.accounts.access import Action, may
from danvan.accounts.models import Post, User
from danvan.decisions.enums import DecisionState
from danvan.decisions.models import Decision
from danvan.dossiers.models import Campaign, Dossier, Practice, Stage
from danvan.kit import dates
from danvan.ledger.models import Event
from danvan.succession.handover import went_on
from danvan.units.batch import Batch
from danvan.units.models import Unit, UnitChange, UnitSpan
from danvan.units.plans import CannotRearrange, Plan


def refuse_strangers(plan: Plan, batch: Batch, by: User) -> None:
    """Only who may rearrange every unit concerned, and the superior that a new one comes under, may do it."""
    known = {code: batch.units[code] for code in plan.named if code in batch.units}
    for unit in (unit for code, unit in known.items() if code != plan.hand_to):
        if not may(by, Action.REARRANGE, unit):
            raise CannotRearrange(f"Bạn không được sắp xếp «{unit.name}».")
    tops = [heir.code for heir in plan.heirs if not heir.parent and heir.code not in known]
    last = next((known[code] for code in plan.before if code in known), None)
    above = last.parent if last else None
    if tops and last and not (above and may(by, Action.REARRANGE, above)) and not may(by, Action.MANAGE, last):
        raise CannotRearrange(f"Đơn vị mới {tops[0]}: cần chọn cấp trên trong phạm vi của bạn.")


def refuse_signed_papers(plan: Plan, ending: Sequence[Unit]) -> None:
    """A unit cannot have ended before a decision that it issued, or that names it (issue: dated before decisions)."""
    concerned = Q(unit__in=list(ending)) | Q(items__dossier__unit__in=list(ending))
    signed = Decision.objects.exclude(state=DecisionState.DRAFT).filter(concerned, signed_on__gte=plan.on)
    paper = signed.order_by("signed_on", "pk").first()
    if paper is None or paper.signed_on is None:
        return
    named = next((unit for unit in ending if _named(paper, unit)), ending[0])
    raise CannotRearrange(
        f"«{named.name}» có trong {paper.reference}, ký ngày {dates.short(paper.signed_on)}, không trước ngày sắp xếp "
        f"{dates.short(plan.on)}. Hãy ghi ngày sau ngày ký."
    )


def _named(paper: Decision, unit: Unit) -> bool:
    return paper.unit_id == unit.pk or paper.items.filter(dossier__unit=unit).exists()


def why_fixed(change: UnitChange) -> str:
    """Why a rearrangement can no longer be undone, or "" while nothing stands on it."""
    kept = change.effects
    if not kept:
        return "Lần sắp xếp này được nạp từ tệp nguồn, không hoàn tác ở đây được."
    if later := next((other for other in _others(change) if _stands_on(other, change)), None):
        return f"Đã có lần sắp xếp sau đó, ngày {dates.short(later.on)}. Hãy hoàn tác lần ấy trước."
    if dossier := went_on(change):
        return f"Hồ sơ “{dossier.title}” đã được xử lý tiếp sau khi bàn giao."
    return _registered_since(change) or _allocated(change) or _standing_on(Unit.objects.filter(pk__in=kept["created"]))


def _others(change: UnitChange) -> QuerySet[UnitChange]:
    return UnitChange.objects.filter(pk__gt=change.pk).exclude(effects={}).order_by("pk")


def _spans(change: UnitChange) -> QuerySet[UnitSpan]:
    return UnitSpan.objects.filter(pk__in=[*change.effects["opened"], *(pk for pk, _ in change.effects["closed"])])


def _stands_on(other: UnitChange, change: UnitChange) -> bool:
    """Does a later change touch the same units or the same work, or need a unit that this one made?"""
    made, kept = set(change.effects["created"]), other.effects
    for work in ("posts", "dossiers", "campaigns"):
        if {row[0] for row in kept.get(work, ())} & {row[0] for row in change.effects.get(work, ())}:
            return True
    spans = list(_spans(other).values_list("unit_id", "parent_id"))
    if {unit for unit, _ in spans} & set(_spans(change).values_list("unit_id", flat=True)):
        return True
    sides = other.predecessors.filter(pk__in=made).exists() or other.successors.filter(pk__in=made).exists()
    return sides or bool(made & {kept.get("taker"), *(parent for _, parent in spans)})


def _registered_since(change: UnitChange) -> str:
    """A dossier that was registered on what this changed, and bears the names of it."""
    last = change.effects.get("last_dossier")
    if last is None:
        return ""
    bears = Q(pk__in=[])
    for code in Unit.objects.filter(spans__in=change.effects["opened"]).values_list("code", flat=True):
        bears |= Q(unit_path__contains=f"/{code}/")
    old = Q(campaign__is_archive=True, campaign__cutoff_on__lt=change.on)
    dossier = Dossier.objects.filter(bears, pk__gt=last).exclude(old).order_by("pk").first()
    return f"«{dossier.unit_name}» đã có hồ sơ đăng ký sau khi sắp xếp: “{dossier.title}”." if dossier else ""


def _allocated(change: UnitChange) -> str:
    """A dossier that was told to one of the heirs."""
    told = Dossier.objects.filter(unit__in=change.predecessors.all(), heir__in=change.successors.all())
    dossier = told.select_related("heir").order_by("pk").first()
    if dossier is None or dossier.heir is None:
        return ""
    return f"Hồ sơ “{dossier.title}” của «{dossier.unit_name}» đã được phân bổ cho «{dossier.heir.name}»."


def _standing_on(units: Iterable[Unit]) -> str:
    """What has been built on units that undoing would take away."""
    pks = [unit.pk for unit in units]
    names = {unit.pk: unit.name for unit in units}
    built: list[tuple[Model | None, str]] = [
        (Dossier.objects.filter(unit__in=pks).order_by("pk").first(), "đã có hồ sơ đăng ký"),
        (Post.objects.filter(unit__in=pks).order_by("pk").first(), "đã có người được phân công"),
        (Campaign.objects.filter(organiser__in=pks).order_by("pk").first(), "đã tổ chức đợt thi đua"),
        (Decision.objects.filter(unit__in=pks).order_by("pk").first(), "đã có quyết định"),
        (Practice.objects.filter(unit__in=pks).order_by("pk").first(), "đã có mô hình"),
        (Stage.objects.filter(unit__in=pks).order_by("pk").first(), "đã có giai đoạn tổng kết"),
        (Event.objects.filter(unit__in=pks).order_by("pk").first(), "đã có nhật ký"),
    ]
    for thing, words in built:
        if thing is not None:
            unit_id = getattr(thing, "unit_id", None) or getattr(thing, "organiser_id", None)
            return f"«{names[unit_id or pks[0]]}» {words}."
    return ""
