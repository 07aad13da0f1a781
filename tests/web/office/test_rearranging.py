"""One rearrangement is stated in a form, listed, put back; dossiers of a divided unit are told to an heir."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.models import Post
from danvan.dossiers.models import Dossier
from danvan.succession.actions import carry_out
from danvan.units.models import Unit, UnitChange
from danvan.units.plans import Heir, Plan
from tests import make
from tests.web.office import rearranged
from tests.web.office.rearranged import LIST, MERGER, NEW, agree, preview, signed_in


@pytest.fixture
def as_dung(cast):
    return rearranged.as_dung(cast)


def form_of(kind: str, under: str = "E") -> str:
    return f"{NEW}?hinh-thuc={kind}&duoi={under}"


def merged(cast, *, on=date(2026, 3, 1), heir="N") -> UnitChange:
    plan = Plan(on, ("V",), (Heir(heir, "Đảng bộ xã Mới"),))
    return carry_out([plan], by=cast.dung, at=timezone.now())[0].change


# fmt: off
DAY = {"ngay": "01/03/2026", "can-cu": "Nghị quyết số 1"}
KINDS = [
    ("MERGE", {"cu": ["V", "U"], "den": "mot-cu", "tiep": "U"}, {"V", "U"}, {"U"}),
    ("MERGE", {"cu": ["V"], "den": "co-san", "san": "u"}, {"V"}, {"U"}),
    ("MERGE", {"cu": ["V", "U"], "den": "moi", "ma": "n", "ten": "Đảng bộ xã Mới", "cap-tren": "W"},
     {"V", "U"}, {"N"}),
    ("SPLIT", {"cu": "V", "ma-1": "V1", "ten-1": "Xã Một", "ma-2": "V2", "ten-2": "Xã Hai"}, {"V"},
     {"V1", "V2"}),
    ("SPLIT", {"cu": "V", "ma-1": "V1", "ten-1": "Xã Một", "con": "on"}, {"V"}, {"V", "V1"}),
    ("RENAME", {"cu": "V", "ten": "Đảng bộ xã Tên Khác"}, {"V"}, {"V"}),
    ("MOVE", {"cu": ["V"], "cap-tren": "P"}, {"V"}, {"V"}),
    ("END", {"cu": "V", "con-di": ""}, {"V"}, set()),
]
# fmt: on


@pytest.mark.parametrize(("kind", "typed", "before", "after"), KINDS)
def test_each_kind_of_form_is_previewed_and_stored(cast, as_dung, kind, typed, before, after):
    seen = as_dung.post(form_of(kind), {**DAY, **typed})
    assert agree(as_dung, seen).status_code == 302

    change = UnitChange.objects.get()
    assert (change.kind, change.legal_basis) == (kind, "Nghị quyết số 1")
    assert {unit.code for unit in change.predecessors.all()} == before
    assert {unit.code for unit in change.successors.all()} == after


def test_a_move_of_several_units_is_a_change_for_each(cast, as_dung):
    agree(as_dung, as_dung.post(form_of("MOVE"), {**DAY, "cu": ["V", "U"], "cap-tren": "W"}))

    assert [change.kind for change in UnitChange.objects.all()] == ["MOVE", "MOVE"]
    assert {unit.parent.code for unit in Unit.objects.filter(code__in="VU")} == {"W"}


# fmt: off
WRONG = [
    ("MERGE", {"den": "moi", "ma": "N", "ten": "Mới"}, "cu", "Chưa chọn đơn vị cũ nào."),
    ("MERGE", {"cu": ["V"]}, "den", "Chưa chọn đơn vị nào nhận."),
    ("MERGE", {"cu": ["V"], "den": "mot-cu", "tiep": "U"}, "tiep", "phải là một trong các đơn vị cũ đã đánh dấu"),
    ("MERGE", {"cu": ["V"], "den": "co-san"}, "san", "Chưa ghi: mã đơn vị khác đang hoạt động."),
    ("MERGE", {"cu": ["V"], "den": "moi", "ma": "N"}, "ten", "Chưa ghi tên của đơn vị mới."),
    ("MERGE", {"cu": ["W"], "den": "moi", "ma": "N", "ten": "Mới"}, "cu", "Đơn vị “W” không có ở đây."),
    ("SPLIT", {"cu": "V", "ma-1": "V1", "ten-1": "Một"}, "__all__", "Chia thì cần ít nhất hai đơn vị mới"),
    ("SPLIT", {"cu": "V", "ma-1": "V1", "ten-1": "Một", "ma-2": "V2"}, "ten-2", "Chưa ghi tên đơn vị mới thứ 2."),
    ("SPLIT", {"cu": "V", "ma-1": "V1", "ten-1": "Một", "ma-2": "v1", "ten-2": "Hai"}, "__all__", "cùng một mã"),
    ("RENAME", {"cu": "V"}, "ten", "Chưa ghi tên mới hoặc loại mới."),
    ("MOVE", {"cu": ["V"]}, "cap-tren", "Chưa chọn cấp trên mới."),
    ("END", {}, "cu", "Chưa chọn đơn vị cũ nào."),
    ("END", {"cu": "V", "ngay": ""}, "ngay", "Chưa ghi ngày hiệu lực."),
    ("END", {"cu": "V", "ngay": "hôm nay"}, "ngay", "“hôm nay” không phải là ngày."),
    ("RENAME", {"cu": "V", "ten": "Đảng bộ xã Đồng Điều"}, "__all__", "không khác gì cũ"),
]
# fmt: on


@pytest.mark.parametrize(("kind", "typed", "field", "sentence"), WRONG)
def test_a_form_that_lacks_something_says_so_and_keeps_what_was_typed(cast, as_dung, kind, typed, field, sentence):
    answer = as_dung.post(form_of(kind), {**DAY, **typed})

    form = answer.context["form"]
    assert sentence in " ".join(form.errors[field])
    assert form["can-cu"].value() == "Nghị quyết số 1"
    assert not UnitChange.objects.exists()


def test_the_form_is_taken_up_again_from_the_preview(cast, as_dung):
    typed = {**DAY, "cu": "V", "ten": "Đảng bộ xã Tên Khác"}
    seen = as_dung.post(form_of("RENAME"), typed)
    assert dict(seen.context["typed"]) == typed

    again = as_dung.post(seen.context["back"], {**typed, "sua": "1"})

    assert again.context["form"]["ten"].value() == "Đảng bộ xã Tên Khác"
    assert not again.context["form"].errors


@pytest.mark.parametrize("query", ["", "?hinh-thuc=MERGE", "?hinh-thuc=KHAC&duoi=E", "?hinh-thuc=END&duoi=S"])
def test_nothing_is_asked_before_kind_and_superior_are_chosen_in_reach(cast, as_dung, query):
    make.unit("S", kind="PROVINCE", name="Tỉnh ủy Nơi Khác")

    assert as_dung.get(NEW + query).context["form"] is None


def test_provinces_are_merged_at_the_top_by_the_administrator_alone(cast, as_dung):
    make.unit("S", kind="PROVINCE", name="Tỉnh ủy Nơi Khác")

    asked = signed_in(cast.quan).get(form_of("MERGE", "-")).context["form"]

    assert {code for code, _ in asked.fields["cu"].choices} == {"P", "S"}


def test_a_future_day_is_planned_and_told_so(cast, as_dung):
    later = MERGER.replace("2026", str(timezone.localdate().year + 1))
    seen = preview(as_dung, later)
    assert seen.context["rows"][0].is_planned

    agree(as_dung, seen)

    page = as_dung.get(LIST).content.decode()
    assert "có hiệu lực từ" in page
    assert not UnitChange.objects.get().is_done


def test_the_list_shows_planned_ones_first_and_only_what_is_in_reach(cast, as_dung):
    merged(cast)
    carry_out([Plan(date(2099, 1, 1), ("U",), ())], by=cast.dung, at=timezone.now())
    stranger = make.unit("S", kind="PROVINCE", name="Tỉnh ủy Nơi Khác")
    carry_out([Plan(date(2026, 3, 2), ("S",), (Heir("S", "Tỉnh ủy Khác"),))], by=cast.quan, at=timezone.now())

    seen = as_dung.get(LIST).context["lines"]

    assert [line.is_planned for line in seen] == [True, False]
    assert stranger.name not in str(seen)
    assert len(signed_in(cast.quan).get(LIST).context["lines"]) == 3


def test_the_list_asks_as_much_for_many_as_for_few(cast, as_dung, django_assert_max_num_queries):
    for number in range(27):
        make.unit(f"M{number}", parent=cast.west)
    plans = [Plan(date(2026, 3, 1), (f"M{number}",), (Heir("W2", "Xã W2", "COMMUNE", "W"),)) for number in range(27)]
    carry_out(plans, by=cast.dung, at=timezone.now())

    with django_assert_max_num_queries(12):
        seen = as_dung.get(LIST)

    assert len(seen.context["lines"]) == 25


def test_one_change_is_shown_and_undone_when_agreed(cast, as_dung):
    change = merged(cast)
    page = as_dung.get(reverse("office:rearrange-change", args=[change.pk])).content.decode()
    assert "Hoàn tác lần sắp xếp này" in page
    assert "Đảng bộ xã Mới (N)" in page
    undo = reverse("office:rearrange-undo", args=[change.pk])

    as_dung.post(undo)
    assert UnitChange.objects.exists()
    as_dung.post(undo, {"dong-y": "1"})

    assert not UnitChange.objects.exists()
    assert Post.objects.get(user=cast.an).to_on is None


def test_a_change_with_something_standing_on_it_says_why_it_stays(cast, as_dung):
    change = merged(cast)
    make.user("UNIT_CLERK", Unit.objects.get(code="N"), "moi", from_on=date(2026, 3, 1))
    address = reverse("office:rearrange-change", args=[change.pk])

    assert "«Đảng bộ xã Mới» đã có người được phân công." in as_dung.get(address).content.decode()
    as_dung.post(f"{address}hoan-tac/", {"dong-y": "1"})

    assert UnitChange.objects.exists()


def split_with_dossier(cast) -> tuple[UnitChange, Dossier]:
    dossier = make.recognised(cast.village, cast.campaign)
    heirs = (Heir("V1", "Xã Một"), Heir("V2", "Xã Hai"))
    return carry_out([Plan(date(2026, 3, 10), ("V",), heirs)], by=cast.dung, at=timezone.now())[0].change, dossier


def test_dossiers_of_a_divided_unit_are_told_to_an_heir(cast, as_dung):
    change, dossier = split_with_dossier(cast)
    address = reverse("office:rearrange-change", args=[change.pk])
    assert dossier.title in as_dung.get(address).content.decode()

    as_dung.post(f"{address}phan-bo/", {"ho-so": [dossier.pk], "ke-thua": "V2"})

    dossier.refresh_from_db()
    assert (dossier.heir.code, dossier.is_allocated) == ("V2", True)
    assert "chưa phân bổ" not in as_dung.get(address).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"ke-thua": "V2"}, "Chưa chọn hồ sơ nào."),
        ({"ho-so": ["0"], "ke-thua": "V2"}, "Có hồ sơ đã được phân bổ."),
        ({"ho-so": ["1"], "ke-thua": "W"}, "Đơn vị đã chọn không kế thừa."),
    ],
)
def test_an_allocation_that_makes_no_sense_is_refused(cast, as_dung, typed, sentence):
    change, dossier = split_with_dossier(cast)

    address = reverse("office:rearrange-allocate", args=[change.pk])
    page = as_dung.post(address, typed, follow=True).content.decode()

    dossier.refresh_from_db()
    assert sentence in page
    assert dossier.heir is None


def test_a_change_out_of_reach_is_not_found(cast, as_dung):
    make.unit("S", kind="PROVINCE", name="Tỉnh ủy Nơi Khác")
    plan = Plan(date(2026, 3, 2), ("S",), (Heir("S", "Tỉnh ủy Khác"),))
    change = carry_out([plan], by=cast.quan, at=timezone.now())[0].change

    for name in ("change", "undo", "allocate"):
        address = reverse(f"office:rearrange-{name}", args=[change.pk])
        assert (as_dung.get if name == "change" else as_dung.post)(address).status_code == 404


def test_only_who_may_rearrange_sees_the_menu(cast):
    menus = {
        who: "Sắp xếp đơn vị" in signed_in(getattr(cast, who)).get(reverse("office:desk")).content.decode()
        for who in ("an", "binh", "dung", "giang", "hoa", "quan")
    }
    assert menus == {"an": False, "binh": False, "dung": True, "giang": False, "hoa": False, "quan": True}
