"""Taking in the files that prove the lines of a card: each is kept or refused by itself, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from danvan.accounts.models import User
from danvan.criteria.models import Criterion
from danvan.dossiers.models import Dossier
from danvan.dossiers.proofs import attach
from danvan.dossiers.scoring import CannotScore
from danvan.kit.uploads import BadUpload
from danvan.office.folder import Folder


@dataclass(frozen=True)
class Told:
    """What became of one file: its name, whether it is kept, and the sentence that says so."""

    name: str
    kept: bool
    text: str


def attach_each(
    dossier: Dossier, criterion: Criterion, uploads: Iterable[UploadedFile[bytes]], by: User, at: datetime
) -> list[Told]:
    """Keep the files of one criterion; a bad one does not hold up the others."""
    return [_attached(dossier, criterion, upload, by, at) for upload in uploads]


def _attached(dossier: Dossier, criterion: Criterion, upload: UploadedFile[bytes], by: User, at: datetime) -> Told:
    name = upload.name or "tệp không tên"
    try:
        kept = attach(dossier=dossier, criterion=criterion, upload=upload, by=by, at=at)
    except CannotScore as refusal:
        return Told(name, False, str(refusal))
    except BadUpload as refusal:
        return Told(name, False, f"Chưa thêm “{name}”: {refusal}")
    return Told(kept.name, True, f"Đã thêm “{kept.name}”.")


def prove(files: MultiValueDict[str, UploadedFile[bytes]], folder: Folder, by: User, at: datetime) -> list[str]:
    """Keep the files sent with the sheet, by line; the refusals in sentences."""
    found: list[Told] = []
    for criterion in folder.criteria:
        uploads = [upload for upload in files.getlist(f"tep-{criterion.pk}") if upload]
        found += attach_each(folder.dossier, criterion, uploads, by, at)
    return [told.text for told in found if not told.kept]


def wants_json(request: HttpRequest) -> bool:
    """Was this sent by the script of the sheet, which reads the answer itself?"""
    return request.headers.get("Accept", "") == "application/json"
