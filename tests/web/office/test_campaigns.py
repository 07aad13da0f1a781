"""The screens “Đợt thi đua”: a campaign is copied, prepared step by step, opened, read and extended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from danvan.dossiers.extensions import Longer, extend
from danvan.dossiers.models import Campaign, CampaignFile, Window, WindowException
from danvan.dossiers.windows import told
from tests import make

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
DAY = timedelta(days=1)
STEPS = ("facts", "tracks", "windows", "guidance")


@pytest.fixture
def as_binh(client, cast):
    client.force_login(cast.binh)
    return client


@pytest.fixture
def scheme(cast):
    found = make.scheme()
    found.issued_at = make.LONG_AGO
    found.save(update_fields=["issued_at"])
    return found


@pytest.fixture
def draft(cast, scheme) -> Campaign:
    return make.campaign(
        cast.east, tracks={"COMMUNE": make.version(issued=True)}, theme_scheme=scheme, opened_at=None, name="Đợt nháp",
        first_year=2030, last_year=2030,
    )  # fmt: skip


@pytest.fixture
def running(cast, scheme) -> Campaign:
    """Open, registering until tomorrow."""
    made = make.campaign(cast.east, theme_scheme=scheme, name="Đợt đang chạy")
    now = timezone.now()
    Window.objects.create(campaign=made, stage="REGISTER", opens_at=now - DAY, closes_at=now + DAY)
    return made


def at(campaign, name="campaign", **more) -> str:
    return reverse(f"office:{name}", kwargs={"pk": campaign.pk, **more})


def step(campaign, name) -> str:
    return at(campaign, "campaign-step", step=name)


def text(response) -> str:
    return response.content.decode()


def test_a_draft_is_seen_only_by_those_who_run_campaigns_there(cast, client, draft):
    seen = {}
    for who in ("an", "binh", "chi", "dung", "hoa"):
        client.force_login(getattr(cast, who))
        answers = [client.get(step(draft, one)).status_code for one in STEPS]
        listed = "Đợt nháp" in text(client.get(reverse("office:campaigns")))
        desk = "Đợt nháp" in text(client.get(reverse("office:desk")))
        seen[who] = (set(answers), client.get(at(draft, "campaign-open")).status_code, listed, desk)

    hidden = ({404}, 404, False, False)
    assert seen == {"an": hidden, "binh": ({200}, 200, True, False), "chi": hidden, "dung": ({200}, 200, True, False),
                    "hoa": hidden}  # fmt: skip


def test_last_years_is_copied_to_the_next_year(cast, as_binh, running):
    form = {"chep": "1", "source": running.pk, "year": "2027"}

    answer = as_binh.post(reverse("office:campaign-new"), form)

    made = Campaign.objects.get(copied_from=running)
    assert (answer.url, made.first_year, made.opened_at) == (step(made, "facts"), 2027, None)


def test_a_blank_one_is_refused_beside_its_field_and_nothing_typed_is_lost(cast, as_binh, running):
    form = {"organiser": cast.east.pk, "name": "Đợt của huyện", "code": running.code, "first_year": "2027",
            "cutoff_on": "01/03/2027", "theme_scheme": running.theme_scheme_id}  # fmt: skip

    answer = as_binh.post(reverse("office:campaign-new"), form)

    assert answer.status_code == 422
    assert list(answer.context["blank"].errors) == ["code"]
    assert "Đợt của huyện" in text(answer)


def test_tracks_and_their_numbers_are_stored(cast, as_binh, draft):
    version = draft.tracks.get().version
    form = {"edition": draft.edition, "MODEL-on": "on", "MODEL-at_least": "1", "MODEL-at_most": "3",
            "MODEL-asked_of": ["COMMUNES"], "COMMUNE-on": "on", "COMMUNE-version": version.pk,
            "COMMUNE-must": "on", "tiep": "1"}  # fmt: skip

    answer = as_binh.post(step(draft, "tracks"), form)

    assert answer.url == step(draft, "windows")
    assert list(draft.tracks.order_by("track").values_list("track", "version", "at_least", "at_most", "asked_of")) == [
        ("COMMUNE", version.pk, 1, None, ["COMMUNES"]), ("MODEL", None, 1, 3, ["COMMUNES"]),
    ]  # fmt: skip


# what is typed as the closing -> the moment by the clock in Hà Nội, or the words of the refusal
TYPED = {
    "16:59 ngày 30/11/2030": "16:59 ngày 30/11/2030",
    "17h 30/11/2030": "17:00 ngày 30/11/2030",
    "30/11/2030, lúc 8 giờ 05": "08:05 ngày 30/11/2030",
    "30-11-2030": "17:00 ngày 30/11/2030",
    "17 giờ 30 phút ngày 5 tháng 12 năm 2030": "17:30 ngày 05/12/2030",
    "31/02/2030": "Hãy ghi giờ và ngày",
    "25:00 30/11/2030": "không phải là giờ",
    "17:00": "Thiếu ngày",
    "mai": "Hãy ghi giờ và ngày",
    "17:00 ngày 01/01/2020": "Giờ đóng phải sau giờ mở.",
    "": "hoặc để trống cả hai",
}


@pytest.mark.parametrize("typed", TYPED)
def test_a_closing_is_typed_as_offices_write_it(cast, as_binh, draft, typed):
    form = {"edition": draft.edition, "REGISTER-opens": "1/11/2030", "REGISTER-closes": typed}

    answer = as_binh.post(step(draft, "windows"), form)

    row = draft.windows.first()
    if row is None:
        assert answer.status_code == 422
        assert TYPED[typed] in str(answer.context["form"].errors["REGISTER-closes"])
    else:
        assert (told(row.opens_at), told(row.closes_at)) == ("00:00 ngày 01/11/2030", TYPED[typed])


def test_two_editors_meet_and_both_values_are_on_the_screen(cast, as_binh, draft):
    old = draft.edition
    as_binh.post(step(draft, "guidance"), {"edition": old, "guidance": "Chữ của người đầu"})

    answer = as_binh.post(step(draft, "guidance"), {"edition": old, "guidance": "Chữ của người sau"})

    draft.refresh_from_db()
    assert (answer.status_code, draft.guidance) == (409, "Chữ của người đầu")
    assert "đang lưu là: Chữ của người đầu" in text(answer) and "Chữ của người sau" in text(answer)
    as_binh.post(
        step(draft, "guidance"), {"edition": answer.context["campaign"].edition, "guidance": "Chữ của người sau"}
    )
    draft.refresh_from_db()
    assert draft.guidance == "Chữ của người sau"


def test_a_form_that_was_wrong_still_knows_what_it_was_begun_on(cast, as_binh, draft):
    old = draft.edition
    as_binh.post(step(draft, "guidance"), {"edition": old, "guidance": "Chữ của người đầu"})

    answer = as_binh.post(step(draft, "windows"), {"edition": old, "REGISTER-opens": "mai"})

    assert (answer.status_code, answer.context["edition"]) == (422, old)


def test_papers_are_judged_kept_and_read_by_everybody_who_takes_part(cast, client, draft):
    client.force_login(cast.binh)
    good, bad = SimpleUploadedFile("Công văn.pdf", PDF), SimpleUploadedFile("lạ.pdf", b"MZ" + bytes(64))
    answer = client.post(
        step(draft, "guidance"), {"edition": draft.edition, "guidance": "Đọc kỹ", "papers": [good, bad]}
    )
    paper = reverse("office:campaign-file", args=[CampaignFile.objects.get().pk])
    assert answer.status_code == 422 and "lạ.pdf" in str(answer.context["form"].errors["papers"])

    client.force_login(cast.an)
    assert client.get(paper).status_code == 404
    Campaign.objects.filter(pk=draft.pk).update(opened_at=make.NOON)
    got = client.get(paper)
    assert (b"".join(got.streaming_content), got["Content-Disposition"][:10]) == (PDF, "attachment")
    client.force_login(cast.chi)
    assert client.get(paper).status_code == 404


def test_the_page_says_what_opening_does_and_only_a_post_opens(cast, as_binh, draft):
    url = at(draft, "campaign-open")

    page = as_binh.get(url)

    assert page.context["sentences"][:3] == [
        "Mở cho 1 xã, phường, thị trấn và 1 cơ quan, đơn vị thuộc Huyện ủy Miền Đông.",
        "Các đơn vị đăng ký được bất cứ lúc nào.",
        "Thông báo không có lời hướng dẫn gửi đến 1 người được phân công tại các đơn vị ấy và cấp trên trực tiếp "
        "của họ.",
    ]
    assert "1 đơn vị chưa có ai được phân công" in page.context["unmanned"]
    assert not Campaign.objects.get(pk=draft.pk).opened_at
    assert as_binh.post(url, {"edition": draft.edition + 1}).status_code == 409
    assert as_binh.post(url, {"edition": draft.edition}).url == at(draft)
    assert as_binh.post(url, {"edition": draft.edition}).url == at(draft)
    assert Campaign.objects.get(pk=draft.pk).opened_by == cast.binh


def test_what_is_in_the_way_is_told_with_the_way_to_it(cast, as_binh, draft):
    draft.tracks.update(version=None)

    page = as_binh.get(at(draft, "campaign-open"))

    assert page.context["obstacles"][0][0] == f"{step(draft, 'tracks')}#id_COMMUNE-version"
    assert as_binh.post(at(draft, "campaign-open"), {"edition": draft.edition}).status_code == 422


def test_a_draft_is_thrown_away_only_with_consent(cast, as_binh, draft):
    as_binh.post(at(draft, "campaign-discard"), {"edition": draft.edition})
    assert Campaign.objects.filter(pk=draft.pk).exists()

    as_binh.post(at(draft, "campaign-discard"), {"edition": draft.edition, "dong-y": "1"})
    assert not Campaign.objects.filter(pk=draft.pk).exists()


def test_more_time_is_given_and_taken_back_on_the_page(cast, as_binh, running):
    until = told(timezone.now() + 5 * DAY)
    form = {"unit": cast.village.pk, "stage": "REGISTER", "until": until}
    assert as_binh.post(at(running, "campaign-extend"), form).status_code == 422

    as_binh.post(at(running, "campaign-extend"), {**form, "reason": "mưa lũ"})
    made = WindowException.objects.get()
    ending = reverse("office:campaign-extension-end", args=[made.pk])
    refused = as_binh.post(ending, {"reason": ""})

    assert (made.reason, made.granted_by, told(made.until)) == ("mưa lũ", cast.binh, until)
    assert refused.status_code == 422
    as_binh.post(ending, {"reason": "đã gửi"})
    made.refresh_from_db()
    assert made.ended_at is not None


def test_a_clerk_reads_the_minute_and_the_extension_of_their_own_unit_only(cast, client, running):
    for unit in (cast.village, cast.office):
        longer = Longer(unit, "REGISTER", timezone.now() + 5 * DAY, f"lý do của {unit.name}")
        extend(campaign=running, longer=longer, by=cast.binh, at=timezone.now())
    client.force_login(cast.an)

    page = client.get(at(running))

    assert told(running.windows.get().closes_at) in text(page)
    assert [one.unit for one in page.context["extensions"]] == ["Đảng bộ xã Đồng Điều"]
    assert (page.context["extend"], page.context["steps"]) == (None, [])
    assert client.post(at(running, "campaign-extend"), {"unit": cast.village.pk}).status_code == 404


def test_the_closing_is_told_on_the_form_and_on_the_dossier(cast, client, running):
    closes = f"Đăng ký đóng lúc {told(running.windows.get().closes_at)}, còn 23 giờ 59 phút"
    dossier = make.dossier(cast.village, running)
    client.force_login(cast.an)

    for url in (reverse("office:dossier-new", args=[running.code]), dossier.get_absolute_url()):
        page = client.get(url)
        assert page.context["closing"].sentence.startswith(closes)
        assert page.context["closing"].url == at(running)


def test_a_late_entry_says_so(cast, client, running):
    dossier = make.dossier(cast.village, running, state="REPORTED", registered_late=True, reported_late=True)
    client.force_login(cast.an)

    facts = client.get(dossier.get_absolute_url()).context["facts"]

    late = [fact["value"] for fact in facts if fact["label"] == "Gửi muộn"]
    assert late == ["đăng ký, phiếu tự chấm, trong thời gian gia hạn"]


@pytest.mark.parametrize("units", [1, 30])
def test_the_page_costs_the_same_for_many_units(cast, client, running, django_assert_max_num_queries, units):
    running.tracks.update(at_least=1, asked_of=["COMMUNES"])
    for _ in range(units):
        unit = make.unit(parent=cast.east)
        extend(campaign=running, longer=Longer(unit, "REGISTER", timezone.now() + 5 * DAY, "mưa"), by=cast.binh,
               at=timezone.now())  # fmt: skip
    client.force_login(cast.binh)

    with django_assert_max_num_queries(14):
        client.get(at(running))
