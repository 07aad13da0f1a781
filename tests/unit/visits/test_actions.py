"""Planning for many units, writing minutes down, photographs without their place, answers with proof, checklists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from danvan.ledger.models import Event
from danvan.visits import checklists
from danvan.visits.actions import CannotVisit, EditedMeanwhile, Plan, plan_many
from danvan.visits.answering import answer
from danvan.visits.models import Checklist, Finding, Visit
from danvan.visits.recording import Found, Noted, add_photo, note_down
from tests import make
from tests.unit.visits import rows

DAY = date(2026, 3, 20)


def planned(cast, **more) -> Plan:
    return Plan(planned_on=DAY, lead=cast.binh, **more)


def picture() -> ContentFile:
    """A photograph that says where it was taken."""
    kept, exif = BytesIO(), Image.Exif()
    exif[0x010E] = "Nhà ông Tám"
    Image.new("RGB", (20, 10), "green").save(kept, "JPEG", exif=exif)
    return ContentFile(kept.getvalue(), name="IMG_1.jpg")


def test_many_units_are_planned_at_once_or_none(cast):
    with pytest.raises(CannotVisit, match="không lập lịch kiểm tra cho: Huyện ủy Miền Tây"):
        plan_many(units=[cast.village, cast.west], plan=planned(cast), by=cast.binh, at=make.NOON)
    assert not Visit.objects.exists()

    made = plan_many(units=[cast.village, cast.office], plan=planned(cast), by=cast.binh, at=make.NOON)

    assert [(visit.unit, visit.host, visit.state) for visit in made] == [
        (cast.village, cast.east, "PLANNED"), (cast.office, cast.east, "PLANNED"),
    ]  # fmt: skip
    assert Event.objects.filter(verb="plan").count() == 2
    with pytest.raises(CannotVisit, match="đã có lịch kiểm tra: Phòng Nội vụ"):
        plan_many(units=[cast.office], plan=planned(cast), by=cast.binh, at=make.NOON)


@pytest.mark.parametrize("who", ["an", "giang", "hoa", "quan"])
def test_who_does_not_visit_plans_nothing(cast, who):
    with pytest.raises(CannotVisit):
        plan_many(units=[cast.village], plan=planned(cast), by=getattr(cast, who), at=make.NOON)


def test_minutes_are_written_down_piece_by_piece(cast):
    common = Checklist.objects.get(kind="REGULAR")
    first, second = common.items.order_by("order")[:2]
    visit = rows.visit(cast, state="PLANNED", checklist=common)
    noted = Noted(
        visited_on=DAY, summary="Tốt", answers={first.pk: ("OK", ""), second.pk: ("NOT", "Chưa phân công")},
        found=[Found("Phân công rõ", "Bí thư", DAY), Found("Nhầm")],
    )  # fmt: skip

    visit = note_down(visit=visit, noted=noted, edition=1, by=cast.binh, at=make.NOON)
    kept, slip = visit.findings.order_by("pk")
    again = replace(noted, found=[Found("Phân công rõ", "Bí thư", DAY, pk=kept.pk), Found("", pk=slip.pk)])
    note_down(visit=visit, noted=again, edition=2, by=cast.binh, at=make.NOON)

    assert list(visit.answers.order_by("item__order").values_list("result", "note")) == [
        ("OK", ""), ("NOT", "Chưa phân công"),
    ]  # fmt: skip
    assert [(one.pk, one.text, one.due_on) for one in Finding.objects.all()] == [(kept.pk, "Phân công rõ", DAY)]
    with pytest.raises(EditedMeanwhile):
        note_down(visit=visit, noted=noted, edition=1, by=cast.binh, at=make.NOON)


def test_a_photograph_loses_what_is_hidden_in_it_and_is_kept_once(cast):
    visit = rows.visit(cast, state="PLANNED")

    photo = add_photo(visit=visit, upload=picture(), by=cast.binh, at=make.NOON)
    twin = add_photo(visit=visit, upload=picture(), by=cast.binh, at=make.NOON)

    assert twin == photo and visit.photos.count() == 1
    with photo.file.open("rb") as kept:
        assert dict(Image.open(kept).getexif()) == {}
    done = rows.visit(cast)
    with pytest.raises(CannotVisit):
        add_photo(visit=done, upload=picture(), by=cast.binh, at=make.NOON)


def test_the_unit_answers_with_proof(cast):
    finding = rows.finding(rows.visit(cast))

    said = answer(finding=finding, text="Đã niêm yết", files=[picture()], by=cast.an, at=make.NOON)

    assert (said.state, said.answer, said.answered_by) == ("ANSWERED", "Đã niêm yết", cast.an)
    assert [proof.name for proof in said.proofs.all()] == ["IMG_1.jpg"]


def test_a_line_taken_off_a_checklist_stays_with_the_visits_that_answered_it(cast):
    lines = checklists.Lines("Danh mục huyện", "REGULAR", ["Một", "Hai"])
    made = checklists.make(unit=cast.east, lines=lines, by=cast.binh, at=make.NOON)
    two = made.items.get(text="Hai")

    shorter = replace(lines, lines=["Ba", "Một"])
    checklists.change(checklist=made, lines=shorter, edition=1, by=cast.binh, at=make.NOON)

    assert list(made.items.filter(is_active=True).order_by("order").values_list("text", flat=True)) == ["Ba", "Một"]
    two.refresh_from_db()
    assert not two.is_active
    common = Checklist.objects.filter(unit__isnull=True).first()
    with pytest.raises(CannotVisit, match="hãy chép"):
        checklists.change(checklist=common, lines=lines, edition=1, by=cast.dung, at=make.NOON)
