"""Nothing typed on the screen of a draft is lost: whichever button is pressed, and whoever else writes meanwhile."""

from __future__ import annotations

import pytest

from danvan.criteria.models import Criterion
from danvan.ledger.models import Event
from danvan.office.criteria import stamps
from danvan.office.criteria.forms import TitleForm
from tests import make
from tests.web.office.lists import draft, line, order, page_of, press, typed


@pytest.fixture
def as_dung(client, cast):
    client.force_login(cast.dung)
    return client


def test_any_button_stores_everything_typed(cast, as_dung):
    version = draft(cast)
    group = version.groups.get(title="Dân chủ")
    said = typed(version, "A", guidance="Mới A") | typed(version, "B") | typed(version, "C", guidance="Mới C")

    press(as_dung, version, f"xuong:{line(version, 'A').pk}", **said,
          **{f"moi-{group.pk}-code": "D", f"moi-{group.pk}-title": "Thêm", "moi-title": "Nhóm thêm"})  # fmt: skip

    assert [line(version, code).guidance for code in "ABC"] == ["Mới A", "", "Mới C"]
    assert order(version) == ["I: B A", "II: C D", "III: "]
    assert Event.objects.filter(verb="write_criterion").count() == 2, "what was not typed into is left alone"


def test_two_people_on_different_criteria_both_survive(cast, client):
    version = draft(cast)
    of_dung, of_giang = typed(version, "A", title="Của Dung"), typed(version, "B", title="Của Giang")
    for who, said in ((cast.dung, of_dung), (cast.giang, of_giang)):
        client.force_login(who)
        assert press(client, version, "luu:", **said).status_code == 302

    assert (line(version, "A").title, line(version, "B").title) == ("Của Dung", "Của Giang")


def test_two_people_on_one_criterion_are_told_and_nothing_typed_is_lost(cast, as_dung):
    version = draft(cast)
    mine = typed(version, "A", guidance="Của tôi") | typed(version, "B", guidance="Cũng của tôi")
    press(as_dung, version, "luu:", **typed(version, "A", guidance="Của người khác"))

    answer = press(as_dung, version, "luu:", **mine)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Hướng dẫn: Của người khác" in text and ">\nCủa tôi</textarea>" in text
    assert (line(version, "A").guidance, line(version, "B").guidance) == ("Của người khác", "Cũng của tôi")
    now = {name: said for name, said in typed(version, "A", guidance="Của tôi").items() if said}
    assert press(as_dung, version, "luu:", **now).status_code == 302
    assert line(version, "A").guidance == "Của tôi"


def test_the_same_words_stored_by_two_people_are_no_clash(cast, as_dung):
    version = draft(cast)
    said = typed(version, "A", guidance="Như nhau")

    assert [press(as_dung, version, "luu:", **said).status_code for _ in range(2)] == [302, 302]
    assert Event.objects.filter(verb="write_criterion").count() == 1


def test_what_cannot_be_stored_is_told_at_its_field_and_the_rest_is_stored(cast, as_dung):
    version = draft(cast)
    said = typed(version, "A", code="B", guidance="Viết dở") | typed(version, "C", guidance="Xong")

    answer = press(as_dung, version, f"bo-nhom:{version.groups.get(title='Dân chủ').pk}", **said)

    text, pk = answer.content.decode(), line(version, "A").pk
    assert answer.status_code == 422
    assert f'href="#id_tc-{pk}-code">Tiêu chí 1, mã: Mã B đã dùng cho tiêu chí 2' in text
    assert f'<div id="id_tc-{pk}-code_more"><span class="field-error">Mã B đã dùng' in text
    assert "Viết dở" in text and line(version, "C").guidance == "Xong"


def test_what_was_typed_on_a_criterion_that_is_gone_is_shown_once_more(cast, as_dung):
    version = draft(cast)
    said = typed(version, "A", guidance="Công sức cả buổi")
    press(as_dung, version, f"bo-tieu-chi:{line(version, 'A').pk}", **typed(version, "A"))

    answer = press(as_dung, version, "luu:", **said)

    assert answer.status_code == 409
    assert "Công sức cả buổi" in answer.content.decode()


def test_a_criterion_someone_wrote_on_meanwhile_is_not_taken_away(cast, as_dung):
    version = draft(cast)
    seen, pk = typed(version, "A"), line(version, "A").pk
    press(as_dung, version, "luu:", **typed(version, "A", guidance="Vừa viết"))

    assert press(as_dung, version, f"bo-tieu-chi:{pk}", **seen).status_code == 409
    assert Criterion.objects.filter(pk=pk).exists()


def test_an_order_changed_meanwhile_is_told(cast, as_dung):
    version = draft(cast)
    old = as_dung.get(page_of(version)).context["order"]
    press(as_dung, version, f"xuong:{line(version, 'A').pk}")

    answer = press(as_dung, version, f"len:{line(version, 'C').pk}", **{"thu-tu": old})

    assert answer.status_code == 409 and "vừa được người khác sửa" in answer.content.decode()
    assert order(version) == ["I: B A", "II: C"]


def test_a_group_renamed_by_another_meanwhile_is_told(cast, as_dung):
    version = draft(cast)
    pk = version.groups.get(title="Dân chủ").pk
    shown = stamps.of_shown(TitleForm(prefix="ten", initial={"title": "Dân chủ"}))
    for title, status in (("Tên một", 302), ("Tên hai", 409)):
        said = {f"ten-{pk}-title": title, f"ten-{pk}-da": shown}
        assert press(as_dung, version, "luu:", **said).status_code == status

    assert version.groups.get(pk=pk).title == "Tên một"


def test_what_was_typed_while_it_was_issued_is_shown_once_more(cast, as_dung):
    version = draft(cast)
    said = typed(version, "A", guidance="Chưa kịp lưu")
    type(version).objects.filter(pk=version.pk).update(issued_at=make.NOON)

    answer = press(as_dung, version, "luu:", **said)

    assert answer.status_code == 409
    assert "đã ban hành" in answer.content.decode() and "Chưa kịp lưu" in answer.content.decode()


def test_the_screen_stores_one_part_by_itself_and_goes_on(cast, as_dung):
    version = draft(cast)
    first = typed(version, "A", guidance="Một")
    said = as_dung.post(page_of(version), {"viec": "luu:", **first}, headers={"accept": "application/json"}).json()
    assert (said["told"], said["wrong"]) == (["Đã lưu tiêu chí 1."], [])
    pk = line(version, "A").pk

    second = {**first, f"tc-{pk}-guidance": "Hai", f"tc-{pk}-da": said["said"][f"tc-{pk}"]}
    again = as_dung.post(page_of(version), second, headers={"accept": "application/json"})

    assert (again.status_code, line(version, "A").guidance) == (200, "Hai")
