"""Registering at speed: what is typed is kept, last year's model is one click away, what looks alike is told."""

from __future__ import annotations

import json
from datetime import date

from django.urls import reverse

from danvan.dossiers.editing import edit
from danvan.dossiers.jottings import jotted
from danvan.dossiers.models import Dossier
from danvan.dossiers.workflow import LIFE
from danvan.papers.receipt import content_mark
from tests import make
from tests.unit.papers.conftest import printer  # noqa: F401  (the fixture)
from tests.web.office.test_registering import again, new, typed

OPENED = 10**13  # later than any storing


def keep(client, place: str, /, **fields):
    sent = {"typed": json.dumps(fields), "opened": OPENED}
    return client.post(reverse("office:jot", args=[place]), sent).json()


def new_place(cast) -> str:
    return f"dossier-new:{cast.campaign.code}:MODEL:0:0"


def test_what_was_typed_is_there_when_the_form_is_opened_again(cast, client):
    client.force_login(cast.an)
    answer = keep(client, new_place(cast), title="Tuyến đường ho", method="Họp từng xóm, ", unknown="x", edition="x")

    response = client.get(new(cast))

    assert answer["ok"] and answer["said"].startswith("Đã giữ bản đang viết lúc ")
    assert "Đã mở lại bản bạn đang viết dở lúc" in response.content.decode()
    assert response.context["form"]["title"].value() == "Tuyến đường ho"
    assert response.context["form"]["method"].value() == "Họp từng xóm, "


def test_nobody_else_sees_it(cast, client):
    client.force_login(cast.an)
    keep(client, new_place(cast), title="Của tôi")
    client.force_login(cast.binh)

    assert "Của tôi" not in client.get(new(cast)).content.decode()


def test_once_stored_it_is_gone_and_the_browser_is_told_when(cast, client):
    client.force_login(cast.an)
    keep(client, new_place(cast), title="Tuyến đường hoa")
    client.post(new(cast), typed(cast))

    jot = client.get(new(cast)).context["jot"]

    assert (jot.kept, jotted(cast.an, new_place(cast))) == (None, None)
    assert 0 < jot.settled <= jot.now


def test_what_was_sent_before_the_storing_and_arrives_after_it_does_not_come_back(cast, client):
    client.force_login(cast.an)
    opened = client.get(new(cast)).context["jot"].now
    client.post(new(cast), typed(cast))

    late = {"typed": json.dumps({"title": "Tuyến đường h"}), "opened": opened}
    answer = client.post(reverse("office:jot", args=[new_place(cast)]), late).json()

    assert answer["said"].startswith("Biểu mẫu này đã được lưu lúc ")
    assert client.get(new(cast)).context["jot"].kept is None


def test_a_form_that_was_refused_keeps_what_was_typed(cast, client):
    client.force_login(cast.an)
    keep(client, new_place(cast), title="Tên dài")

    response = client.post(new(cast), typed(cast, title=""))

    assert response.context["jot"].fresh is False
    assert jotted(cast.an, new_place(cast)) is not None


def test_what_is_not_wanted_is_dropped(cast, client):
    client.force_login(cast.an)
    keep(client, new_place(cast), title="Bỏ đi")

    here = client.post(reverse("office:jot-drop", args=[new_place(cast)]), {"ve": new(cast)})
    away = client.post(reverse("office:jot-drop", args=[new_place(cast)]), {"ve": "https://noi-khac.vn/"})

    assert (here.url, away.url) == (new(cast), reverse("office:desk"))
    assert client.get(new(cast)).context["jot"].kept is None


def test_typing_left_before_another_persons_edit_ends_in_both_versions(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, title="Cũ")
    client.force_login(cast.an)
    keep(client, f"dossier:{dossier.pk}", **again(dossier, method="Của tôi") | {"edition": "1"})
    edit(dossier=dossier, content=make.content("Cũ", theme=dossier.theme, method="Của người kia"), edition=1,
         by=cast.binh, at=make.NOON)  # fmt: skip
    url = reverse("office:dossier-edit", args=[dossier.pk])

    opened = client.get(url)
    form = opened.context["form"]
    sent = client.post(url, {name: form[name].value() or "" for name in form.fields} | {"buoc": "luu"})

    assert "Từ lúc đó hồ sơ đã được sửa; khi lưu sẽ thấy cả hai bản để chọn." in opened.content.decode()
    assert sent.status_code == 409
    assert [(side.mine, side.theirs) for side in sent.context["conflict"].sides] == [("Của tôi", "Của người kia")]
    assert Dossier.objects.get().method == "Của người kia"


