"""The demo across 1/7/2025: three tiers before, two after, and the archive of a district that ended."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import Post, User
from danvan.dossiers.actions import Registration, register
from danvan.dossiers.content import Content
from danvan.dossiers.enums import State, Voice
from danvan.dossiers.models import Campaign, Dossier
from danvan.dossiers.voices import voices
from danvan.ledger.models import Event
from danvan.succession.actions import carry_out
from danvan.units.actions import settle_all
from danvan.units.models import Unit, UnitChange, UnitSpan
from danvan.units.plans import Heir, Plan
from tests import make
from tests.web.portal.test_home import COUNT

EVE, FIRST_OF_JULY = date(2025, 6, 30), date(2025, 7, 1)
SHARE = re.compile(r"<span>([^<]+)</span><span class=\"facet-count\">(\d+)")


def campaign(code: str) -> Campaign:
    return Campaign.objects.get(code__startswith=f"{code}-2", is_archive=False)


@pytest.fixture
def signed_in(client, seeded):
    def sign_in(name: str):
        client.force_login(User.objects.get(username=name))
        return client

    return sign_in


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("bac-ninh", [Voice.SELF, Voice.PROVINCE]), ("thai-nguyen", [Voice.SELF, Voice.PROVINCE]),
        ("bac-giang", [Voice.SELF, Voice.SUPERIOR, Voice.PROVINCE]),
    ],
)  # fmt: skip
def test_a_campaign_has_the_voices_of_its_tiers_and_no_others(seeded, code, expected):
    dossiers = campaign(code).dossiers.select_related("campaign")
    assert dossiers and all(list(voices(dossier)) == expected for dossier in dossiers)
    spoken = {card.voice for dossier in dossiers for card in dossier.cards.all()}
    assert spoken == set(expected)


def test_a_commune_of_the_new_province_names_it_as_its_only_superior(seeded):
    for dossier in campaign("bac-ninh").dossiers.select_related("unit"):
        assert dossier.unit_path == f"/TU-BN/{dossier.unit.code}/"
        assert (dossier.superior_name, dossier.province_name) == ("Tỉnh ủy Bắc Ninh", "Tỉnh ủy Bắc Ninh")
        assert dossier.is_illustrative


def test_the_campaign_of_2024_stands_beside_it_with_its_three_cards(seeded):
    past = Campaign.objects.get(code="bac-giang-2024")
    assert (past.is_archive, past.is_illustrative, past.dossiers.count()) == (True, True, 4)
    for dossier in past.dossiers.all():
        assert "/TU-BG/BG-TY/" in dossier.unit_path and dossier.superior_name == "Huyện ủy Tân Yên"
        assert dossier.cards.count() == 3 and dossier.year == 2024 and dossier.is_illustrative
    assert past.dossiers.filter(recognised_on__year=2024).count() == 3


def test_the_new_campaign_has_work_for_each_and_something_recognised(seeded):
    states = set(campaign("bac-ninh").dossiers.values_list("state", flat=True))
    assert {State.DRAFT, State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.REPORTED, State.CONFIRMED} <= states
    assert campaign("bac-ninh").dossiers.filter(recognised_on__isnull=False).count() == 2


@pytest.mark.parametrize(
    ("name", "first"), [("lan", "Tự chấm, gửi phiếu"), ("nga", "Tiếp nhận đăng ký"), ("phong", "Duyệt hồ sơ")]
)
def test_each_of_the_new_people_has_the_job_of_their_tier(signed_in, name, first):
    page = signed_in(name).get(reverse("office:desk"))
    assert page.context["campaign"] == campaign("bac-ninh")
    assert any(job.title.startswith(first) for job in page.context["jobs"])


def test_the_2016_page_of_tan_yen_still_says_18_of_24(client, seeded):
    page = client.get("/danh-hieu/?nam=2016&bo=DB-XA-24&don-vi=BG-TY").content.decode()
    assert {("Đạt ngưỡng", "18"), ("Chưa đạt ngưỡng", "6")} <= set(SHARE.findall(page))
    told = client.get("/api/v1/statistics", {"unit": "BG-TY", "from": 2016, "to": 2016}).json()["titles"]
    assert [(row["passed"], row["assessed"]) for row in told if row["criteria_set"] == "DB-XA-24"] == [(18, 24)]


def test_minh_reads_tan_yen_until_2025_and_nothing_later_or_elsewhere(signed_in):
    client = signed_in("minh")
    assert "tại Huyện ủy Tân Yên đã kết thúc ngày 30/6/2025" in client.get(reverse("office:desk")).content.decode()
    assert client.get(reverse("office:dossiers")).context["total"] == 164
    minh = User.objects.get(username="minh")
    seen = Dossier.objects.for_user(minh)
    assert set(seen.values_list("year", flat=True)) == {2016, 2017, 2024}
    assert not seen.exclude(unit_path__contains="/BG-TY/").exists()


def test_minh_opens_a_card_of_2016_and_changes_nothing(signed_in):
    client, before = signed_in("minh"), Event.objects.count()
    dossier = Dossier.objects.get(campaign__code="tan-yen-2016", unit__code="TY-CX")
    for name, more in (("dossier", {}), ("card", {"voice": "SUPERIOR"}), ("card-pdf", {})):
        assert client.get(reverse(f"office:{name}", kwargs={"pk": dossier.pk, **more})).status_code == 200
    sent = {"note": "Lý do"}
    steps = [reverse("office:dossier-step", args=[dossier.pk, name]) for name in ("record_declined", "withdraw")]
    assert [client.post(step, sent).status_code for step in steps] == [409, 409]
    assert Event.objects.count() == before


def test_the_post_of_minh_was_ended_by_the_change_of_that_day(seeded):
    post = User.objects.get(username="minh").all_posts.get()
    assert (post.to_on.isoformat(), post.ended_by.on.isoformat()) == ("2025-06-30", "2025-07-01")
    assert post.ended_by.kind == "END" and post.unit in post.ended_by.predecessors.all()


@pytest.fixture
def before_the_first_of_july(seeded) -> None:
    """The province of Bắc Giang as it stood on 30/6/2025, before its mergers were entered."""
    here = Unit.objects.filter(path__startswith="TU-BG/")
    UnitSpan.objects.filter(unit__in=here, valid_from=FIRST_OF_JULY).delete()
    UnitSpan.objects.filter(unit__in=here, valid_to=EVE).update(valid_to=None)
    changes = UnitChange.objects.filter(on=FIRST_OF_JULY, predecessors__in=here)
    Post.objects.filter(ended_by__in=changes).update(ended_by=None, to_on=None)
    changes = list(changes.distinct())
    for change in changes:
        change.predecessors.clear()
        change.successors.clear()
        change.delete()
    Post.objects.filter(unit__in=here, from_on__gte=FIRST_OF_JULY).update(from_on=date(2024, 1, 2))
    settle_all([unit.pk for unit in here], date(2026, 3, 10))


def test_two_communes_merge_and_the_district_ends_on_the_first_of_july(before_the_first_of_july):
    earlier = "/danh-hieu/?nam=2016&bo=DB-XA-24&don-vi=BG-TY"
    passed = f"{earlier}&ket-qua=dat"
    sent = [Client().get(address).content for address in (earlier, passed)]
    merged = Heir("TY-MOI", "Đảng bộ xã Mới", parent="TU-BG")
    plans = [
        Plan(FIRST_OF_JULY, ("TY-NC", "TY-NL"), (merged,), "Nghị quyết 1"),
        Plan(FIRST_OF_JULY, ("BG-TY",), (), "Nghị quyết 2", children_to="TU-BG"),
    ]
    at = timezone.now()

    carry_out(plans, by=User.objects.get(username="quan"), at=at)

    assert [Client().get(address).content for address in (earlier, passed)] == sent
    assert COUNT.search(Client().get(passed).content.decode())[1] == "18"
    made = register(
        campaign=campaign("bac-giang"), by=clerk_of("TY-MOI"), at=at,
        registration=Registration(Unit.objects.get(code="TY-MOI"), Content(title="Đảng bộ xã Mới"), track="COMMUNE"),
    )  # fmt: skip
    assert (list(voices(made)), made.unit_path) == ([Voice.SELF, Voice.PROVINCE], "/TU-BG/TY-MOI/")
    minh = User.objects.get(username="minh")
    archive = Dossier.objects.for_user(minh)
    assert archive.filter(year=2016).exists() and not archive.filter(year__gt=2025).exists()
    assert not any(may(minh, action, made.unit) for action in Action)


def clerk_of(code: str) -> User:
    return make.user("UNIT_CLERK", Unit.objects.get(code=code))
