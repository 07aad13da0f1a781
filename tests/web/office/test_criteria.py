"""The criteria screens: who sees which lists, and drafting on one screen without losing anything."""

from __future__ import annotations

import pytest
from django.urls import reverse

from danvan.criteria import drafting
from danvan.criteria.models import CriteriaVersion, Remark
from danvan.office.criteria import stamps
from danvan.office.criteria.forms import RulesForm, TitleForm
from danvan.units.enums import UnitKind
from tests import make
from tests.web.office.lists import draft, issued, line, order, page_of, press, typed


@pytest.fixture
def as_dung(client, cast):
    client.force_login(cast.dung)
    return client


def rules_said(version) -> dict[str, str]:
    return {"qt-da": stamps.of_shown(RulesForm(version))}


def labels(client) -> list[str]:
    sets = client.get(reverse("office:criteria")).context["sets"]
    return [str(row.version) for one in sets for row in one.versions]


@pytest.mark.parametrize(("who", "seen"), [("an", ["BT, Năm 2027"]), ("dung", ["NHAP, Năm 2027", "BT, Năm 2027"])])
def test_drafts_are_seen_by_those_who_draft_and_issued_versions_by_all(cast, client, who, seen):
    issued(cast), draft(cast, code="NHAP")
    client.force_login(getattr(cast, who))

    assert sorted(labels(client)) == sorted(seen)


def test_a_draft_out_of_reach_is_not_there(cast, client):
    hidden = draft(cast)
    client.force_login(cast.binh)

    for name in ("version", "compare", "issue", "workbook"):
        assert client.get(page_of(hidden, name)).status_code == 404
    assert press(client, hidden, "luu:moi", **{"moi-title": "Nhóm"}).status_code == 404


def test_a_list_is_begun_with_its_first_version(cast, as_dung):
    form = {"unit": cast.province.pk, "name": "Bộ 26 tiêu chí", "code": "DB-26", "track": "COMMUNE",
            "label": "Năm 2027", "mode": "POINTS"}  # fmt: skip

    answer = as_dung.post(reverse("office:criteria-new"), form)

    made = CriteriaVersion.objects.get(criteria_set__code="DB-26")
    assert answer.url == page_of(made)
    assert (made.label, made.mode, made.criteria_set.unit) == ("Năm 2027", "POINTS", cast.province)


def test_a_code_that_is_taken_is_refused_in_a_sentence(cast, as_dung):
    draft(cast)
    form = {"unit": cast.province.pk, "name": "Bộ", "code": "BT", "track": "MODEL", "label": "1", "mode": "COUNT"}

    answer = as_dung.post(reverse("office:criteria-new"), form)

    assert answer.context["form"].errors["code"]
    assert CriteriaVersion.objects.filter(criteria_set__code="BT").count() == 1


@pytest.mark.parametrize(
    ("button", "data", "now"),
    [
        ("xuong", "A", ["I: B A", "II: C"]),
        ("xuong", "B", ["I: A", "II: B C"]),
        ("len", "C", ["I: A B C", "II: "]),
        ("len", "A", ["I: A B", "II: C"]),
    ],
)
def test_buttons_move_a_criterion_one_place(cast, as_dung, button, data, now):
    version = draft(cast)

    answer = press(as_dung, version, f"{button}:{line(version, data).pk}")

    assert answer.status_code == 302
    assert order(version) == now


def test_a_criterion_moves_to_another_group_and_a_group_moves_whole(cast, as_dung):
    version = draft(cast)
    second = version.groups.get(title="Dân chủ")

    one = line(version, "A").pk
    press(as_dung, version, f"chuyen:{one}", **{f"sang-{one}": second.pk})
    press(as_dung, version, f"nhom-len:{second.pk}")

    assert order(version) == ["I: C A", "II: B"]


def test_the_pointer_drops_a_criterion_before_another(cast, as_dung):
    version = draft(cast)
    group = version.groups.get(title="Lãnh đạo")

    press(as_dung, version, f"tha:{line(version, 'C').pk}", vao=group.pk, truoc=line(version, "B").pk)

    assert order(version) == ["I: A C B", "II: "]


