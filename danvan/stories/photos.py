"""Photographs of a model: taken in, given consent, put in order, and taken down for good."""

from __future__ import annotations

import errno
import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from danvan.accounts.models import User
from danvan.dossiers.models import PARTIES, Dossier
from danvan.kit import dates, vi
from danvan.kit.uploads import BadUpload, Kind, cleaned, judge
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.stories.errors import CannotTell
from danvan.stories.fields import label, most
from danvan.stories.models import Photo
from danvan.stories.queries import may_write, story_of
from danvan.stories.sizes import Sized, sized

FOLDER = "photos"
MOST_PHOTOS = 12
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_NOT_YOURS = "Bạn không thêm, sửa hay gỡ ảnh của mô hình này được lúc này."


@dataclass(frozen=True)
class Words:
    """What is said of a photograph; consent is asked for where people can be told apart."""

    alt: str
    credit: str
    caption: str = ""
    shows_people: bool = True
    consent_on: date | None = None
    consent_note: str = ""


def add_photo(
    *, dossier: Dossier, upload: File[bytes], words: Words, by: User, at: datetime, is_illustrative: bool = False
) -> Photo:  # fmt: skip
    """Keep a photograph in its widths: the files first, then its row, or neither of them.

    The same file sent twice is one photograph. Raises ``CannotTell``, or ``kit.uploads.BadUpload`` for a bad file.
    """
    _writable(dossier, by)
    said = _said(words, at)
    data, sizes = _judged(upload)
    photo = Photo(
        dossier=dossier, folder=f"{FOLDER}/{secrets.token_hex(16)}/", widths=[one.width for one in sizes],
        width=sizes[-1].width, height=sizes[-1].height, sha256=hashlib.sha256(data).hexdigest(), added_by=by,
        added_at=at, is_illustrative=is_illustrative, **vars(said),
    )  # fmt: skip
    kept = None
    try:
        _store(photo.folder, sizes)
        kept = _enter(photo, by, at)
    finally:
        if kept is not photo:  # refused, broken off, or the same as one that stands: no files without a row
            delete_files(photo.folder)
    return kept


@transaction.atomic
def record_consent(*, photo: Photo, on: date, note: str, by: User, at: datetime) -> Photo:
    """Write down when those who can be told apart agreed, and where that is kept. Raises ``CannotTell``."""
    wait_for_writers()
    fresh = _standing(photo, by)
    told = vi.clean_line(note)
    _consent_fits(on, told, at)
    if (fresh.consent_on, fresh.consent_note) == (on, told):
        return fresh
    details = {"ngày đồng ý": [dates.plain(fresh.consent_on) if fresh.consent_on else "", dates.plain(on)]}
    fresh.consent_on, fresh.consent_note = on, told
    fresh.save(update_fields=["consent_on", "consent_note"])
    record(_event(fresh, "photo_consent", "Ghi sự đồng ý của người trong ảnh", details=details), by=by, at=at)
    return fresh


@transaction.atomic
def place_photo(*, photo: Photo, place: int, by: User, at: datetime) -> None:
    """Put a photograph at this place among those that stand; the first is the large one."""
    wait_for_writers()
    fresh = _standing(photo, by)
    others = Photo.objects.standing().filter(dossier=fresh.dossier_id).exclude(pk=fresh.pk).order_by("order", "pk")
    line = list(others)
    before = 1 + sum((one.order, one.pk) < (fresh.order, fresh.pk) for one in line)
    place = min(max(place, 1), len(line) + 1)
    line.insert(place - 1, fresh)
    for order, one in enumerate(line, 1):
        one.order = order
    Photo.objects.bulk_update(line, ["order"])
    if before != place:
        details = {"thứ tự": [str(before), str(place)]}
        record(_event(fresh, "photo_order", "Xếp lại thứ tự ảnh", details=details), by=by, at=at)


@transaction.atomic
def remove_photo(*, photo: Photo, why: str, by: User, at: datetime) -> None:
    """Take a photograph down with a reason: the row stays, its files are destroyed."""
    wait_for_writers()
    note = vi.clean_line(why)
    if not note:
        raise CannotTell("Cần ghi rõ lý do gỡ ảnh.")
    if len(note) > most(Photo, "removed_why"):
        raise CannotTell("Lý do gỡ ảnh dài quá 200 ký tự.")
    fresh = Photo.objects.select_related("dossier").get(pk=photo.pk)
    _writable(fresh.dossier, by)
    if fresh.removed_at is not None:
        return
    fresh.removed_at, fresh.removed_by, fresh.removed_why = at, by, note
    fresh.save(update_fields=["removed_at", "removed_by", "removed_why"])
    record(_event(fresh, "photo_remove", "Gỡ ảnh", note=note), by=by, at=at)
    folder = fresh.folder
    transaction.on_commit(lambda: delete_files(folder), robust=True)


