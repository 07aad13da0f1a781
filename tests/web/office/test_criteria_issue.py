"""Before issuing: what is compared, what was said of each pair, the trial of the rule, and issuing itself."""

from __future__ import annotations

import pytest

from danvan.criteria import drafting
from danvan.criteria.models import CriteriaVersion
from danvan.ledger.models import Event
from tests import make
from tests.web.office.lists import draft, edition, issued, line, page_of, press, typed


@pytest.fixture
def as_dung(client, cast):
    client.force_login(cast.dung)
    return client


@pytest.fixture
def next_year(cast):
    """Next year's draft, copied from the issued version."""
    return drafting.copy(source=issued(cast), label="Năm 2028", by=cast.dung, at=make.NOON)


def kinds(client, version) -> list[tuple[str, bool]]:
    rows = client.get(page_of(version, "compare")).context["rows"]
    return [(row.kind, row.is_comparable) for row in rows]


def chosen(client, version, code: str, *before) -> dict[str, object]:
    """What the page sends for a line whose earlier criteria are these, each to be compared."""
    rows = client.get(page_of(version, "compare")).context["rows"]
    form = next(form for row in rows for form in row.forms if form.line.code == code)
    told = {f"da-{form.line.pk}": form.said}
    for number, pk in enumerate(before, 1):
        told |= {f"tu-{form.line.pk}-{number}": pk, f"so-{form.line.pk}-{number}": "1"}
    return told


def test_every_kind_of_change_is_told(cast, as_dung, next_year):
    group = next_year.groups.get(title="Dân chủ")
    press(as_dung, next_year, f"bo-tieu-chi:{line(next_year, 'C').pk}", **typed(next_year, "C"))
    said = {f"moi-{group.pk}-code": "D", f"moi-{group.pk}-title": "Mới"}
    press(as_dung, next_year, "luu:", **said, **typed(next_year, "A", title="Tiêu chí A, nói rõ"))

    rows = as_dung.get(page_of(next_year, "compare")).context["rows"]

    assert [row.kind for row in rows] == ["sửa chữ", "giữ nguyên", "bỏ", "thêm mới"]
    assert [(c.label, c.old, c.new) for c in rows[0].changes] == [("Tiêu chí", "Tiêu chí A", "Tiêu chí A, nói rõ")]


def test_an_officer_says_what_was_merged_and_what_will_not_compare(cast, as_dung, next_year):
    old = {one.code: one.pk for one in next_year.copied_from.criteria.all()}

    answer = as_dung.post(page_of(next_year, "compare"), {
        **chosen(as_dung, next_year, "A", old["A"], old["C"]), **chosen(as_dung, next_year, "B", old["B"]),
        f"so-{line(next_year, 'A').pk}-2": "",
    })  # fmt: skip

    assert answer.status_code == 302
    assert kinds(as_dung, next_year)[:2] == [("gộp", False), ("giữ nguyên", True)]


def test_what_another_officer_said_meanwhile_is_told_and_the_choice_stays(cast, as_dung, next_year):
    old = {one.code: one.pk for one in next_year.copied_from.criteria.all()}
    first, second = (chosen(as_dung, next_year, "A", old["A"], old[code]) for code in "BC")
    as_dung.post(page_of(next_year, "compare"), first)

    answer = as_dung.post(page_of(next_year, "compare"), second | chosen(as_dung, next_year, "B"))

    linking = next(form for row in answer.context["rows"] for form in row.forms if form.line.code == "A")
    assert answer.status_code == 422 and "Người khác vừa ghi chỗ này" in answer.content.decode()
    assert [origin.chosen for origin in linking.origins][:2] == [old["A"], old["C"]]
    assert list(line(next_year, "A").links_back.values_list("before", flat=True)) == [old["A"], old["B"]]
    assert not line(next_year, "B").links_back.exists(), "the other line is stored"


def test_an_earlier_criterion_of_another_version_is_refused(cast, as_dung, next_year):
    stranger = draft(cast, code="KHAC")

    answer = as_dung.post(page_of(next_year, "compare"), {
        **chosen(as_dung, next_year, "A", line(stranger, "A").pk),
    })  # fmt: skip

    assert answer.status_code == 422
    assert "không thuộc phiên bản trước" in answer.content.decode()
    assert kinds(as_dung, next_year)[0] == ("giữ nguyên", True)


@pytest.mark.parametrize("text", ["x", "9" * 30, "-1", "²"])
def test_an_origin_that_is_no_number_is_refused(cast, as_dung, next_year, text):
    answer = as_dung.post(page_of(next_year, "compare"), chosen(as_dung, next_year, "A", text))

    assert answer.status_code == 422


def test_a_version_is_compared_with_any_other_in_reach(cast, as_dung, next_year):
    other, hidden = issued(cast, code="KHAC"), draft(cast, code="NHAP")

    assert as_dung.get(page_of(next_year, "compare"), {"voi": other.pk}).context["older"] == other
    as_dung.force_login(cast.binh)
    assert as_dung.get(page_of(other, "compare"), {"voi": hidden.pk}).status_code == 404
    assert as_dung.get(page_of(other, "compare"), {"voi": "x"}).status_code == 404


def test_the_trial_tells_how_many_would_have_passed(cast, as_dung):
    source = draft(cast)
    campaign = make.campaign(cast.province, tracks={"COMMUNE": source})
    CriteriaVersion.objects.filter(pk=source.pk).update(issued_at=make.NOON)
    source.refresh_from_db()
    dossier = make.dossier(cast.village, campaign, track="COMMUNE", theme=None)
    card = make.card(dossier, "PROVINCE", marks="YYN", state="SIGNED")
    type(card).objects.filter(pk=card.pk).update(is_final=True, is_pass=True)
    stricter = drafting.copy(source=source, label="Năm 2028", by=cast.dung, at=make.NOON)
    CriteriaVersion.objects.filter(pk=stricter.pk).update(min_passed=3)

    text = as_dung.get(page_of(stricter, "issue")).content.decode()

    assert "năm 2026 có <b>0</b> thay vì <b>1</b> đơn vị đạt" in text
    assert "Bớt: Đảng bộ xã Đồng Điều" in text


def test_only_who_may_issue_has_the_button(cast, client):
    version = draft(cast)
    client.force_login(cast.dung)
    assert "không bao giờ thay đổi" in client.get(page_of(version, "issue")).content.decode()

    refused = client.post(page_of(version, "issue"))

    assert refused.status_code == 422
    assert CriteriaVersion.objects.get(pk=version.pk).issued_at is None
    assert Event.objects.filter(verb="issue").count() == 0


def test_issuing_fixes_the_version_and_goes_on_to_read_it(cast, client):
    version = draft(cast)
    client.force_login(cast.giang)

    answer = client.post(page_of(version, "issue"))

    assert answer.url == page_of(version)
    assert CriteriaVersion.objects.get(pk=version.pk).is_issued
    assert client.post(page_of(version, "issue")).url == page_of(version)
    assert Event.objects.filter(verb="issue").count() == 1


def test_what_stands_in_the_way_keeps_it_a_draft(cast, client):
    version = draft(cast, min_passed=9)
    client.force_login(cast.giang)

    answer = client.post(page_of(version, "issue"))

    assert answer.status_code == 422
    assert "Ngưỡng 9 lớn hơn số tiêu chí (3)." in answer.content.decode()
    assert edition(version) and not CriteriaVersion.objects.get(pk=version.pk).is_issued