def test_what_cannot_be_kept_is_said(cast, client):
    client.force_login(cast.an)
    for strange in ("", "x", "[" * 100_000, "[]", json.dumps({"a": "x" * 20_001})):
        answer = client.post(reverse("office:jot", args=["a:1"]), {"typed": strange, "opened": OPENED})
        assert (answer.status_code, answer.json()["ok"]) == (200, False)
    assert keep(client, "a:1", title="nul \x00 \ud800 hết") and jotted(cast.an, "a:1").typed == {"title": "nul   hết"}


def test_what_looks_alike_is_told_to_writer_and_reviewer_and_stops_nobody(cast, client):
    mine = make.dossier(cast.village, cast.campaign, title="Tuyến đường hoa thanh niên", state="SUBMITTED")
    make.dossier(cast.office, cast.campaign, title="Tuyến đường hoa thanh niên")
    make.dossier(cast.west, cast.campaign, title="Tuyến đường hoa thanh niên")  # out of the reader's reach
    public = make.recognised(cast.west, cast.campaign, title="Tuyến đường hoa thanh niên xã")
    client.force_login(cast.binh)

    for address in ("office:dossier", "office:review-dossier"):
        response = client.get(reverse(address, args=[mine.pk]), {"xem": "dang-ky"})
        told = response.context["likes"]
        assert [(row.unit, row.told) for row in told.rows] == [
            ("Phòng Nội vụ Miền Đông", "gần như trùng, đơn vị khác"),
            ("Huyện ủy Miền Tây", "gần như trùng, đơn vị khác"),
        ]
        assert told.rows[1].url == reverse("portal:practice", args=[public.pk, "tuyen-duong-hoa-thanh-nien-xa"])
        assert "Mô hình của khu dân cư không được trùng với phong trào" in response.content.decode()


def test_what_is_kept_from_an_earlier_year_is_not_called_alike(cast, client):
    earlier = make.campaign(cast.province, first_year=2025, last_year=2025)
    make.dossier(cast.village, earlier, title="Tuyến đường hoa thanh niên")
    new_one = make.dossier(cast.village, cast.campaign, title="Tuyến đường hoa thanh niên")
    client.force_login(cast.an)

    told = client.get(reverse("office:dossier-edit", args=[new_one.pk])).context["likes"]
    assert [row.year for row in told.rows] == [2025]
    Dossier.objects.filter(pk=new_one.pk).update(continuity="KEPT")
    assert client.get(reverse("office:dossier-edit", args=[new_one.pk])).context["likes"] is None


def last_year(cast, **more):
    year = make.campaign(cast.province, first_year=2025, last_year=2025, theme_scheme=cast.campaign.theme_scheme)
    return make.dossier(cast.village, year, **{"state": "APPROVED", "achieved": "Đã xong 2 km", **more})


def test_last_years_model_fills_the_form_and_goes_on_as_the_same_model(cast, client):
    before = last_year(cast, title="Tuyến đường hoa", method="Đảng viên làm trước, dân làm theo")
    client.force_login(cast.an)
    offered = client.get(new(cast)).context["offer"].rows[0]

    form = client.get(offered.url).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields if name != "edition"}
    client.post(offered.url, typed(cast, **shown))

    made = Dossier.objects.get(campaign=cast.campaign)
    assert (made.title, made.method, made.achieved) == ("Tuyến đường hoa", "Đảng viên làm trước, dân làm theo", "")
    assert (made.continuity, made.practice_id) == ("KEPT", before.practice_id)
    assert client.get(new(cast)).context["offer"] is None


def test_recognised_models_are_offered_first_and_others_dossiers_never(cast, client):
    last_year(cast, title="Camera ngõ xóm", state="DECLINED")
    last_year(cast, title="Tổ hòa giải", recognised_on=date(2025, 12, 1))
    last_year(cast, title="Đã rút", state="WITHDRAWN")
    far = make.dossier(cast.west, make.campaign(cast.province, first_year=2025, last_year=2025), state="APPROVED")
    client.force_login(cast.an)

    assert [row.title for row in client.get(new(cast)).context["offer"].rows] == ["Tổ hòa giải", "Camera ngõ xóm"]
    assert client.get(f"{new(cast)}?tu={far.pk}").context["source"] is None