def delete_files(folder: str) -> None:
    """Destroy what lies in the folder of one photograph."""
    if not default_storage.exists(folder):
        return
    for name in default_storage.listdir(folder)[1]:
        default_storage.delete(f"{folder}{name}")
    default_storage.delete(folder)


def sweep(*, before: datetime) -> int:
    """Destroy files older than ``before`` that belong to no standing photograph; how many folders."""
    if not default_storage.exists(FOLDER):
        return 0
    known = set(Photo.objects.standing().values_list("folder", flat=True))
    folders = [f"{FOLDER}/{name}/" for name in default_storage.listdir(FOLDER)[0]]
    lost = [one for one in folders if one not in known and default_storage.get_modified_time(one.rstrip("/")) < before]
    for folder in lost:
        delete_files(folder)
    return len(lost)


def _writable(dossier: Dossier, by: User) -> Dossier:
    """The dossier as it is stored, for those who may write on its story now."""
    fresh = Dossier.objects.select_related(*PARTIES).get(pk=dossier.pk)
    if not may_write(by, fresh, story_of(fresh)):
        raise CannotTell(_NOT_YOURS)
    return fresh


def _standing(photo: Photo, by: User) -> Photo:
    fresh = Photo.objects.select_related("dossier").get(pk=photo.pk)
    fresh.dossier = _writable(fresh.dossier, by)
    if fresh.removed_at is not None:
        raise CannotTell("Ảnh này đã được gỡ.")
    return fresh


def _judged(upload: File[bytes]) -> tuple[bytes, list[Sized]]:
    judged = judge(upload, upload.name or "", max_bytes=settings.UPLOAD_MAX_BYTES)
    if judged.kind != Kind.IMAGE:
        raise BadUpload("Đây không phải là ảnh. Hãy chọn ảnh JPEG, PNG hoặc WEBP.")
    data = cleaned(upload, judged)
    return data, sized(data)


def _said(words: Words, at: datetime) -> Words:
    """The words as they are stored, or a refusal that says which are missing."""
    texts = {name: vi.clean_line(getattr(words, name)) for name in ("alt", "credit", "caption", "consent_note")}
    if not texts["alt"]:
        raise CannotTell("Cần ghi ảnh có gì, để đọc cho người không nhìn được ảnh.")
    if not texts["credit"]:
        raise CannotTell("Cần ghi người chụp hoặc nguồn ảnh.")
    for name, text in texts.items():
        if len(text) > most(Photo, name):
            raise CannotTell(f"{label(Photo, name)} dài quá {most(Photo, name)} ký tự.")
    if words.consent_on is not None:
        _consent_fits(words.consent_on, texts["consent_note"], at)
    elif texts["consent_note"]:
        raise CannotTell("Đã ghi ai đồng ý thì cần ghi cả ngày đồng ý.")
    return Words(**texts, shows_people=words.shows_people, consent_on=words.consent_on)


def _consent_fits(on: date, note: str, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise CannotTell("Ngày đồng ý không thể ở sau hôm nay.")
    if not note:
        raise CannotTell("Cần ghi ai đồng ý và giấy đồng ý lưu ở đâu.")
    if len(note) > most(Photo, "consent_note"):
        raise CannotTell("Phần ghi ai đồng ý dài quá 200 ký tự.")


def _store(folder: str, sizes: list[Sized]) -> None:
    try:
        for one in sizes:
            default_storage.save(f"{folder}{one.width}.jpg", ContentFile(one.data))
    except OSError as broken:
        if broken.errno in _NO_ROOM:
            raise CannotTell(
                "Máy chủ hết chỗ chứa tệp nên ảnh chưa được lưu. Hãy báo quản trị viên rồi tải lên lại."
            ) from broken
        raise


@transaction.atomic
def _enter(photo: Photo, by: User, at: datetime) -> Photo:
    wait_for_writers()
    photo.dossier = _writable(photo.dossier, by)
    standing = list(Photo.objects.standing().filter(dossier=photo.dossier_id))
    if twin := next((one for one in standing if one.sha256 == photo.sha256), None):
        return twin
    if len(standing) >= MOST_PHOTOS:
        raise CannotTell(f"Mỗi mô hình giữ nhiều nhất {MOST_PHOTOS} ảnh. Hãy gỡ bớt ảnh trước khi thêm.")
    photo.order = max((one.order for one in standing), default=0) + 1
    photo.save(force_insert=True)
    record(_event(photo, "photo_add", "Thêm ảnh"), by=by, at=at)
    return photo


def _event(
    photo: Photo, verb: str, words: str, *, note: str = "", details: dict[str, list[str]] | None = None
) -> Act:  # fmt: skip
    """An event on the dossier, so that its diary tells of its photographs."""
    told = {"ảnh số": ["", str(photo.pk)], **(details or {})}
    return Act(photo.dossier, verb, words, photo.dossier.unit, note=note, details=told)
