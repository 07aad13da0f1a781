"""A small book grown by so many rows of everything the public pages show."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from danvan.accounts.models import Role
from danvan.decisions.models import DecisionItem
from danvan.dossiers.enums import State
from danvan.dossiers.models import Practice
from danvan.hearings.models import Candidate, Consultation, Opinion
from danvan.library.models import Document
from danvan.stories.models import ContactPoint, Figure, Photo, Reads, Story
from danvan.units.models import UnitChange
from tests import make
from tests.unit.library import rows as library
from tests.web.portal.conftest import Book, assessed


def grow(book: Book, rows: int) -> None:
    """More of everything: models, years of the practice, assessed units, decisions, mergers."""
    for number in range(rows):
        unit = make.unit(parent=book.district)
        year = 2018 + number % 3
        dossier = make.recognised(unit, book.campaign, title=f"Đường số {number}", year=year)
        type(dossier).objects.filter(pk=dossier.pk).update(practice=book.road.practice)
        assessed(unit, book.campaign, "Y" * 22 + "NN", year=year)
        make.decision(book.district, dossier, state="ISSUED")
        DecisionItem.objects.create(decision=book.decision, dossier=dossier, order=number + 2)
        change = UnitChange.objects.create(kind="MERGE", on=make.BEGIN)
        change.predecessors.set([unit])
        change.successors.set([book.commune])
        make.stage(unit, order=number + 2)
    for year in (2018, 2019, 2020)[: rows + 2]:
        assessed(book.commune, book.campaign, "Y" * 22 + "NN", year=year)


def copy(book: Book, rows: int) -> None:
    """Copies of the model: half of them one behind the other, the rest straight from it."""
    origin = book.road.practice
    for number in range(rows):
        made = make.recognised(make.unit(parent=book.district), book.campaign, title=f"Học theo {number}", year=2019)
        Practice.objects.filter(pk=made.practice_id).update(copied_from=origin)
        origin = made.practice if number < 4 else book.road.practice


def tell(book: Book, rows: int) -> None:
    """A story with figures and photographs, contacts, readers, and documents in the library."""
    now, by = timezone.now(), make.author()
    story = Story.objects.create(dossier=book.road, written_by=by, written_at=now, shown_at=now, steps="Một\nHai")
    for number in range(min(rows, 4)):
        Figure.objects.create(story=story, order=number + 1, value="4.260 m²", label="đất ruộng")
    for number in range(rows):
        Photo.objects.create(
            dossier=book.road, folder=f"photos/{number}/", widths=[480], width=480, height=320, sha256="0" * 64,
            alt="Con đường", credit="Đài xã", shows_people=False, order=number, added_by=by, added_at=now,
        )  # fmt: skip
        ContactPoint.objects.create(unit=make.unit(parent=book.district), name="Ban Dân vận")
        Reads.objects.create(dossier=book.road, month=make.BEGIN.replace(year=1900 + number, day=1), times=1)
    clerk = make.user(Role.PROVINCE_BOARD, book.province, "van-thu")
    for number in range(rows):
        library.public(book.province, clerk, number=f"{number}-HD/BDV", file=library.PDF, campaign=book.campaign)


def hear(book: Book, rows: int) -> None:
    """An open consultation with candidates, one of them the model itself, and what was said of them."""
    now, today = timezone.now(), timezone.localdate()
    days = {"opens_on": today - timedelta(days=1), "closes_on": today + timedelta(days=5)}
    for number in range(rows):
        hearing = Consultation.objects.create(
            unit=book.district, state="OPEN", campaign=book.campaign, title="Lấy ý kiến", created_by=make.author(),
            created_at=now, opened_at=now, **days,
        )  # fmt: skip
        waiting = make.dossier(make.unit(parent=book.district), book.campaign, state=State.CONFIRMED, title="Chờ")
        for place, dossier in enumerate((book.road, waiting)):
            candidate = Candidate.objects.create(consultation=hearing, dossier=dossier, title=dossier.title)
            Opinion.objects.create(
                unit=book.district, state="SHOWN", dossier=dossier, candidate=candidate, text="Tốt", shown_text="Tốt",
                stance="SUPPORT", code_hash=f"{number}-{place}", received_at=now, due_on=today,
            )  # fmt: skip


def addresses(book: Book) -> dict[str, dict[str, object]]:
    """What the addresses need that speak of one thing."""
    slug = {"slug": "hien-dat-lam-duong-nong-thon-moi"}
    road, code = {"pk": book.road.pk, **slug}, {"code": book.certificate.code}
    candidate = Candidate.objects.order_by("pk").first()
    return {
        "portal:practice": road, "portal:practice-copies": road, "portal:practice-opinion": road,
        "portal:practice-card": road, "portal:unit": {"pk": book.commune.pk, "slug": "dang-bo-xa-yen-thinh"},
        "portal:decision": {"pk": book.decision.pk}, "portal:certificate": code, "api:certificate": code,
        "portal:figures-download": {"key": "don-vi", "form": "csv"}, "portal:decisions-file": {"form": "csv"},
        "portal:document": {"pk": Document.objects.order_by("pk")[0].pk},
        "portal:document-file": {"pk": Document.objects.order_by("pk")[0].pk},
        "portal:hearing": {"pk": candidate.consultation_id},
        "portal:candidate": {"pk": candidate.consultation_id, "candidate": candidate.pk},
        "portal:criteria-list": {"pk": make.version(3, issued=True).pk},
        "portal:sitemap-part": {"section": "mo-hinh"}, "data:file": {"name": "mo-hinh", "form": "csv"},
        "api:practice": {"pk": book.road.pk},
    }  # fmt: skip
