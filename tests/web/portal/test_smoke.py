import pytest
from django.urls import reverse
from tests.web.portal.conftest import assessed, CODE


def test_all(client, book):
    assessed(book.commune, book.campaign, "Y" * 22 + "NN")
    for name, kw in [
        ("home", {}),
        ("practices", {}),
        ("practices-export", {}),
        ("practice", {"pk": book.road.pk, "slug": "hien-dat-lam-duong-nong-thon-moi"}),
        ("units", {}),
        ("unit", {"pk": book.commune.pk, "slug": "dang-bo-xa-yen-thinh"}),
        ("decisions", {}),
        ("decision", {"pk": book.decision.pk}),
        ("check", {}),
        ("certificate", {"code": CODE}),
        ("titles", {}),
    ]:
        r = client.get(reverse("portal:" + name, kwargs=kw))
        print(name, r.status_code, len(r.content))
        assert r.status_code == 200, name
    for name, kw in [
        ("practices", {}),
        ("practice", {"pk": book.road.pk}),
        ("units", {}),
        ("decisions", {}),
        ("statistics", {}),
        ("openapi", {}),
    ]:
        r = client.get(reverse("api:" + name, kwargs=kw))
        print(name, r.status_code, r.content.decode()[:400])
        assert r.status_code == 200, name
