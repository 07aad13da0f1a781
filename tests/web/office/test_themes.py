"""The screens of theme schemes: who sees and does what, and drafting on one screen without losing anything."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from danvan.criteria.models import Theme, ThemeScheme
from danvan.ledger.models import Event
from tests import make
from tests.web.office.schemes import THEMES, draft, edition, issued, names, next_year, page_of, press, theme

NEW = {"name": "Lĩnh vực năm 2028", "code": "LV-2028", "valid_from": "01/01/2028", "valid_to": "", "source": "HD 01"}
EVERYONE = ("an", "binh", "chi", "dung", "giang", "hoa", "quan")


@pytest.fixture
def as_dung(client, cast):
    client.force_login(cast.dung)
    return client


@pytest.fixture
def as_giang(client, cast):
    client.force_login(cast.giang)
    return client


def full(scheme, of, /, **more):
    """What the form of a theme sends."""
    one = theme(scheme, of)
    said = {"name": one.name, "common": one.common, "code": one.code, "short_name": "", "aliases": "", **more}
    return {"linh-vuc": one.pk, **{f"lv-{one.pk}-{name}": value for name, value in said.items()}}


def listed(client) -> dict[str, str]:
    bodies = client.get(reverse("office:themes")).context["bodies"]
    return {row.scheme.code: row.state for body in bodies for row in body.schemes}


def everything() -> tuple[object, ...]:
    rows = ThemeScheme.objects.order_by("pk").values(), Theme.objects.order_by("pk").values()
    return (*map(list, rows), Event.objects.count())


@pytest.mark.parametrize("who", EVERYONE)
def test_drafts_are_seen_by_those_who_draft_and_issued_schemes_by_all(cast, client, who):
    issued(cast), draft(cast, code="NHAP")
    client.force_login(getattr(cast, who))

    seen = {code for code in listed(client) if not code.startswith("S")}

    assert seen == ({"LV-2026", "NHAP"} if who in {"dung", "giang", "quan"} else {"LV-2026"})


@pytest.mark.parametrize(
    ("begins", "ends", "state"),
    [
        (date(2020, 1, 1), None, "đang áp dụng"),
        (date(2020, 1, 1), date(2020, 12, 31), "thôi áp dụng"),
        (date(2190, 1, 1), None, "sắp áp dụng"),
    ],
)
def test_the_list_says_what_holds_today(cast, as_dung, begins, ends, state):
    issued(cast, valid_from=begins, valid_to=ends), draft(cast, code="NHAP")

    assert listed(as_dung).items() >= {"LV-2026": state, "NHAP": "bản thảo"}.items()


def test_a_draft_out_of_reach_is_not_there(cast, client):
    hidden = draft(cast)
    client.force_login(cast.binh)

    for name in ("scheme", "compare", "issue", "copy"):
        assert client.get(page_of(hidden, name)).status_code == 404
    assert press(client, hidden, "len", **{"linh-vuc": theme(hidden, "Đoàn thể").pk}).status_code == 404
    assert client.post(page_of(hidden, "end"), {"on": "01/01/2026"}).status_code == 404


@pytest.mark.parametrize("who", ["an", "binh", "chi", "hoa"])
def test_those_who_do_not_draft_are_refused_on_what_they_may_read(cast, client, who):
    own = issued(cast)
    client.force_login(getattr(cast, who))
    before = everything()

    sent = [press(client, own, "them", **{"moi-name": "X", "moi-common": "ECONOMY"}),
            client.post(page_of(own, "copy"), {**NEW, "unit": cast.province.pk}),
            client.post(reverse("office:themes-new"), {**NEW, "unit": cast.province.pk}),
            client.post(page_of(own, "end"), {"on": "01/06/2026"})]  # fmt: skip

    assert [answer.status_code for answer in sent] == [404] * 4
    assert everything() == before


def test_no_get_changes_anything(cast, as_giang):
    own, asked = draft(cast), issued(cast, code="LV-2025", valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    made = next_year(cast, asked, code="LV-X")
    before = everything()

    for one in (own, asked, made):
        for name in ("scheme", "copy", "compare", "issue"):
            as_giang.get(page_of(one, name), {"viec": "len", "edition": "1", "voi": own.pk, "mo": "1"})
    assert as_giang.get(page_of(asked, "end")).status_code == 405
    as_giang.get(reverse("office:themes-new"), NEW)

    assert everything() == before


def test_a_scheme_is_begun_and_themes_added(cast, as_dung):
    answer = as_dung.post(reverse("office:themes-new"), {**NEW, "unit": cast.province.pk})
    made = ThemeScheme.objects.get(code="LV-2028")
    press(as_dung, made, "them", **{"moi-name": "Nông thôn mới", "moi-common": "ECONOMY"})

    assert answer.url == page_of(made)
    assert (made.unit, made.source, made.valid_from, made.is_issued) == (
        cast.province,
        "HD 01",
        date(2028, 1, 1),
        False,
    )
    assert made.themes.get().code == "lv2028-nong-thon-moi"


def test_only_an_administrator_begins_what_is_common_to_all(cast, as_dung):
    assert as_dung.post(reverse("office:themes-new"), {**NEW, "unit": ""}).status_code == 422
    as_dung.force_login(cast.quan)
    as_dung.post(reverse("office:themes-new"), {**NEW, "unit": ""})

    assert ThemeScheme.objects.get(code="LV-2028").unit is None


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"code": "LV-2026"}, "code", "Mã LV-2026 đã dùng cho một bộ lĩnh vực khác. Hãy đặt mã khác."),
        ({"code": ""}, "code", "Cần ghi mã bộ."),
        ({"name": " "}, "name", "Cần ghi tên bộ lĩnh vực."),
        ({"valid_from": "31/02/2028"}, "valid_from", ""),
        ({"unit": "0"}, "unit", ""),
    ],
)
@pytest.mark.parametrize("name", ["new", "copy"])
def test_bad_input_is_told_at_its_place_and_nothing_is_begun(cast, as_dung, name, typed, field, sentence):
    own = issued(cast)
    url = page_of(own, "copy") if name == "copy" else reverse("office:themes-new")
    before = everything()

    answer = as_dung.post(url, {**NEW, "unit": cast.province.pk, **typed})

    told = answer.context["form"].errors[field]
    assert answer.status_code == 422 and told[0].startswith(sentence) and told[0] in answer.text.replace("&quot;", '"')
    assert everything() == before


def test_the_next_period_is_proposed_and_copied(cast, as_dung):
    source = issued(cast)
    first = as_dung.get(page_of(source, "copy")).context["form"].initial
    assert first == {"name": "Lĩnh vực năm 2027", "code": "LV-2027", "source": "", "unit": cast.province.pk,
                     "valid_from": date(2027, 1, 1)}  # fmt: skip

    as_dung.post(page_of(source, "copy"), {**NEW, "unit": cast.province.pk})

    made = ThemeScheme.objects.get(copied_from=source)
    assert (names(made), made.code, made.unit) == (names(source), "LV-2028", cast.province)


def test_a_common_scheme_begins_a_scheme_of_ones_own(cast, as_dung):
    common = make.scheme(("Kinh tế",))
    ThemeScheme.objects.filter(pk=common.pk).update(issued_at=make.NOON)
    assert "code" not in as_dung.get(page_of(common, "copy")).context["form"].initial

    as_dung.post(page_of(common, "copy"), {**NEW, "unit": cast.province.pk})

    assert ThemeScheme.objects.get(copied_from=common).themes.get().code == "lv2028-1"
    assert press(as_dung, common, "them", **{"moi-name": "X", "moi-common": "ECONOMY"}).status_code == 409


def test_the_scheme_itself_is_written(cast, as_dung):
    own = draft(cast)
    said = {"name": "Tên mới", "code": "LV-M", "source": "QĐ 08", "valid_from": "1/7/2026", "valid_to": ""}
    press(as_dung, own, "bo", **{f"bo-{name}": value for name, value in said.items()})

    own.refresh_from_db()
    assert (own.name, own.code, own.source, own.valid_from, own.valid_to) == (
        "Tên mới", "LV-M", "QĐ 08", date(2026, 7, 1), None,
    )  # fmt: skip


def test_everything_a_theme_says_is_stored(cast, as_dung):
    own = draft(cast)
    sent = full(own, "Đoàn thể", name="MTTQ, đoàn thể", short_name="Đoàn thể", common="SOCIETY", code="lv-mttq",
                aliases="Mặt trận\n\n Công tác  đoàn thể ")  # fmt: skip
    press(as_dung, own, "ghi", **sent)

    one = theme(own, "MTTQ, đoàn thể")
    assert (one.short_name, one.common, one.code) == ("Đoàn thể", "SOCIETY", "lv-mttq")
    assert one.aliases == ["Mặt trận", "Công tác đoàn thể"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": "lv2026-kinh-te"}, "Mã lv2026-kinh-te đã dùng cho lĩnh vực 1, “Kinh tế”. Hãy đặt mã khác."),
        ({"code": "Mã sai"}, "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối ở giữa"),
        ({"common": ""}, "Cần chọn một trong bốn lĩnh vực chung."),
        ({"common": "HEALTH"}, "Cần chọn một trong bốn lĩnh vực chung."),
        ({"name": ""}, "Cần ghi tên lĩnh vực."),
        ({"short_name": "x" * 81}, "80"),
    ],
)
def test_a_theme_that_cannot_be_stored_is_told_at_its_field_and_what_was_typed_stays(cast, as_dung, typed, sentence):
    own = draft(cast)
    field = next(iter(typed))
    answer = press(as_dung, own, "ghi", **full(own, "Đoàn thể", **{"aliases": "Viết dở", **typed}))

    row = answer.context["themes"][2]
    told = next(one.field for one in row.fields if one.field.name == field)
    assert answer.status_code == 422 and row.is_open
    assert sentence in told.errors[0] and "Viết dở" in answer.text
    assert theme(own, "Đoàn thể").aliases == []


@pytest.mark.parametrize("typed", [{"moi-name": "", "moi-common": "ECONOMY"}, {"moi-name": "Y tế", "moi-common": ""}])
def test_a_new_theme_that_lacks_something_is_told(cast, as_dung, typed):
    own = draft(cast)
    answer = press(as_dung, own, "them", **typed)

    assert (answer.status_code, len(answer.context["new"].errors), len(names(own))) == (422, 1, 3)


@pytest.mark.parametrize(
    ("button", "of", "now"),
    [
        ("xuong", "Kinh tế", ["Văn hóa - xã hội", "Kinh tế", "Đoàn thể"]),
        ("len", "Đoàn thể", ["Kinh tế", "Đoàn thể", "Văn hóa - xã hội"]),
        ("len", "Kinh tế", ["Kinh tế", "Văn hóa - xã hội", "Đoàn thể"]),
        ("xuong", "Đoàn thể", ["Kinh tế", "Văn hóa - xã hội", "Đoàn thể"]),
        ("bo-linh-vuc", "Kinh tế", ["Văn hóa - xã hội", "Đoàn thể"]),
    ],
)
def test_buttons_move_a_theme_one_place_or_take_it_away(cast, as_dung, button, of, now):
    own = draft(cast)

    assert press(as_dung, own, button, **{"linh-vuc": theme(own, of).pk}).status_code == 302
    assert names(own) == now


def test_a_stale_draft_is_told_and_what_was_typed_stays(cast, as_dung):
    own = draft(cast)
    old = edition(own)
    press(as_dung, own, "ghi", **full(own, "Kinh tế", name="Người khác sửa"))

    answer = press(as_dung, own, "ghi", **{**full(own, "Đoàn thể", name="Bản của tôi"), "edition": old})

    assert answer.status_code == 409
    assert all(words in answer.text for words in ("vừa được người khác sửa", "Bản của tôi", "Người khác sửa"))
    assert names(own) == ["Người khác sửa", "Văn hóa - xã hội", "Đoàn thể"]


@pytest.mark.parametrize("sent", [{"viec": "nhay"}, {}, {"viec": "len", "edition": "x"}])
def test_a_button_that_is_none_changes_nothing(cast, as_dung, sent):
    own = draft(cast)
    before = everything()

    assert as_dung.post(page_of(own), {"linh-vuc": theme(own, "Đoàn thể").pk, **sent}).status_code in {409, 422}
    assert everything() == before


@pytest.mark.parametrize("button", ["ghi", "bo-linh-vuc", "len"])
@pytest.mark.parametrize("which", ["0", "x", "9" * 30, "²"])
def test_a_theme_that_is_gone_is_told(cast, as_dung, button, which):
    own = draft(cast)

    assert press(as_dung, own, button, **{"linh-vuc": which}).status_code == 409
    assert len(names(own)) == 3


def test_a_theme_of_another_scheme_is_out_of_reach_of_the_buttons(cast, as_dung):
    own, other = draft(cast), draft(cast, code="KHAC")

    assert press(as_dung, own, "bo-linh-vuc", **{"linh-vuc": theme(other, "Kinh tế").pk}).status_code == 409
    assert len(names(other)) == 3


def test_a_theme_in_use_stays_and_says_why(cast, as_dung):
    own = draft(cast)
    make.dossier(cast.village, cast.campaign, theme=theme(own, "Kinh tế"))

    answer = press(as_dung, own, "bo-linh-vuc", **{"linh-vuc": theme(own, "Kinh tế").pk})

    assert answer.status_code == 422 and "Đã có mô hình ghi lĩnh vực «Kinh tế», không bỏ được." in answer.text


def test_an_issued_scheme_is_read_and_never_written(cast, as_dung):
    own = issued(cast)
    before = everything()

    shown, sent = as_dung.get(page_of(own)), press(as_dung, own, "ghi", **full(own, "Kinh tế", name="Khác"))

    assert "Lưu lĩnh vực" not in shown.text and "Kinh tế" in shown.text
    assert sent.status_code == 409 and "đã ban hành, không sửa được" in sent.text
    assert everything() == before


def test_obstacles_lead_to_their_places(cast, as_dung):
    issued(cast)
    own = draft(cast, code="LV-2", themes=(*THEMES, ("kinh  tế", "ECONOMY")))

    answer = as_dung.get(page_of(own))

    assert [place for place, _ in answer.context["obstacles"]] == [
        "id_bo-valid_from", f"linh-vuc-{theme(own, 'kinh tế').pk}",
    ]  # fmt: skip
    assert all(f'id="{place}"' in answer.text for place, _ in answer.context["obstacles"])


def test_the_comparison_maps_each_theme_and_the_common_four(cast, as_dung):
    source = issued(cast)
    made = next_year(cast, source)
    press(as_dung, made, "ghi", **full(made, "Đoàn thể", common="DEFENCE"))
    press(as_dung, made, "bo-linh-vuc", **{"linh-vuc": theme(made, "Kinh tế").pk})

    shown = as_dung.get(page_of(made, "compare")).context

    assert [(row.fate, row.common_before, row.common_after) for row in shown["rows"]] == [
        ("giữ nguyên", "Văn hóa - xã hội", "Văn hóa - xã hội"),
        ("đổi lĩnh vực chung", "Xây dựng hệ thống chính trị", "Quốc phòng - an ninh"), ("bỏ", "Kinh tế", ""),
    ]  # fmt: skip
    assert [row.note for row in shown["commons"]] == [
        "không còn số liệu từ bộ này", "", "chỉ có số liệu từ bộ này", "không còn số liệu từ bộ này",
    ]  # fmt: skip


def test_a_scheme_is_compared_with_any_other_in_reach(cast, as_dung):
    own, hidden = issued(cast), draft(cast, code="NHAP")

    assert as_dung.get(page_of(own, "compare"), {"voi": hidden.pk}).context["older"] == hidden
    as_dung.force_login(cast.binh)
    assert as_dung.get(page_of(own, "compare"), {"voi": hidden.pk}).status_code == 404
    assert as_dung.get(page_of(own, "compare"), {"voi": "²"}).status_code == 404


def test_what_will_be_fixed_is_shown_and_then_issued(cast, as_giang):
    own = draft(cast)
    shown = as_giang.get(page_of(own, "issue")).text
    for words in ("Lĩnh vực năm 2026", "LV-2026", "Đoàn thể", "lv2026-doan-the", "01/01/2026 đến 31/12/2026"):
        assert words in shown

    answer = as_giang.post(page_of(own, "issue"), {"edition": edition(own)})

    own.refresh_from_db()
    assert answer.url == page_of(own) and own.is_issued
    assert as_giang.post(page_of(own, "issue"), {"edition": edition(own)}).status_code == 302
    assert Event.objects.filter(verb="issue").count() == 1


def test_who_drafts_but_does_not_issue_sees_what_would_be_fixed(cast, as_dung):
    own = draft(cast)

    shown, sent = as_dung.get(page_of(own, "issue")), as_dung.post(page_of(own, "issue"), {"edition": edition(own)})

    assert not shown.context["may_issue"] and "Người có thẩm quyền ban hành" in shown.text
    assert sent.status_code == 422 and "Bạn không được ban hành bộ lĩnh vực này." in sent.text
    assert not ThemeScheme.objects.get(pk=own.pk).is_issued


def test_what_changed_since_it_was_shown_is_not_issued(cast, as_giang):
    own = draft(cast)
    seen = edition(own)
    press(as_giang, own, "ghi", **full(own, "Kinh tế", name="Sửa sau"))

    answer = as_giang.post(page_of(own, "issue"), {"edition": seen})

    assert answer.status_code == 422 and "vừa được người khác sửa" in answer.text and "Sửa sau" in answer.text
    assert not ThemeScheme.objects.get(pk=own.pk).is_issued


def test_a_scheme_with_obstacles_is_not_issued(cast, as_giang):
    own = draft(cast, themes=())

    assert "disabled" in as_giang.get(page_of(own, "issue")).text
    answer = as_giang.post(page_of(own, "issue"), {"edition": edition(own)})

    assert answer.status_code == 422 and "Chưa ban hành. Bộ lĩnh vực chưa có lĩnh vực nào." in answer.text


def test_the_last_day_is_written_by_those_who_issue(cast, as_giang):
    own = issued(cast)
    for typed, sentence in (("", "Cần ghi ngày cuối cùng áp dụng."), ("31/12/2025", "Bộ này áp dụng từ 01/01/2026"),
                            ("01/01/2027", "Bộ này chỉ áp dụng đến 31/12/2026")):  # fmt: skip
        answer = as_giang.post(page_of(own, "end"), {"on": typed})
        assert answer.status_code == 422 and sentence in answer.context["broken"][0].errors["on"][0]

    assert as_giang.post(page_of(own, "end"), {"on": "30/6/2026"}).url == page_of(own)
    assert ThemeScheme.objects.get(pk=own.pk).valid_to == date(2026, 6, 30)
    as_giang.force_login(cast.dung)
    assert as_giang.post(page_of(own, "end"), {"on": "30/5/2026"}).status_code == 404


@pytest.mark.parametrize("themes", [THEMES, [(f"Lĩnh vực số {n}", "ECONOMY") for n in range(12)]])
def test_the_pages_ask_the_database_no_more_for_more_themes(cast, as_dung, django_assert_max_num_queries, themes):
    own = issued(cast, themes=themes)
    made = next_year(cast, own)
    for one, name, most in ((made, "scheme", 12), (made, "compare", 11), (made, "issue", 13), (own, "copy", 9)):
        with django_assert_max_num_queries(most):
            assert as_dung.get(page_of(one, name)).status_code == 200
    with django_assert_max_num_queries(8):
        as_dung.get(reverse("office:themes"))


def test_the_page_of_criteria_leads_here(cast, as_dung):
    assert f'href="{reverse("office:themes")}"' in as_dung.get(reverse("office:criteria")).text
