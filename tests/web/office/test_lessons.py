"""The pages of lessons: figures, the heat map, remarks, the note and next year's draft."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.criteria.models import CriteriaVersion, Remark
from danvan.dossiers.cards import Scorecard
from danvan.ledger.models import Event
from danvan.papers.render import why_off
from tests import make


@pytest.fixture
def version(cast):
    """Three criteria, one year: the village was cut on number 2, the office below the east met everything."""
    version = make.version(3, min_passed=2)
    version.criteria.filter(order=3).update(evidence_required=True)
    cast.campaign.tracks.filter(track="COMMUNE").update(version=version)
    judged(cast.village, cast, own="YYY", final="YNY")
    judged(make.unit("V2", parent=cast.east, name="Đảng bộ xã Yên Thịnh"), cast, own="YYN", final="YYN")
    CriteriaVersion.objects.filter(pk=version.pk).update(issued_at=make.NOON)
    return version


def judged(unit, cast, *, own: str, final: str):
    dossier = make.dossier(unit, cast.campaign, track="COMMUNE", state="CONFIRMED", theme=None)
    make.card(dossier, marks=own, state="SIGNED")
    card = make.card(dossier, "PROVINCE", marks=final, state="SIGNED")
    Scorecard.objects.filter(pk=card.pk).update(is_final=True, is_pass=final.count("Y") >= 2)
    return dossier


def address(version, rest: str = "") -> str:
    return f"/can-bo/tieu-chi/{version.pk}/rut-kinh-nghiem/{rest}"


def test_the_map_names_rows_columns_and_every_mark(client, cast, version):
    client.force_login(cast.dung)

    html = client.get(address(version)).content.decode()

    assert "2 đơn vị có kết quả cuối cùng, 2 đơn vị đạt ngưỡng, 0 góp ý." in html
    assert '<th scope="colgroup" colspan="2" class="heat-superior">Huyện ủy Miền Đông</th>' in html
    assert '<th scope="col"><span class="heat-unit">Đảng bộ xã Yên Thịnh</span></th>' in html
    assert '<th scope="rowgroup" colspan="4"><span>I. Lãnh đạo</span></th>' in html
    assert '<td class="heat-h">H <i>tự chấm đạt, cấp trên chấm không đạt</i>' in html
    assert 'class="heat-box" tabindex="0" role="region" aria-labelledby="heat-caption"' in html


def test_a_clerk_sees_the_own_unit_alone(client, cast, version):
    client.force_login(cast.an)

    html = client.get(address(version)).content.decode()

    assert "1 đơn vị có kết quả cuối cùng" in html
    assert "Yên Thịnh" not in html


@pytest.mark.parametrize("rest", ["", "2/", "de-xuat.pdf"])
def test_out_of_reach_is_not_found(client, cast, version, rest):
    client.force_login(cast.chi)

    assert client.get(address(version, rest)).status_code == 404


def test_a_criterion_tells_which_units_are_behind_its_figures(client, cast, version):
    client.force_login(cast.binh)

    html = client.get(address(version, "2/")).content.decode()

    assert "Không đạt, cấp trên hạ" in html
    assert "<b>1/2</b><span>đơn vị đạt</span>" in html
    assert client.get(address(version, "4/")).status_code == 404


def test_a_remark_is_stored_once_and_read_by_those_above(client, cast, version):
    client.force_login(cast.an)
    for _ in range(2):
        answer = client.post(address(version, "2/?nam=2026"), {"text": "Khó  áp dụng ở xã vùng cao"})

    remark = Remark.objects.get()
    assert (answer.status_code, remark.unit, remark.year, remark.author) == (302, cast.village, 2026, cast.an)
    assert Event.objects.filter(verb="remark").count() == 1
    client.force_login(cast.dung)
    assert "Khó áp dụng ở xã vùng cao" in client.get(address(version, "2/")).content.decode()


@pytest.mark.parametrize("state", ["ACCEPTED", "APPROVED"])
def test_a_card_and_its_dossier_lead_to_a_remark_for_ones_own_unit(client, cast, version, state):
    dossier = make.dossier(cast.office, cast.campaign, track="COMMUNE", state=state, theme=None)
    client.force_login(make.user("UNIT_CLERK", cast.office, "mai"))
    way = f"/can-bo/ho-so/{dossier.pk}/gop-y-tieu-chi/"
    assert f'href="{way}2/"' in client.get(f"/can-bo/ho-so/{dossier.pk}/phieu/tu-cham/").content.decode()
    assert f'href="{way}"' in client.get(f"/can-bo/ho-so/{dossier.pk}/").content.decode()

    page = client.get(f"{way}2/").url

    assert page == address(version, "2/?nam=2026#gop-y")
    assert client.post(page, {"text": "Nói thay", "don_vi": cast.village.pk}).status_code == 422
    client.post(page, {"text": "Nên nói rõ hơn"})
    assert Remark.objects.get().unit == cast.office


def test_an_empty_remark_is_refused_at_its_field(client, cast, version):
    client.force_login(cast.an)

    answer = client.post(address(version, "2/"), {"text": "  "})

    assert answer.status_code == 422
    assert 'id="id_text_error"' in answer.content.decode()
    assert Remark.objects.count() == 0


def test_one_button_opens_next_years_draft_and_only_once(client, cast, version):
    client.force_login(cast.quan)
    for _ in range(2):
        client.post(address(version, "soan/?nam=2026"))

    draft = CriteriaVersion.objects.get(copied_from=version)
    assert (draft.label, draft.is_issued, draft.criteria.count()) == ("Năm 2027", False, 3)


def test_who_may_not_draft_has_no_button_and_opens_nothing(client, cast, version):
    client.force_login(cast.an)

    assert "Soạn bộ tiêu chí năm sau" not in client.get(address(version)).content.decode()
    assert client.post(address(version, "soan/")).status_code == 302
    assert CriteriaVersion.objects.filter(copied_from=version).count() == 0


def test_the_note_is_a_file_to_save(client, cast, version):
    client.force_login(cast.dung)

    answer = client.get(address(version, "de-xuat.pdf"))

    assert answer.status_code == (503 if why_off() else 200)


def test_more_units_ask_no_more_queries(client, cast, version):
    client.force_login(cast.dung)
    with CaptureQueriesContext(connection) as few:
        client.get(address(version))
    few_asked = len(few)
    for number in range(5):
        judged(make.unit(f"M{number}", parent=cast.west), cast, own="YYY", final="YYY")
    with CaptureQueriesContext(connection) as many:
        client.get(address(version))

    assert len(many) == few_asked
