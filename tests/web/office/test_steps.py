"""Steps through the screen: POST only, with the reason kept when a step is refused."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from danvan.dossiers.enums import State
from danvan.ledger.models import Event
from tests import make


def step(dossier, name: str) -> str:
    return reverse("office:dossier-step", args=[dossier.pk, name])


def test_an_sends_and_binh_accepts(cast, client):
    dossier = make.dossier(cast.village, cast.campaign)
    client.force_login(cast.an)
    client.post(step(dossier, "submit"))
    client.force_login(cast.binh)

    response = client.post(step(dossier, "accept"), follow=True)

    dossier.refresh_from_db()
    assert dossier.state == State.ACCEPTED
    assert "Đã thực hiện: Tiếp nhận đăng ký." in response.content.decode()


def test_a_blocked_step_explains_itself_and_changes_nothing(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, situation="")
    client.force_login(cast.an)

    response = client.post(step(dossier, "submit"), follow=True)

    dossier.refresh_from_db()
    assert dossier.state == State.DRAFT
    assert "Còn thiếu: thực trạng, lý do." in response.content.decode()


def test_a_return_without_a_reason_is_refused(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, state=State.SUBMITTED)
    client.force_login(cast.binh)

    response = client.post(step(dossier, "return"), {"note": "  "}, follow=True)

    assert "Cần ghi rõ lý do." in response.content.decode()
    assert Event.objects.count() == 0


def test_the_reason_typed_for_a_refused_step_is_given_back(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, state=State.SUBMITTED)
    client.force_login(cast.binh)

    response = client.post(step(dossier, "stop"), {"note": "Không làm nữa"})

    assert response.status_code == 409
    assert "Không làm nữa" in response.content.decode()


def test_a_reason_that_is_too_long_is_given_back_whole(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, state=State.SUBMITTED)
    client.force_login(cast.binh)
    note = "dài " * 600

    response = client.post(step(dossier, "return"), {"note": note})

    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED
    assert note.strip() in response.content.decode()


@pytest.mark.parametrize(("person", "status"), [("an", 405), ("chi", 405)])
def test_a_step_is_never_taken_by_reading(cast, client, person, status):
    dossier = make.dossier(cast.village, cast.campaign)
    client.force_login(getattr(cast, person))

    assert client.get(step(dossier, "submit")).status_code == status


def test_a_step_out_of_reach_is_a_404(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, state=State.SUBMITTED)
    client.force_login(cast.chi)

    assert client.post(step(dossier, "accept")).status_code == 404


def test_an_unknown_step_has_no_address(cast, client):
    dossier = make.dossier(cast.village, cast.campaign)
    client.force_login(cast.an)

    assert client.post(f"/can-bo/ho-so/{dossier.pk}/buoc/bay-len/").status_code == 404


def test_an_old_button_does_nothing_when_the_dossier_came_round_to_the_same_state(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, state=State.SUBMITTED)
    client.force_login(cast.binh)
    old = {"seen": re.search(r'name="seen" value="(\d+)"', client.get(dossier.get_absolute_url()).text)[1]}
    client.post(step(dossier, "return"), {"note": "Ghi rõ số hộ"})
    client.force_login(cast.an)
    client.post(step(dossier, "submit"))
    client.force_login(cast.binh)

    response = client.post(step(dossier, "accept"), old, follow=True)

    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED
    assert "Đã có bước xử lý mới từ khi bạn mở trang này." in response.text
