"""What a form did not offer is not taken from a sending: foreign units, themes, lists, and fields nobody asked for."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.criteria.models import Criterion, Theme
from danvan.decisions.models import Certificate, Decision
from danvan.dossiers.models import Dossier, Evidence, Score
from danvan.ledger.models import Event
from tests import make
from tests.unit.kit.samples import PDF
from tests.web.hostile.conftest import SECRET

UNTOUCHED = ("id", "state", "unit_id", "campaign_id", "recognised_on", "recognised_by", "commended_on", "edition",
             "superior_id", "is_illustrative", "created_by_id", "unit_path", "track", "year")  # fmt: skip


def sending(**more) -> dict[str, object]:
    """A complete registration as the form sends it."""
    return {"title": "Tuyến đường hoa", "continuity": "NEW", "holder_kind": "COLLECTIVE", **make.FULL,
            "request_key": uuid.uuid4(), "buoc": "gui", **more}  # fmt: skip


@pytest.mark.parametrize("where", ["west", "abroad", "nowhere"])
def test_a_registration_for_a_foreign_unit_is_refused_on_the_form(cast, abroad, visit, where):
    beyond = make.unit("WX", parent=cast.west, name="Đảng bộ xã Cuối Trời Tây")
    unit = {"west": beyond.pk, "abroad": abroad.commune.pk, "nowhere": 99_999_999_999_999_999_999}[where]
    url, client = f"/can-bo/dang-ky/{cast.campaign.code}/", visit("binh")

    offered = client.get(url).content.decode()
    page = client.post(url, sending(unit=unit))

    assert "Cuối Trời Tây" not in offered and "Bên Kia Sông" not in offered
    assert "không thuộc phạm vi đăng ký của tài khoản" in page.content.decode()
    assert Dossier.objects.filter(unit=beyond).count() + Dossier.objects.filter(campaign=cast.campaign).count() == 0


def test_a_theme_of_another_list_is_refused(cast, visit):
    foreign = make.scheme(("Lĩnh vực nơi khác",)).themes.get()

    page = visit("binh").post(f"/can-bo/dang-ky/{cast.campaign.code}/", sending(unit=cast.village.pk, theme=foreign.pk))

    assert page.status_code == 200 and page.context["form"].errors["theme"]
    assert Dossier.objects.count() == 0


def test_a_foreign_campaign_is_not_there(cast, abroad, visit):
    for who in ("an", "binh", "dung", "quan"):
        assert visit(who).get(f"/can-bo/nhap/mau/{abroad.campaign.code}/").status_code == 404 or who == "quan"
    assert visit("binh").post(f"/can-bo/dang-ky/{abroad.campaign.code}/", sending()).status_code == 404


def test_fields_nobody_asked_for_are_left_alone_on_a_new_dossier(cast, visit):
    extra = {"state": "APPROVED", "id": 777, "recognised_on": "2026-01-01", "recognised_by": "tôi", "edition": 9,
             "is_illustrative": "on", "year": 1999, "track": "COMMUNE", "created_by": cast.quan.pk}  # fmt: skip
    theme = Theme.objects.filter(scheme=cast.campaign.theme_scheme).first()

    visit("an").post(f"/can-bo/dang-ky/{cast.campaign.code}/", sending(unit=cast.village.pk, theme=theme.pk, **extra))

    made = Dossier.objects.get()
    assert (made.state, made.recognised_on, made.recognised_by, made.edition) == ("SUBMITTED", None, "", 1)
    assert (made.track, made.year, made.created_by, made.is_illustrative) == ("MODEL", 2026, cast.an, False)
    assert made.pk != 777


def test_fields_nobody_asked_for_are_left_alone_on_an_edit(cast, abroad, visit):
    mine = make.dossier(cast.village, cast.campaign)
    before = Dossier.objects.values(*UNTOUCHED).get(pk=mine.pk)
    smuggled = {**before, "state": "APPROVED", "unit": cast.west.pk, "campaign": abroad.campaign.pk, "superior": 1,
                "recognised_on": "2026-01-01", "commended_on": "2026-01-01", "edition": 1, "id": 5}  # fmt: skip
    filled = {name: "x" if value is None else value for name, value in smuggled.items()}

    visit("an").post(f"/can-bo/ho-so/{mine.pk}/sua/", {**sending(title="Tên mới", buoc="luu"), **filled})

    after = Dossier.objects.values(*UNTOUCHED).get(pk=mine.pk)
    assert after == {**before, "edition": 2}


def test_a_foreign_dossier_is_kept_off_a_list(cast, abroad, visit):
    ours = make.dossier(cast.village, cast.campaign, state="APPROVED")
    other = make.dossier(cast.village, make.campaign(cast.province), state="APPROVED", title=SECRET)
    early = make.dossier(cast.village, cast.campaign, state="CONFIRMED")
    draft = make.decision(cast.province, ours, campaign=cast.campaign)
    client, url = visit("giang"), f"/can-bo/quyet-dinh/{draft.pk}/danh-sach/"

    for foreign in (abroad.dossier.pk, other.pk, early.pk, 99_999_999_999_999_999_999, "9" * 5000, "x\x00"):
        page = client.post(url, {"list": "1", "dossiers": [ours.pk, foreign]}, follow=True)
        assert page.status_code == 200 and "chọn lại" in page.content.decode() or foreign == early.pk
        assert [item.dossier for item in draft.items.all()] == [ours]


@pytest.mark.parametrize("field", ["unit", "campaign"])
def test_a_decision_cannot_be_begun_for_another_province(cast, abroad, visit, field):
    smuggled = {"unit": abroad.province.pk, "campaign": abroad.campaign.pk}
    data = {"unit": cast.province.pk, "campaign": cast.campaign.pk, "kind": "RECOGNISE", "request_key": "k" * 32}

    page = visit("giang").post("/can-bo/quyet-dinh/moi/", {**data, field: smuggled[field]})

    assert page.status_code == 200 and page.context["form"].errors[field]
    assert Decision.objects.count() == 0


def test_words_of_a_decision_carry_no_other_field(cast, visit):
    draft = make.decision(cast.province, make.dossier(cast.village, cast.campaign, state="APPROVED"))
    words = {name: getattr(draft, name) for name in ("body", "summary", "layout", "capacity", "signer_name")}

    visit("giang").post(
        f"/can-bo/quyet-dinh/{draft.pk}/",
        {
            **words,
            "number": "7-QĐ/TU",
            "edition": 1,
            "state": "ISSUED",
            "issued_at": "2026-01-01",
            "unit": 1,
            "kind": "X",
        },
    )

    draft.refresh_from_db()
    assert (draft.number, draft.state, draft.issued_at, draft.unit, draft.kind) == (
        "7-QĐ/TU", "DRAFT", None, cast.province, "RECOGNISE",
    )  # fmt: skip
    assert Certificate.objects.count() == 0


def scored(cast) -> Dossier:
    """A title dossier of the village, at work."""
    return make.dossier(cast.village, cast.campaign, track="COMMUNE", state="ACCEPTED", theme=None)


def test_a_twenty_fifth_criterion_is_refused_and_nothing_of_the_sheet_is_kept(cast, visit):
    dossier = scored(cast)
    first = cast.campaign.tracks.get(track="COMMUNE").version.criteria.get(order=1)
    foreign = make.version(15).criteria.get(order=1)

    for stranger in (foreign.pk, 10**25, "25"):
        lines = {f"kq-{first.pk}": "MET", f"da-{first.pk}": "x", f"kq-{stranger}": "MET", f"da-{stranger}": "x"}
        page = visit("an").post(f"/can-bo/ho-so/{dossier.pk}/phieu/tu-cham/", lines)
        assert (page.status_code, "Phiếu không có tiêu chí này" in page.content.decode()) == (400, True)
    assert (Score.objects.count(), Event.objects.count()) == (0, 0)


def test_evidence_is_not_hung_on_a_criterion_of_another_list(cast, visit):
    dossier, foreign = scored(cast), make.version(15).criteria.get(order=3)

    for criterion in (foreign.pk, 10**25, "x\x00"):
        data = {"criterion": criterion, "tep": make_file("bien-ban.pdf", PDF)}
        page = visit("an").post(f"/can-bo/ho-so/{dossier.pk}/minh-chung/", data, follow=True)
        told = [str(one) for one in page.context["messages"]]
        assert any("tải lại trang" in one or "gõ lại" in one for one in told), (criterion, told)
    assert Evidence.objects.count() == 0


def make_file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_card_is_not_written_with_someone_elses_voice(cast, visit):
    dossier = scored(cast)
    criterion = Criterion.objects.filter(version=cast.campaign.tracks.get(track="COMMUNE").version).first()
    line = {f"kq-{criterion.pk}": "MET", f"da-{criterion.pk}": "x"}

    for who, voice in (("an", "huyen"), ("an", "tinh"), ("binh", "tinh"), ("dung", "tu-cham"), ("hoa", "tu-cham"),
                       ("chi", "tu-cham"), ("quan", "tu-cham")):  # fmt: skip
        answer = visit(who).post(f"/can-bo/ho-so/{dossier.pk}/phieu/{voice}/luu/", line)
        assert answer.status_code in {400, 404}, (who, voice)
    assert (Score.objects.count(), Event.objects.count()) == (0, 0)
