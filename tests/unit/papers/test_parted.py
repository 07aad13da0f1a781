"""The papers in parts say what the portal holds: minutes, submissions, letters and registrations, line by line."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from pypdf import PdfReader

from danvan.assessments.models import Assessment, Ballot, Member
from danvan.criteria.enums import Track
from danvan.decisions.models import Submission, SubmissionItem
from danvan.dossiers.enums import CardState, Holder, State, Voice
from danvan.papers.appraisal import appraisal_paper
from danvan.papers.assessment import minutes_paper
from danvan.papers.registration import registration_paper
from danvan.papers.render import pdf, why_off
from danvan.papers.result_letter import result_paper
from danvan.papers.submission import submission_paper
from tests import make

pytestmark = pytest.mark.skipif(bool(os.environ.get("DANVAN_SKIP_PRINT")), reason="no printing libraries here")
HELD = datetime(2026, 11, 20, 1, tzinfo=UTC)
LONGEST = "Chi hội Cựu chiến binh và Chi đoàn Thanh niên thôn Nà Đeng – Phiêng Liềng, xã Đồng Thắng"


def words(paper) -> str:
    """The text of the printed paper on one line."""
    assert why_off() == ""
    made = pdf(paper)
    if folder := os.environ.get("DANVAN_LOOK"):
        (Path(folder) / paper.filename).write_bytes(made)
    assert pdf(paper) == made
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).split())


@pytest.fixture
def meeting(cast):
    made = Assessment.objects.create(
        unit=cast.province, campaign=cast.campaign, state="OPEN", held_at=HELD, ended_at=HELD, place="Hội trường",
        body="Ban Chỉ đạo phong trào “Dân vận khéo” tỉnh", chair_name="Chủ Trì", chair_title="Phó Trưởng Ban",
        secretary_name="Thư Ký", is_secret=True, share_needed=70, share_of="PRESENT",
        conclusion="Đề nghị công nhận các hồ sơ đủ tỷ lệ.", created_by=cast.dung, created_at=make.NOON,
    )  # fmt: skip
    for order in range(1, 13):
        Member.objects.create(assessment=made, order=order, name=f"Thành viên {order}", title="Ủy viên",
                              is_present=order != 5, absence="đi công tác" if order == 5 else "")  # fmt: skip
    for order, votes in enumerate(((9, 2, 0), (7, 3, 1)), 1):
        dossier = make.dossier(cast.village, cast.campaign, state="CONFIRMED", title=f"Mô hình số {order}",
                               holder_name=LONGEST)  # fmt: skip
        Ballot.objects.create(assessment=made, dossier=dossier, order=order, in_favour=votes[0], against=votes[1],
                              blank=votes[2])  # fmt: skip
    return made


def test_the_minutes_count_who_came_and_what_each_vote_came_to(meeting):
    told = words(minutes_paper(meeting))

    assert "DỰ THẢO" in told and "Có mặt 11 trên 12 thành viên" in told and "Thành viên 5 (đi công tác)" in told
    assert "ít nhất 8 tán thành" in told and "1 trên 2 hồ sơ đủ tỷ lệ" in told
    assert "9/11 tán thành (81,8 %)" in told and "Chưa đủ tỷ lệ: 7/11 tán thành (63,6 %)" in told
    assert "NGƯỜI GHI BIÊN BẢN" in told and "CHỦ TRÌ HỘI NGHỊ" in told


@pytest.mark.parametrize("kind", ["RECOGNISE", "COMMEND"])
def test_a_submission_addresses_the_body_above_and_lists_its_lines_with_sub_totals(cast, kind):
    made = Submission.objects.create(
        unit=cast.province, kind=kind, layout="PARTY_05", campaign=cast.campaign, state="DRAFT", place="Miền Trên",
        body="Ban Dân vận Tỉnh ủy Miền Trên", superior_body="Tỉnh ủy Miền Trên", summary="về việc công nhận",
        addressee="Ban Thường vụ Tỉnh ủy", text="Đề nghị công nhận [số lượng].", created_by=cast.dung,
        created_at=make.NOON, number="15-TTr/BDV", signer_name="Người Ký", signer_title="Trưởng ban",
    )  # fmt: skip
    for order, holder in enumerate((Holder.COLLECTIVE, Holder.COLLECTIVE, Holder.INDIVIDUAL), 1):
        SubmissionItem.objects.create(
            submission=made, order=order,
            dossier=make.dossier(cast.village, cast.campaign, state="APPROVED", holder_kind=holder,
                                 holder_name=LONGEST, assessed_as="9/11 tán thành"),
        )  # fmt: skip
    items = list(made.items.select_related("dossier__theme", "form").order_by("order"))

    told = words(submission_paper(made, items))

    assert "Kính trình: Ban Thường vụ Tỉnh ủy" in told and "Số 15-TTr/BDV" in told and "DỰ THẢO" in told
    assert "I. TẬP THỂ: 2" in told and "II. CÁ NHÂN: 1" in told and "Tổng cộng: 3." in told
    assert "[số lượng]" not in told


def test_the_letter_gives_each_reason_and_the_last_day_to_complain(cast):
    dossier = make.dossier(cast.village, cast.campaign, state=State.DECLINED, track=Track.COMMUNE, theme=None)
    card = make.card(dossier, Voice.PROVINCE, marks="Y" * 19 + "N" * 5, state=CardState.SIGNED)
    refusal = dossier.refusals.create(note="Chưa đạt ngưỡng", refused_by=cast.giang, refused_at=HELD)
    refusal.points.create(criterion=card.version.criteria.get(order=24), reason="Chưa có biên bản đối thoại")

    told = words(result_paper(dossier))

    assert "Kính gửi: Đảng bộ xã Đồng Điều" in told and "chưa được công nhận" in told
    assert "24 Tiêu chí 24 Chưa có biên bản đối thoại" in told and "đến hết ngày 30/11/2026" in told
    dossier.state = State.SENT
    assert result_paper(dossier) is None


def test_the_registration_has_the_items_as_they_were_sent(cast):
    dossier = make.dossier(cast.village, cast.campaign, title="Hiến đất làm đường")
    assert "DỰ THẢO" in words(registration_paper(dossier))
    sent = {"title": "Hiến đất làm đường", "situation": "Đường hẹp", "method": "Bàn từng hộ", "theme": "Kinh tế"}
    dossier.revisions.create(number=1, content=sent, sent_at=make.NOON, sent_by=cast.an)

    told = words(registration_paper(dossier))

    assert "II. Thực trạng, lý do Đường hẹp" in told and "Bàn từng hộ" in told
    assert "X. Khả năng duy trì" not in told and told.count("Hiến đất làm đường") == 1


def test_the_minutes_of_an_appraisal_show_where_the_voices_differ(cast):
    dossier = make.dossier(cast.village, cast.campaign, state=State.CONFIRMED, track=Track.COMMUNE, theme=None)
    assert appraisal_paper(dossier) is None
    for voice, marks in ((Voice.SELF, "Y" * 24), (Voice.SUPERIOR, "Y" * 24), (Voice.PROVINCE, "Y" * 23 + "N")):
        card = make.card(dossier, voice, marks=marks, state=CardState.SIGNED)
        card.signed_by, card.signed_at, card.is_final, card.is_pass = cast.dung, HELD, voice == Voice.PROVINCE, True
        card.save()
    card.scores.filter(criterion__order=24).update(note="Minh chứng của năm trước")

    told = words(appraisal_paper(dossier))

    assert "24 Tiêu chí 24 Đạt Đạt Không đạt Minh chứng của năm trước" in told and "23/24" in told
    assert f"ký trên cổng lúc {timezone.localtime(HELD):%H:%M}" in told
