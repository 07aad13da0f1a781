"""Stories: who writes and shows them, lost updates, double sending, contacts and counting readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.dossiers.models import Dossier
from danvan.ledger.models import Event
from danvan.stories.actions import (
    CannotTell,
    Contact,
    EditedMeanwhile,
    Told,
    count_read,
    hide_story,
    keep_contact,
    show_story,
    write_story,
)  # fmt: skip
from danvan.stories.models import ContactPoint, Figure, Reads, Story
from danvan.stories.queries import contact_for, most_read, reads_of, shown_story
from tests import make
from tests.unit.stories import rows

pytestmark = pytest.mark.django_db

PEOPLE = ("an", "binh", "chi", "dung", "giang", "hoa", "quan")
#                          an     binh   chi    dung   giang  hoa    quan
WRITE_UNSHOWN = dict(zip(PEOPLE, (True, True, False, True, True, False, False), strict=True))
WRITE_SHOWN = dict(zip(PEOPLE, (False, False, False, True, True, False, False), strict=True))


def refused(action, **given) -> bool:
    try:
        action(at=make.NOON, **given)
    except CannotTell:
        return True
    return False


@pytest.mark.parametrize("who", PEOPLE)
def test_who_writes_a_story_before_it_is_shown(cast, who):
    dossier = rows.model(cast)
    got = not refused(write_story, dossier=dossier, told=rows.TOLD, edition=0, by=getattr(cast, who))
    assert got is WRITE_UNSHOWN[who]
    assert Story.objects.exists() is WRITE_UNSHOWN[who]


@pytest.mark.parametrize("who", PEOPLE)
def test_who_changes_a_shown_story(cast, who):
    dossier = rows.model(cast)
    rows.told(cast, dossier, shown=True)
    other = replace(rows.TOLD, lead="Câu khác")
    assert refused(write_story, dossier=dossier, told=other, edition=1, by=getattr(cast, who)) is not WRITE_SHOWN[who]


@pytest.mark.parametrize("who", PEOPLE)
def test_only_the_organiser_shows_and_hides(cast, who):
    dossier, by = rows.model(cast), getattr(cast, who)
    rows.told(cast, dossier)
    assert refused(show_story, dossier=dossier, edition=1, by=by) is (who not in ("dung", "giang"))
    if who in ("dung", "giang"):
        assert shown_story(dossier) == dossier.story
    assert refused(hide_story, dossier=dossier, why="Sai số liệu", by=by) is (who not in ("dung", "giang"))
    assert shown_story(dossier) is None


def test_figures_keep_their_order_and_empty_rows_fall_out(cast):
    dossier = rows.model(cast)
    told = replace(rows.TOLD, figures=[("", ""), ("2 km", "đường"), (" ", ""), ("37 hộ", "hiến đất")])
    write_story(dossier=dossier, told=told, edition=0, by=cast.an, at=make.NOON)
    assert list(Figure.objects.order_by("order").values_list("order", "value")) == [(1, "2 km"), (2, "37 hộ")]


@pytest.mark.parametrize(
    "told",
    [
        replace(rows.TOLD, figures=[("2 km", "")]),
        replace(rows.TOLD, figures=[(str(n), "đường") for n in range(5)]),
        replace(rows.TOLD, figures=[("9" * 41, "đường")]),
        replace(rows.TOLD, lead="x" * 301),
        replace(rows.TOLD, lesson="x" * 4001),
        replace(rows.TOLD, steps="\n".join("abcdefghijklmnop")),
    ],
)
def test_what_does_not_fit_is_refused_whole(cast, told):
    dossier = rows.model(cast)
    rows.told(cast, dossier)
    before = Story.objects.values().get()
    with pytest.raises(CannotTell):
        write_story(dossier=dossier, told=told, edition=1, by=cast.an, at=make.NOON)
    assert Story.objects.values().get() == before
    assert Figure.objects.count() == 2


def test_text_is_kept_in_one_spelling(cast):
    told = Told(lead="Đường \u200b hoa\u0300 ", steps="Một\n\n\nHai\n")
    story = write_story(dossier=rows.model(cast), told=told, edition=0, by=cast.an, at=make.NOON)
    assert (story.lead, story.steps) == ("Đường hoà", "Một\nHai")


def test_the_second_of_two_editors_is_told(cast):
    dossier = rows.model(cast)
    rows.told(cast, dossier)
    write_story(dossier=dossier, told=replace(rows.TOLD, lead="Của Bình"), edition=1, by=cast.binh, at=make.NOON)
    with pytest.raises(EditedMeanwhile):
        write_story(dossier=dossier, told=replace(rows.TOLD, lead="Của An"), edition=1, by=cast.an, at=make.NOON)
    assert Story.objects.get().lead == "Của Bình"


def test_the_button_pressed_twice_writes_once(cast):
    dossier = rows.model(cast)
    for _ in range(2):
        write_story(dossier=dossier, told=rows.TOLD, edition=0, by=cast.an, at=make.NOON)
    assert Story.objects.get().edition == 1
    assert Event.objects.filter(verb="write_story").count() == 1


def test_the_organiser_shows_what_was_read(cast):
    dossier = rows.model(cast)
    rows.told(cast, dossier)
    write_story(dossier=dossier, told=replace(rows.TOLD, lead="Đổi"), edition=1, by=cast.an, at=make.NOON)
    with pytest.raises(EditedMeanwhile):
        show_story(dossier=dossier, edition=1, by=cast.dung, at=make.NOON)


def test_a_story_without_lead_or_steps_is_not_shown(cast):
    dossier = rows.model(cast)
    write_story(dossier=dossier, told=Told(lead="Chỉ một câu"), edition=0, by=cast.an, at=make.NOON)
    assert refused(show_story, dossier=dossier, edition=1, by=cast.dung)


def test_a_story_may_be_prepared_before_the_decision_and_shown_after(cast):
    early = make.dossier(cast.village, cast.campaign, state="ACCEPTED")
    soon = make.dossier(cast.village, cast.campaign, state="APPROVED")
    assert refused(write_story, dossier=early, told=rows.TOLD, edition=0, by=cast.an)
    write_story(dossier=soon, told=rows.TOLD, edition=0, by=cast.an, at=make.NOON)
    assert refused(show_story, dossier=soon, edition=1, by=cast.dung)


def test_a_story_goes_when_the_recognition_is_taken_back(cast):
    dossier = rows.model(cast)
    rows.told(cast, dossier, shown=True)
    Dossier.objects.filter(pk=dossier.pk).update(recognised_on=None)
    assert shown_story(dossier) is None


def test_hiding_needs_a_reason(cast):
    dossier = rows.model(cast)
    rows.told(cast, dossier, shown=True)
    assert refused(hide_story, dossier=dossier, why="  ", by=cast.dung)
    assert shown_story(dossier) is not None


def test_readings_are_counted_by_the_month(cast):
    dossier, other = rows.model(cast), rows.model(cast)
    for day in (date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)):
        assert count_read(dossier.pk, day)
    count_read(other.pk, date(2026, 3, 2))
    assert list(Reads.objects.filter(dossier=dossier).order_by("month").values_list("month", "times")) == [
        (date(2026, 3, 1), 2), (date(2026, 4, 1), 1),
    ]  # fmt: skip
    assert (reads_of(dossier), most_read(date(2026, 3, 20), 5)) == (3, {dossier.pk: 3, other.pk: 1})


def test_only_pages_that_exist_are_counted(cast):
    draft = make.dossier(cast.village, cast.campaign)
    assert [count_read(pk, date(2026, 3, 1)) for pk in (draft.pk, 10**6)] == [False, False]
    assert not Reads.objects.exists()


OFFICE = Contact(name="Ban Dân vận Huyện ủy", telephone="0209 000 000")
#                            an     binh   chi    dung   giang  hoa    quan
KEEP_EAST = dict(zip(PEOPLE, (False, True, False, False, False, False, False), strict=True))


@pytest.mark.parametrize("who", PEOPLE)
def test_who_keeps_the_contact_of_the_east(cast, who):
    got = not refused(keep_contact, unit=cast.east, contact=OFFICE, edition=0, by=getattr(cast, who))
    assert got is KEEP_EAST[who]


def test_a_contact_is_audited_without_its_number(cast):
    keep_contact(unit=cast.east, contact=OFFICE, edition=0, by=cast.binh, at=make.NOON)
    event = Event.objects.get(verb="keep_contact")
    assert event.details == {"đã sửa": ["", "tên ban, bộ phận, điện thoại"]}


def test_a_contact_is_not_lost_to_a_second_editor(cast):
    keep_contact(unit=cast.east, contact=OFFICE, edition=0, by=cast.binh, at=make.NOON)
    other = replace(OFFICE, telephone="0209 111 111")
    with pytest.raises(EditedMeanwhile):
        keep_contact(unit=cast.east, contact=other, edition=0, by=cast.binh, at=make.NOON)
    assert ContactPoint.objects.get().telephone == "0209 000 000"


@pytest.mark.parametrize("contact", [Contact(name="Ban"), Contact(name="", telephone="1"), replace(OFFICE, email="x")])
def test_half_a_contact_is_refused(cast, contact):
    assert refused(keep_contact, unit=cast.east, contact=contact, edition=0, by=cast.binh)


def test_a_model_names_the_nearest_office_that_gave_a_contact(cast):
    dossier = rows.model(cast)
    assert contact_for(dossier) is None
    ContactPoint.objects.create(unit=cast.province, name="Tỉnh", telephone="1")
    east = ContactPoint.objects.create(unit=cast.east, name="Huyện", telephone="2")
    ContactPoint.objects.create(unit=cast.west, name="Huyện khác", telephone="3")
    assert contact_for(dossier) == east