def test_groups_and_criteria_are_added_renamed_and_taken_away(cast, as_dung):
    version = draft(cast)
    press(as_dung, version, "luu:moi", **{"moi-title": "Nắm tình hình"})
    group = version.groups.get(title="Nắm tình hình")
    press(as_dung, version, f"luu:moi-{group.pk}", **{f"moi-{group.pk}-code": "D", f"moi-{group.pk}-title": "D"})
    said = stamps.of_shown(TitleForm(prefix="ten", initial={"title": "Nắm tình hình"}))
    press(as_dung, version, "luu:", **{f"ten-{group.pk}-title": "Nắm dân", f"ten-{group.pk}-da": said})
    press(as_dung, version, f"bo-tieu-chi:{line(version, 'C').pk}", **typed(version, "C"))
    press(as_dung, version, f"bo-nhom:{version.groups.get(title='Dân chủ').pk}")

    assert order(version) == ["I: A B", "II: D"]
    assert version.groups.filter(title="Nắm dân").exists()


def test_everything_a_criterion_says_is_stored(cast, as_dung):
    version = draft(cast)
    sent = typed(version, "A", weight="4,5", evidence_hints="Nghị quyết\r\n\r\nẢnh", evidence_required="on",
                 min_explanation="50", numeric_label="Số kỳ họp", numeric_op=">=", numeric_target="4",
                 numeric_unit="kỳ", is_veto="on", na_condition="Khi mới lập", owner_hint="Văn phòng",
                 computed="REPORTS_ON_TIME", requirement="Có nghị quyết")  # fmt: skip

    press(as_dung, version, "luu:", **sent)

    one = line(version, "A")
    assert (str(one.weight), one.evidence_hints, one.is_veto) == ("4.50", ["Nghị quyết", "Ảnh"], True)
    assert one.numeric_rule == {"label": "Số kỳ họp", "unit": "kỳ", "op": ">=", "target": "4"}
    assert (one.min_explanation, one.computed, one.requirement) == (50, "REPORTS_ON_TIME", "Có nghị quyết")
    assert (one.na_condition, one.owner_hint) == ("Khi mới lập", "Văn phòng")


def test_rules_are_stored_with_classes_as_lines(cast, as_dung):
    version = draft(cast)
    said = {"label": "Năm 2027", "mode": "POINTS", "min_points": "70,5", "classes": "Tốt: 80\nKhá: 70,5",
            "valid_from": "01/01/2027", "no_veto_fail": "on"}  # fmt: skip

    press(as_dung, version, "luu:qt", **{f"qt-{name}": value for name, value in said.items()}, **rules_said(version))

    version.refresh_from_db()
    assert version.classes == [{"name": "Tốt", "at_least": "80"}, {"name": "Khá", "at_least": "70.5"}]
    assert (str(version.min_points), version.rescale_not_applicable, version.min_explanation) == ("70.50", False, 30)


@pytest.mark.parametrize("text", ["Tốt 80", "Tốt: nhiều", ": 80"])
def test_a_class_that_cannot_be_read_is_told_by_its_line(cast, as_dung, text):
    version = draft(cast)
    said = {"qt-label": "Năm 2027", "qt-mode": "POINTS", "qt-classes": f"Xuất sắc: 90\n{text}"}

    answer = press(as_dung, version, "luu:qt", **said, **rules_said(version))

    assert answer.status_code == 422
    assert "Dòng 2" in answer.content.decode()


def test_obstacles_lead_to_their_places(cast, as_dung):
    version = draft(cast, min_passed=9)
    press(as_dung, version, "luu:moi", **{"moi-title": "Trống"})

    answer = as_dung.get(page_of(version))

    places = [place for place, _ in answer.context["obstacles"]]
    assert places == [f"nhom-{version.groups.get(title='Trống').pk}", "id_qt-min_passed"]
    assert all(f'id="{place}"' in answer.content.decode() for place in places)


