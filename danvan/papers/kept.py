"""Papers as they were issued, byte for byte: printed once, kept with their sha256, handed out again unchanged."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from danvan.decisions.enums import DecisionState
from danvan.decisions.models import Certificate, Decision
from danvan.ledger.models import Event
from danvan.ledger.record import wait_for_writers
from danvan.papers.certificate import certificates_paper
from danvan.papers.decision import decision_paper
from danvan.papers.models import KeptPaper, PrintRun
from danvan.papers.paper import Paper
from danvan.papers.render import pdf, why_off

_log = logging.getLogger(__name__)

A_LOOK = 20  # papers kept at one look of the clock, a few seconds of work
DAMAGED = "Tệp đã lưu của giấy này bị hỏng nên không tải được. Hãy báo quản trị viên khôi phục từ bản sao lưu."
_PARTIES = ("item__dossier", "item__decision__unit", "item__decision__campaign", "item__decision__stage")


class Damaged(Exception):
    """The file is not the one that was kept; the message is fit to show."""


def readable(found: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """These certificates with all that printing them reads."""
    return found.select_related(*_PARTIES).prefetch_related("item__dossier__cards")


def keep(certificates: Iterable[Certificate], at: datetime) -> int:
    """Print and keep each certificate that is not kept yet; says how many were. Doing it again changes nothing."""
    return sum(_keep(one, at) for one in certificates)


def _keep(certificate: Certificate, at: datetime) -> bool:
    if certificate.sha256 or _row(certificate):
        return False
    row = _enter(certificate, certificates_paper([certificate]), at)
    certificate.sha256 = row.sha256
    return True


def keep_decision(decision: Decision, at: datetime) -> bool:
    """Print and keep an issued decision with its list, unless it is kept already."""
    if decision.state == DecisionState.DRAFT or _row(decision):
        return False
    items = decision.items.select_related("dossier__theme", "decision", "about__dossier__theme")
    listed = list(items.prefetch_related("dossier__cards").order_by("order"))
    _enter(decision, decision_paper(decision, listed), at)
    return True


def keep_due(at: datetime) -> int:
    """Keep what was published and is not kept yet, the oldest first, ``A_LOOK`` at a time."""
    certificates = readable(Certificate.objects.filter(sha256="", item__decision__in=_published()))
    decisions = (
        _published()
        .select_related("unit", "campaign", "stage", "amends")
        .annotate(subject=Concat(Value("decisions.decision:"), Cast("pk", models.CharField())))
    )
    unkept = decisions.filter(~Exists(KeptPaper.objects.filter(subject=OuterRef("subject"))))
    some, few = list(certificates.order_by("pk")[:A_LOOK]), list(unkept.order_by("pk")[: A_LOOK // 4])
    if not some and not few or why_off():
        return 0
    try:
        return keep(some, at) + sum(keep_decision(one, at) for one in few)
    except OSError:  # no room: they wait for the next look, and everything else goes on
        _log.exception("papers cannot be kept")
        return 0


def _published() -> QuerySet[Decision]:
    """Decisions the public knows of; copies from old books are not papers that were issued."""
    return Decision.objects.public().filter(is_archive=False)


def _enter(thing: models.Model, paper: Paper, at: datetime) -> KeptPaper:
    """Store the file, then its row; of two who keep the same paper one stays, and its file."""
    body = pdf(paper)
    made = KeptPaper(
        subject=Event.subject_of(thing), name=paper.filename, size=len(body), sha256=sha256(body).hexdigest(),
        kept_at=at,
    )  # fmt: skip
    made.file.save(f"{uuid.uuid4().hex}.pdf", ContentFile(body), save=False)
    row = None
    try:
        row = _row_of(made, thing)
    finally:
        if row is not made:  # another was first, or it broke off: no file without its row
            made.file.storage.delete(made.file.name or "")
    return row


@transaction.atomic
def _row_of(made: KeptPaper, thing: models.Model) -> KeptPaper:
    wait_for_writers()
    row = KeptPaper.objects.filter(subject=made.subject).first()
    if row is None:
        made.save(force_insert=True)
        row = made
    if isinstance(thing, Certificate):
        Certificate.objects.filter(pk=thing.pk, sha256="").update(sha256=row.sha256)
    return row


def _row(thing: models.Model) -> KeptPaper | None:
    return KeptPaper.objects.filter(subject=Event.subject_of(thing)).first()


def kept(thing: models.Model) -> tuple[str, bytes] | None:
    """The name and the bytes under which a thing was printed, or nothing. Raises ``Damaged`` for any other bytes."""
    row = _row(thing)
    if row is None:
        return None
    try:
        with row.file.open("rb") as file:
            body = file.read()
    except OSError as broken:
        raise Damaged(DAMAGED) from broken
    recorded = {row.sha256, thing.sha256} if isinstance(thing, Certificate) and thing.sha256 else {row.sha256}
    if recorded != {sha256(body).hexdigest()}:
        raise Damaged(DAMAGED)
    return row.name, body


def sweep(*, before: datetime) -> int:
    """Throw away files without a row that are older than ``before``: what a killed process left lying."""
    storage: Storage = KeptPaper._meta.get_field("file").storage
    known = set(KeptPaper.objects.values_list("file", flat=True)) | set(PrintRun.objects.values_list("file", flat=True))
    lost = [
        path for path in _files(storage) if path not in known and storage.get_modified_time(path) < before
    ]  # fmt: skip
    for path in lost:
        storage.delete(path)
    return len(lost)


def _files(storage: Storage) -> Iterator[str]:
    for folder in ("papers", "print", "print/parts"):
        for inner in storage.listdir(folder)[0] if storage.exists(folder) else ():
            yield from (f"{folder}/{inner}/{name}" for name in storage.listdir(f"{folder}/{inner}")[1])
