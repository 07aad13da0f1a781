"""The screens of people: a link shown once, kept nowhere, and a password nobody else chooses."""

from __future__ import annotations

from django.core import mail
from django.test import Client
from django.urls import reverse

from danvan.accounts.models import Post, User
from danvan.ledger.models import Event
from danvan.notices.models import Dispatch
from tests import make

PASSWORD = "Ruong-bac-thang-9"


def invited(cast, client, **more):
    client.force_login(cast.binh)
    typed = {"full_name": "Trần Văn Mới", "unit": cast.village.pk, "role": "UNIT_CLERK", **more}
    return client.post(reverse("office:person-new"), typed)


def test_an_invited_person_sets_a_password_by_the_link_and_signs_in(cast, client):
    page = invited(cast, client, email="moi@danvan.example")
    link = page.context["link"].removeprefix("http://127.0.0.1:8000")
    guest = Client()
    form_url = guest.get(link).url
    weak = guest.post(form_url, {"new_password1": "12345678", "new_password2": "12345678"})
    guest.post(form_url, {"new_password1": PASSWORD, "new_password2": PASSWORD})

    assert weak.status_code == 200 and weak.context["form"].errors
    assert guest.login(username="tranvanmoi", password=PASSWORD, request=weak.wsgi_request)
    assert "không còn dùng được" in Client().get(link, follow=True).text
    assert link in mail.outbox[0].body
    kept = Dispatch.objects.get(kind="INVITE").body + str(list(Event.objects.values_list("details", "note")))
    assert link.split("/")[-2] not in kept


def test_a_board_sees_and_invites_only_in_its_reach(cast, client):
    assert invited(cast, client, unit=cast.west.pk).status_code == 422
    assert invited(cast, client, role="PROVINCE_BOARD").status_code == 422
    assert not User.objects.filter(full_name="Trần Văn Mới").exists()
    shown = client.get(reverse("office:people")).context["lines"]
    assert [line.username for line in shown] == ["an", "binh"]
    assert client.get(reverse("office:person", args=[cast.chi.pk])).status_code == 404


def test_a_post_is_ended_with_its_reason_and_the_page_keeps_what_was_typed(cast, client):
    client.force_login(cast.binh)
    url = reverse("office:person-end", args=[Post.objects.get(user=cast.an).pk])
    refused = client.post(url, {"on": "01/01/2000", "reason": "Chuyển sang xã khác"})
    done = client.post(url, {"on": "01/03/2026", "reason": "Chuyển sang xã khác"})

    assert refused.status_code == 422 and "Chuyển sang xã khác" in refused.text
    assert done.status_code == 302
    assert Event.objects.get(verb="end_post").note == "Chuyển sang xã khác"
    own = reverse("office:person-end", args=[Post.objects.get(user=cast.binh).pk])
    assert client.post(own, {"on": "01/03/2026", "reason": "x"}).status_code == 404


def test_a_reset_needs_consent_and_ends_open_sessions(cast, client):
    open_elsewhere = Client()
    open_elsewhere.force_login(cast.an)
    client.force_login(cast.binh)
    url = reverse("office:person-reset", args=[cast.an.pk])

    assert client.post(url).status_code == 302 and open_elsewhere.get("/can-bo/").status_code == 200
    assert "/dat-mat-khau/" in client.post(url, {"dong-y": "1"}).text
    assert open_elsewhere.get("/can-bo/").status_code == 302
    client.post(reverse("office:person-reset", args=[cast.dung.pk]), {"dong-y": "1"})
    assert not Event.objects.filter(subject=f"accounts.user:{cast.dung.pk}").exists()


def test_the_list_costs_the_same_for_many_people(cast, client, django_assert_max_num_queries):
    for _ in range(30):
        make.user(make.ROLES.UNIT_CLERK, cast.village)
    client.force_login(cast.binh)
    with django_assert_max_num_queries(8):
        client.get(reverse("office:people"))