def test_an_issued_version_is_read_and_never_written(cast, as_dung):
    version = issued(cast)

    shown, sent = as_dung.get(page_of(version)), press(as_dung, version, f"bo-tieu-chi:{line(version, 'A').pk}")

    assert "Lưu tiêu chí" not in shown.content.decode() and "Tiêu chí A" in shown.content.decode()
    assert sent.status_code == 409
    assert order(version) == ["I: A B", "II: C"]


@pytest.mark.parametrize(
    ("query", "label", "editorial"), [("", "Năm 2028", False), ("?sua-chu=1", "Năm 2027, sửa chữ", True)]
)
def test_a_version_is_begun_from_an_issued_one(cast, as_dung, query, label, editorial):
    source = issued(cast)
    asked = as_dung.get(page_of(source, "copy") + query)
    assert asked.context["form"]["label"].value() == label

    as_dung.post(page_of(source, "copy") + query, {"label": label})

    made = CriteriaVersion.objects.get(copied_from=source)
    assert (made.label, made.is_editorial, order(made)) == (label, editorial, order(source))


def test_only_an_issuer_who_agrees_retires_a_version(cast, client):
    version = issued(cast)
    client.force_login(cast.dung)
    assert client.post(page_of(version, "retire"), {"dong-y": "1"}).status_code == 404
    client.force_login(cast.giang)
    client.post(page_of(version, "retire"))
    assert CriteriaVersion.objects.get(pk=version.pk).retired_on is None

    client.post(page_of(version, "retire"), {"dong-y": "1"})

    assert CriteriaVersion.objects.get(pk=version.pk).retired_on is not None


def test_the_screen_asks_the_database_no_more_for_more_criteria(cast, as_dung, django_assert_max_num_queries):
    version = make.version(26)
    CriteriaVersion.objects.filter(pk=version.pk).update(label="To")
    version.criteria_set.unit = cast.province
    version.criteria_set.save()

    with django_assert_max_num_queries(25):
        assert as_dung.get(page_of(version)).status_code == 200


def test_what_was_said_last_year_stands_beside_each_criterion(cast, as_dung):
    source = issued(cast)
    given = {"criterion": line(source, "B"), "year": 2027, "author": cast.an, "at": make.NOON}
    Remark.objects.create(unit=cast.village, text="Khó lấy minh chứng", **given)
    elsewhere = make.unit("Q", kind=UnitKind.PROVINCE, name="Tỉnh ủy Miền Khác")
    Remark.objects.create(unit=elsewhere, text="Của tỉnh khác", **given)
    made = drafting.copy(source=source, label="Năm 2028", by=cast.dung, at=make.NOON)

    groups = as_dung.get(page_of(made)).context["groups"]

    said = {one.line.code: [remark.text for remark in one.remarks] for group in groups for one in group.lines}
    assert said == {"A": [], "B": ["Khó lấy minh chứng"], "C": []}


def test_a_sample_begins_a_list_of_ones_own(cast, as_dung):
    sample = make.version(3, min_passed=2, issued=True, is_sample=True, basis="Bộ mẫu để minh họa")
    assert "Soạn bộ của mình từ bản này" in as_dung.get(reverse("office:criteria")).text

    type(sample.criteria_set).objects.filter(pk=sample.criteria_set_id).update(name="Bộ tiêu chí mẫu của xã")
    assert as_dung.get(page_of(sample, "copy")).context["form"]["name"].value() == "Bộ tiêu chí của xã"

    as_dung.post(page_of(sample, "copy"), {"label": "Năm 2027", "unit": cast.province.pk, "name": "Bộ của tỉnh"})

    own = CriteriaVersion.objects.get(copied_from=sample)
    assert (own.criteria_set.unit, own.criteria.count(), own.is_issued) == (cast.province, 3, False)
    assert (own.criteria_set.name, own.basis) == ("Bộ của tỉnh", ""), "the ground of a sample is nobody's"
    assert [line.links_back.get().before.code for line in own.criteria.order_by("order")] == ["C01", "C02", "C03"]
    assert as_dung.get(f"{page_of(sample, 'copy')}?sua-chu=1").status_code == 404
