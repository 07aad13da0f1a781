"""Sharing out the criteria of a card: who holds what, until when, and what each person is told."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from danvan.accounts.models import Role
from danvan.criteria.enums import Track
from danvan.dossiers.cards import Assignment
from danvan.dossiers.enums import State
from danvan.dossiers.owning import Holder, assign
from danvan.ledger.models import Event
from danvan.office.owners import stamp
from tests import make


@pytest.fixture
def accepted(cast):
    return make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.ACCEPTED, theme=None)


@pytest.fixture
def mai(cast):
    return make.user(Role.UNIT_CLERK, cast.village, "mai")


def address(dossier) -> str:
    return reverse("office:owners", args=[dossier.pk])


def criterion(dossier, number: int):
    return dossier.campaign.tracks.get(track=dossier.track).version.criteria.get(order=number)


def line(dossier, number: int, person=None, office: str = "", due: str = "", *, was=None) -> dict[str, str]:
    """One line as the page sends it, shown before as ``was``."""
    pk = criterion(dossier, number).pk
    return {f"nguoi-{pk}": str(person.pk) if person else "", f"bp-{pk}": office, f"han-{pk}": due,
            f"da-{pk}": stamp(was)}  # fmt: skip


def give(cast, dossier, number: int, **holder) -> None:
    assign(dossier=dossier, holders={criterion(dossier, number): Holder(**holder)}, by=cast.an, at=make.NOON)


def test_person_office_and_day_are_kept_from_one_form(client, cast, accepted, mai):
    client.force_login(cast.an)
    sent = line(accepted, 3, mai, due="15/11/2026") | line(accepted, 5, office="Mặt trận  xã") | line(accepted, 7)

    answer = client.post(address(accepted), sent, follow=True)

    kept = accepted.assignments.order_by("criterion__order").values_list(
        "criterion__order", "person__username", "office", "due_on"
    )
    assert list(kept) == [(3, "mai", "", date(2026, 11, 15)), (5, None, "Mặt trận xã", None)]
    assert "Đã lưu phân công 2 tiêu chí." in answer.text
    assert "đã giao 2 tiêu chí" in answer.text
    told = Event.objects.filter(verb="assign").get().details
    assert told == {"3": ["", "mai, hạn 15/11/2026"], "5": ["", "Mặt trận xã"]}


def test_page_lists_every_criterion_with_the_hint_and_the_people_of_the_unit(client, cast, accepted, mai):
    version = accepted.campaign.tracks.get(track=accepted.track).version
    version.criteria.filter(order=3).update(owner_hint="Trưởng khối vận")
    client.force_login(cast.an)

    text = client.get(address(accepted)).text

    assert text.count('id="giao-') == 24
    assert "Gợi ý: Trưởng khối vận" in text
    assert text.count(">mai</option>") == 24 and ">binh</option>" not in text


@pytest.mark.parametrize(
    ("typed", "told"),
    [(("", "15/11/2026"), "Đã ghi hạn thì chọn người"), (("Mặt trận xã", "31/02/2026"), "31/02/2026"),
     (("x" * 201, ""), "dài quá 200 ký tự")],
)  # fmt: skip
def test_a_mistake_is_told_at_its_line_and_nothing_typed_is_lost(client, cast, accepted, mai, typed, told):
    client.force_login(cast.an)
    office, due = typed

    answer = client.post(address(accepted), line(accepted, 3, mai) | line(accepted, 5, office=office, due=due))

    assert answer.status_code == 400
    assert told in answer.text and 'href="#giao-5"' in answer.text and 'href="#giao-3"' not in answer.text
    assert f'value="{due}"' in answer.text or not due
    assert f'<option value="{mai.pk}" selected>' in answer.text
    assert not Assignment.objects.exists()


def test_someone_of_another_unit_is_refused(client, cast, accepted):
    client.force_login(cast.an)

    answer = client.post(address(accepted), line(accepted, 3, cast.chi))

    assert answer.status_code == 400 and "không còn giữ việc ở đơn vị" in answer.text
    assert not Assignment.objects.exists()


def test_line_given_by_another_meanwhile_is_told_and_the_rest_kept(client, cast, accepted, mai):
    give(cast, accepted, 3, office="Đoàn xã")
    client.force_login(cast.an)
    sent = line(accepted, 3, mai) | line(accepted, 5, mai)

    answer = client.post(address(accepted), sent)

    assert answer.status_code == 409
    assert "Vừa được sửa: Giao cho Đoàn xã." in answer.text
    assert f'<option value="{mai.pk}" selected>' in answer.text
    assert dict(accepted.assignments.values_list("criterion__order", "office")) == {3: "Đoàn xã", 5: ""}
    again = client.post(address(accepted), line(accepted, 3, mai, was=Holder(office="Đoàn xã")))
    assert again.status_code == 302 and accepted.assignments.get(criterion__order=3).person == mai


def test_blank_line_takes_the_work_away_and_the_same_sending_changes_nothing(client, cast, accepted):
    give(cast, accepted, 3, office="Đoàn xã")
    client.force_login(cast.an)
    before = Event.objects.count()

    client.post(address(accepted), line(accepted, 3, office="Đoàn xã", was=Holder(office="Đoàn xã")))
    assert Event.objects.count() == before
    client.post(address(accepted), line(accepted, 3, was=Holder(office="Đoàn xã")))

    assert not Assignment.objects.exists()


def test_a_holder_who_left_stays_on_the_line_until_it_is_given_to_another(client, cast, accepted):
    gone = make.user(Role.UNIT_CLERK, cast.village, "gone", to_on=date(2026, 3, 31))
    give(cast, accepted, 3, person=gone, due_on=date(2026, 4, 1))
    client.force_login(cast.an)
    was = Holder(gone, due_on=date(2026, 4, 1))

    shown = client.get(address(accepted))
    client.post(address(accepted), line(accepted, 3, gone, due="02/04/2026", was=was))

    assert "gone (đã thôi việc ở đơn vị)" in shown.text
    assert accepted.assignments.get().due_on == date(2026, 4, 2)


@pytest.mark.parametrize(("who", "status"), [("hoa", 403), ("dung", 403), ("chi", 404)])
def test_readers_see_who_holds_what_and_change_nothing(client, cast, accepted, mai, who, status):
    give(cast, accepted, 3, person=mai, due_on=date(2026, 11, 15))
    client.force_login(getattr(cast, who))

    shown, sent = client.get(address(accepted)), client.post(address(accepted), line(accepted, 5, office="x"))

    assert sent.status_code == status
    assert accepted.assignments.count() == 1
    if status == 403:
        assert "Giao cho mai, hạn 15/11/2026" in shown.text and "Lưu phân công" not in shown.text


def test_unscored_track_has_nothing_to_share_out(client, cast):
    model = make.dossier(cast.village, cast.campaign, state=State.ACCEPTED)
    client.force_login(cast.an)

    assert "không chấm theo bộ tiêu chí" in client.get(address(model), follow=True).text


def test_dossier_page_leads_there_and_each_line_of_the_card_says_who_holds_it(client, cast, accepted, mai):
    give(cast, accepted, 3, person=mai, office="Mặt trận xã", due_on=date(2026, 11, 15))
    client.force_login(cast.an)

    dossier = client.get(accepted.get_absolute_url()).text
    card = client.get(reverse("office:card", kwargs={"pk": accepted.pk, "voice": "SELF"})).text

    assert f'href="{address(accepted)}"' in dossier and "đã giao 1 tiêu chí" in dossier
    assert card.count("Giao cho mai, Mặt trận xã, hạn 15/11/2026") == 1
    assert card.count("Giao cho") == 1


def test_the_person_sees_on_the_desk_what_is_left_and_the_nearest_day(client, cast, accepted, mai):
    give(cast, accepted, 5, person=mai, due_on=date(2027, 12, 1))
    give(cast, accepted, 3, person=mai, due_on=date(2027, 11, 15))
    give(cast, accepted, 4, person=cast.an)
    client.force_login(mai)

    jobs = {job.title: job for job in client.get(reverse("office:desk")).context["jobs"]}

    job = jobs["Tiêu chí được giao"]
    assert "Hai tiêu chí: 3, 5. Hạn gần nhất 15/11/2027." in job.text
    assert job.url == f"{reverse('office:card', kwargs={'pk': accepted.pk, 'voice': 'SELF'})}#tieu-chi-3"


@pytest.mark.parametrize(("state", "left"), [("ACCEPTED", [5]), ("REWORK", [3, 5]), ("SENT", [])])
def test_a_judged_line_leaves_the_desk_until_the_card_comes_back(client, cast, accepted, mai, state, left):
    make.card(accepted, marks="YYY")
    give(cast, accepted, 3, person=mai)
    give(cast, accepted, 5, person=mai)
    type(accepted).objects.filter(pk=accepted.pk).update(state=state)
    client.force_login(mai)

    text = " ".join(f"{job.title} {job.text}" for job in client.get(reverse("office:desk")).context["jobs"])

    assert ("Tiêu chí 5 được giao" in text, "Hai tiêu chí: 3, 5." in text) == (left == [5], left == [3, 5])
