"""Writing, publishing and taking back a document; each is recorded, and none overwrites what another person wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from danvan.accounts.access import Action, homes, may
from danvan.accounts.models import User
from danvan.decisions.numbers import number_key
from danvan.dossiers.models import Campaign
from danvan.kit import dates, vi
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.library.models import Document, DocumentKind
from danvan.library.secrecy import why_secret
from danvan.units.models import Unit

EDITED = "Người khác vừa lưu văn bản này. Phần anh/chị ghi còn nguyên bên dưới; hãy xem lại rồi lưu lần nữa."
TWICE = timedelta(minutes=1)  # a form that comes again within it was sent twice
_FIELDS = ("kind", "number", "signed_on", "body", "title", "summary", "link", "campaign")


class CannotKeep(Exception):
    """The document cannot be kept or published as it is; the message is fit to show to the user."""


class EditedMeanwhile(CannotKeep):
    """Somebody else stored the document since the page was shown."""


@dataclass(frozen=True)
class Words:
    """What a document says about itself."""

    kind: DocumentKind
    title: str
    body: str
    number: str = ""
    signed_on: date | None = None
    summary: str = ""
    link: str = ""
    campaign: Campaign | None = None


def may_keep(by: User, unit: Unit) -> bool:
    """Does this person keep the library of this unit: whoever runs its campaigns?"""
    return may(by, Action.RUN, unit)


def boards(by: User) -> list[Unit]:
    """The units under whose name this person adds documents."""
    return [unit for unit in dict.fromkeys(homes(by)) if may_keep(by, unit)]


@transaction.atomic
def begin(*, unit: Unit, words: Words, by: User, at: datetime, is_illustrative: bool = False) -> Document:
    """Begin a document as a draft; the same words sent twice at once are one draft. Raises ``CannotKeep``."""
    if not may_keep(by, unit):
        raise CannotKeep("Bạn không thêm được văn bản cho đơn vị này.")
    wait_for_writers()
    document = Document(unit=unit, created_by=by, created_at=at, is_illustrative=is_illustrative)
    _fill(document, words)
    same = {name: getattr(document, name) for name in ("unit", "created_by", *_FIELDS)}
    if twin := Document.objects.filter(**same, published_at=None, created_at__gt=at - TWICE).first():
        return twin
    document.save()
    record(Act(document, "begin_document", "Thêm văn bản", unit, details=_told(words)), by=by, at=at)
    return document


@transaction.atomic
def write(*, document: Document, words: Words, edition: int, by: User, at: datetime) -> Document:
    """Change what a document says about itself, public or not. Raises ``CannotKeep``."""
    fresh = fresh_document(document, by, edition)
    changed = {
        name: [_word(getattr(fresh, name)), _word(getattr(words, name))]
        for name in _FIELDS if getattr(fresh, name) != getattr(words, name)
    }  # fmt: skip
    if not changed:
        return fresh
    _fill(fresh, words)
    fresh.edition += 1
    fresh.save()
    record(Act(fresh, "write_document", "Sửa văn bản", fresh.unit, details=changed), by=by, at=at)
    return fresh


@transaction.atomic
def publish(*, document: Document, by: User, at: datetime) -> Document:
    """Let everyone read it; a document taken back may be published again. Raises ``CannotKeep``."""
    fresh = fresh_document(document, by)
    if fresh.is_public:
        return fresh
    if refusal := why_not_public(fresh):
        raise CannotKeep(refusal)
    fresh.published_at, fresh.published_by, fresh.withdrawn_at, fresh.withdrawn_why = at, by, None, ""
    fresh.edition += 1
    fresh.save()
    record(Act(fresh, "publish_document", "Đăng văn bản", fresh.unit), by=by, at=at)
    return fresh


def why_not_public(document: Document) -> str:
    """What a document lacks before it may be published, or nothing."""
    if refusal := why_secret(document.title, document.number, document.file_name):
        return refusal
    if document.signed_on is None and document.file:
        return "Văn bản có tệp thì cần ghi ngày ban hành trước khi đăng."
    return ""


@transaction.atomic
def withdraw(*, document: Document, reason: str, by: User, at: datetime) -> Document:
    """Take a document off the public pages; it stays in the office with the reason. Raises ``CannotKeep``."""
    fresh, reason = fresh_document(document, by), vi.clean_line(reason)
    if not fresh.is_public:
        return fresh
    if not reason:
        raise CannotKeep("Cần ghi rõ lý do gỡ văn bản.")
    if len(reason) > 300:
        raise CannotKeep("Lý do gỡ dài nhất 300 ký tự.")
    fresh.withdrawn_at, fresh.withdrawn_why = at, reason
    fresh.edition += 1
    fresh.save()
    record(Act(fresh, "withdraw_document", "Gỡ văn bản", fresh.unit, note=reason), by=by, at=at)
    return fresh


@transaction.atomic
def replace(*, document: Document, by_document: Document | None, by: User, at: datetime) -> Document:
    """Say which document took the place of this one, or that none did. Raises ``CannotKeep``."""
    fresh = fresh_document(document, by)
    if fresh.replaced_by_id == (by_document.pk if by_document else None):
        return fresh
    if by_document and _leads_back(by_document, fresh):
        raise CannotKeep("Văn bản không thể được thay bằng chính nó, hoặc bằng văn bản mà nó đã thay.")
    details = {"replaced_by": [_word(fresh.replaced_by), _word(by_document)]}
    fresh.replaced_by = by_document
    fresh.edition += 1
    fresh.save()
    record(Act(fresh, "replace_document", "Ghi văn bản thay thế", fresh.unit, details=details), by=by, at=at)
    return fresh


def _leads_back(later: Document, to: Document) -> bool:
    """Was ``to`` put in the place of ``later``, at once or by steps?"""
    after = dict(Document.objects.filter(replaced_by__isnull=False).values_list("pk", "replaced_by"))
    current: int | None = later.pk
    while current is not None:
        if current == to.pk:
            return True
        current = after.pop(current, None)
    return False


def fresh_document(document: Document, by: User, edition: int | None = None) -> Document:
    """The document as it is stored now, for those who keep it, and only over what they saw. Raises ``CannotKeep``."""
    wait_for_writers()
    fresh = Document.objects.select_related("unit", "kind", "campaign", "replaced_by").get(pk=document.pk)
    if not may_keep(by, fresh.unit):
        raise CannotKeep("Bạn không sửa được văn bản này.")
    if edition is not None and edition != fresh.edition:
        raise EditedMeanwhile(EDITED)
    return fresh


def _fill(document: Document, words: Words) -> None:
    if refusal := why_secret(words.title, words.number):
        raise CannotKeep(refusal)
    for name in _FIELDS:
        setattr(document, name, getattr(words, name))
    document.number_key = number_key(document.number)
    parts = (document.number, document.title, document.body, document.summary, document.kind.name)
    document.search = " | ".join(vi.fold(part) for part in parts)


def _told(words: Words) -> dict[str, list[str]]:
    return {name: ["", _word(getattr(words, name))] for name in _FIELDS if getattr(words, name)}


def _word(value: object) -> str:
    return dates.plain(value) if isinstance(value, date) else str(value or "")