def test_several_are_gone_on_with_at_once_as_drafts(cast, client):
    chosen = [last_year(cast, title=title).pk for title in ("Một việc", "Hai việc", "Ba việc")]
    client.force_login(cast.an)
    url = reverse("office:dossier-continue", args=[cast.campaign.code])
    sent = {"unit": cast.village.pk, "track": "MODEL", "chon": chosen[:2]}

    first, again_ = client.post(url, sent, follow=True), client.post(url, sent, follow=True)

    assert "Đã lập 2 bản nháp đăng ký tiếp, chưa gửi." in first.content.decode()
    assert "Chưa chọn mô hình nào để đăng ký tiếp." in again_.content.decode()
    made = Dossier.objects.filter(campaign=cast.campaign).order_by("-title")
    assert [(one.title, one.state, one.continuity) for one in made] == [
        ("Một việc", "DRAFT", "KEPT"), ("Hai việc", "DRAFT", "KEPT"),
    ]  # fmt: skip
    client.force_login(cast.chi)
    assert client.post(url, sent).status_code == 404


def test_a_head_without_an_account_is_named_by_the_writer_and_a_change_asks_again(cast, client):
    cast.campaign.asks_head = True
    cast.campaign.save()
    dossier = make.dossier(cast.village, cast.campaign)
    page, url = dossier.get_absolute_url(), reverse("office:dossier-head", args=[dossier.pk])
    client.force_login(cast.an)

    assert "Người đứng đầu chưa duyệt nội dung." in client.get(page).content.decode()
    client.post(url, {"edition": 1, "head_name": "Nguyễn Văn Đứng"})
    assert "Nguyễn Văn Đứng đã duyệt nội dung này lúc" in client.get(page).content.decode()
    client.post(reverse("office:dossier-edit", args=[dossier.pk]), again(dossier, method="Khác"))
    told = client.post(url, {"edition": 1, "head_name": "Nguyễn Văn Đứng"}, follow=True).content.decode()

    assert "Hồ sơ vừa được sửa. Hãy đọc lại bản mới rồi duyệt." in told
    assert "Nguyễn Văn Đứng đã duyệt một bản trước" in told


def test_the_head_approves_with_one_button_and_the_writer_is_told_to_wait(cast, client):
    cast.campaign.asks_head = True
    cast.campaign.save()
    dossier = make.dossier(cast.village, cast.campaign)
    head = make.user("UNIT_HEAD", cast.village, "dung-dau")

    client.force_login(cast.an)
    assert client.get(dossier.get_absolute_url()).context["head"].may_approve is False
    client.force_login(head)
    assert "Duyệt nội dung để gửi" in client.get(dossier.get_absolute_url()).content.decode()
    client.post(reverse("office:dossier-head", args=[dossier.pk]), {"edition": 1})

    dossier.refresh_from_db()
    assert (dossier.head_name, dossier.head_edition) == ("dung-dau", 1)


def test_every_sending_has_a_receipt_with_its_time_and_number(cast, client, printer):  # noqa: F811
    dossier = make.dossier(cast.village, cast.campaign, title="Tuyến đường hoa")
    LIFE.take(dossier, "submit", by=cast.an, at=make.NOON)
    client.force_login(cast.an)
    page = client.get(reverse("office:receipt", args=[dossier.pk, 1])).content.decode()
    file = client.get(reverse("office:receipt-pdf", args=[dossier.pk, 1]))

    for told in (
        f"Biên nhận số {dossier.pk}-1",
        "12:00 ngày 10/03/2026",
        "Tuyến đường hoa",
        "Huyện ủy Miền Đông",
        "an",
    ):
        assert told in page
    assert file["Content-Disposition"] == f'attachment; filename="bien-nhan-{dossier.pk}-1.pdf"'
    assert file.content.startswith(b"%PDF-")
    assert "bien-nhan/1/" in client.get(dossier.get_absolute_url()).content.decode()


def test_the_mark_of_a_receipt_changes_with_any_letter():
    assert content_mark({"title": "Đường hoa", "method": ""}) == content_mark({"method": "", "title": "Đường hoa"})
    assert content_mark({"title": "Đường hoa"}) != content_mark({"title": "Đường hòa"})
