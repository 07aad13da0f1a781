"""Taking an import back as a whole, while nothing was built on what it stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import ForeignKey, ManyToOneRel, Model, OneToOneRel

from danvan.accounts.access import homes
from danvan.accounts.models import User
from danvan.dossiers.actions import NotYours, Stale
from danvan.dossiers.content import CannotRegister
from danvan.dossiers.editing import edit_many
from danvan.dossiers.enums import CardState
from danvan.dossiers.models import Dossier
from danvan.dossiers.scoring import CannotScore, StaleCard, score
from danvan.dossiers.workflow import LIFE
from danvan.exchange.models import Import, ImportedRow
from danvan.exchange.storing import SHEET, content_of, entry_of
from danvan.ledger.machine import StepRefused
from danvan.ledger.record import Act, record, wait_for_writers

NAMED = 5  # so many rows are named in a refusal; the rest are counted
CHUNK = 500


class CannotUndo(Exception):
    """Nothing was taken back; the message names what stands in the way."""


@transaction.atomic
def undo(staged: Import, *, by: User, at: datetime) -> None:
    """Take back everything an import stored, or nothing.

    What it registered is withdrawn with a note, so that the same sheet can be imported again; what it changed gets
    its old words back through the action of the form. Raises ``CannotUndo``.
    """
    wait_for_writers()
    fresh = Import.objects.select_for_update().get(pk=staged.pk)
    if fresh.applied_at is None or fresh.undone_at is not None:
        raise CannotUndo("Tệp này chưa ghi, hoặc đã được hoàn tác.")
    if found := in_the_way(fresh):
        more = f" và {len(found) - NAMED} dòng khác" if len(found) > NAMED else ""
        raise CannotUndo(f"Chưa hoàn tác dòng nào. {' '.join(found[:NAMED])}{more}")
    try:
        _take_back(fresh, by, at)
    except (NotYours, CannotRegister, Stale, StepRefused, CannotScore, StaleCard) as refusal:
        raise CannotUndo(f"Chưa hoàn tác dòng nào. {refusal}") from refusal
    fresh.undone_at = staged.undone_at = at
    fresh.save(update_fields=["undone_at"])
    told = {"file": fresh.name, "new": fresh.applied_new, "changed": fresh.applied_changed}
    home = next(iter(homes(by)), fresh.campaign.keeper)
    record(Act(fresh, "undo_import", "Hoàn tác lần nhập", home, details=told), by=by, at=at, channel=SHEET)


def in_the_way(staged: Import) -> list[str]:
    """What was done since on the rows of an import, one sentence a row; empty when it can be taken back."""
    rows = list(staged.rows.select_related("dossier", "card").order_by("pk"))
    built = _built_on([row.dossier_id for row in rows if row.before is None], staged)
    return [
        f"Dòng {row.row}, trang “{row.sheet}” (hồ sơ số {row.dossier_id}): {why}"
        for row in rows
        if (why := _moved(row) or (built.get(row.dossier_id, "") if row.before is None else ""))
    ]


def _moved(row: ImportedRow) -> str:
    if row.card is not None:
        if row.card.state == CardState.SIGNED:
            return "phiếu tự chấm đã ký."
        return "" if (row.card.edition, row.card.moves) == (row.edition, row.moves) else "phiếu đã được chấm tiếp."
    if row.dossier.moves != row.moves:
        return f"hồ sơ đã sang bước «{row.dossier.state_label}»."
    if row.dossier.head_edition == row.edition:
        return "người đứng đầu đơn vị đã duyệt."
    return "" if row.dossier.edition == row.edition else "nội dung đã được sửa tiếp."


def _built_on(dossiers: Sequence[int], staged: Import) -> dict[int, str]:
    """The new dossiers to which something was added since: cards, files, returns, whatever points to a dossier."""
    found: dict[int, str] = {}
    for model, name in _pointing_here():
        for start in range(0, len(dossiers), CHUNK):
            some = model._default_manager.filter(**{f"{name}__in": dossiers[start : start + CHUNK]})
            for pk in some.values_list(name, flat=True):
                found[pk] = f"đã có {model._meta.verbose_name} kèm theo."
    return found


def _pointing_here() -> Iterator[tuple[type[Model], str]]:
    """Every kind of row that belongs to a dossier, with the field that says to which."""
    for relation in Dossier._meta.related_objects:
        if isinstance(relation, ManyToOneRel | OneToOneRel) and relation.related_model is not ImportedRow:
            assert isinstance(relation.field, ForeignKey)
            yield relation.related_model, relation.field.name


def _take_back(staged: Import, by: User, at: datetime) -> None:
    rows = list(staged.rows.select_related("dossier__campaign", "card").order_by("pk"))
    _withdraw([row for row in rows if row.before is None], staged, by, at)
    _restore([row for row in rows if row.before is not None and row.card is None], staged, by, at)
    for row in rows:
        if row.card is not None:
            entries = {int(pk): entry_of(kept) for pk, kept in (row.before or {}).items()}
            score(card=row.card, entries=entries, edition=row.card.edition, by=by, at=at, channel=SHEET)


def _withdraw(rows: Sequence[ImportedRow], staged: Import, by: User, at: datetime) -> None:
    note = f"Hoàn tác lần nhập tệp {staged.name}."
    dossiers = [row.dossier for row in rows]
    if dossiers:
        step = "record_withdrawn" if staged.campaign.is_archive else "withdraw"
        LIFE.take_many(dossiers, step, by=by, at=at, notes=dict.fromkeys((d.pk for d in dossiers), note), channel=SHEET)


def _restore(rows: Sequence[ImportedRow], staged: Import, by: User, at: datetime) -> None:
    themes = {theme.pk: theme for theme in staged.campaign.theme_scheme.themes.all()}
    edits = [(row.dossier, content_of(row.before or {}, themes), row.edition) for row in rows]
    edit_many(edits=edits, by=by, at=at, channel=SHEET)
