"""Theme schemes: drafted, copied under new codes, kept in order, refused in sentences, issued once, ended."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.criteria import scheme_codes, schemes
from danvan.criteria.actions import CannotIssue, may_issue
from danvan.criteria.drafting import CannotDraft, StaleDraft, may_draft
from danvan.criteria.enums import CommonTheme
from danvan.criteria.models import Theme, ThemeScheme
from danvan.criteria.scheme_obstacles import scheme_obstacles
from danvan.criteria.schemes import FieldRefused, issue_scheme
from danvan.criteria.texts import ThemeWords
from danvan.criteria.theme_pairs import Fate, gathered, pair_themes
from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from tests import make
from tests.web.office.schemes import draft, edition, issued, names, next_year, theme, words

EVERYONE = ("an", "binh", "chi", "dung", "giang", "hoa", "quan")
IN_2027 = {"code": "LV-2027", "valid_from": date(2027, 1, 1), "valid_to": None}


def by(cast, who="dung"):
    return {"by": getattr(cast, who), "at": make.NOON}


def add(cast, scheme, name="Quốc phòng - an ninh", common="DEFENCE", **more):
    said = ThemeWords(name=name, common=common, **more)
    return schemes.add_theme(scheme=scheme, edition=edition(scheme), words=said, **by(cast))


def write(cast, one, **more):
    said = ThemeWords(**{"name": one.name, "common": one.common, "code": one.code, "aliases": one.aliases, **more})
    schemes.write_theme(theme=one, edition=edition(one.scheme), words=said, **by(cast))


def codes(scheme):
    return list(scheme.themes.order_by("order").values_list("code", flat=True))


def places(scheme):
    return [(one.place, one.sentence) for one in scheme_obstacles(scheme)]


def test_who_drafts_and_who_issues(cast):
    own, common = draft(cast), make.scheme()
    assert {who for who in EVERYONE if may_draft(getattr(cast, who), own)} == {"dung", "giang", "quan"}
    assert {who for who in EVERYONE if may_issue(getattr(cast, who), own)} == {"giang", "quan"}
    assert {who for who in EVERYONE if may_draft(getattr(cast, who), common)} == {"quan"}
    assert {who for who in EVERYONE if may_issue(getattr(cast, who), common)} == {"quan"}


@pytest.mark.parametrize("who", ["an", "binh", "chi", "hoa"])
def test_others_change_nothing(cast, who):
    own, first = draft(cast), theme(draft(cast, code="K-2026"), "Kinh tế")
    given, said = by(cast, who), ThemeWords(name="Khác", common="ECONOMY", code="k-khac")
    for verb, more in (
        (schemes.write_scheme, {"scheme": own, "edition": 4, "words": words(name="Khác")}),
        (schemes.add_theme, {"scheme": own, "edition": 4, "words": said}),
        (schemes.write_theme, {"theme": first, "edition": 4, "words": said}),
        (schemes.remove_theme, {"theme": first, "edition": 4}),
        (schemes.arrange_themes, {"scheme": own, "edition": 4, "order": []}),
        (schemes.begin_scheme, {"unit": cast.province, "words": words(code="X")}),
        (schemes.begin_scheme, {"unit": None, "words": words(code="X")}),
    ):
        with pytest.raises(CannotDraft, match="Bạn không được"):
            verb(**more, **given)
    assert names(own) == ["Kinh tế", "Văn hóa - xã hội", "Đoàn thể"]


def test_a_theme_gets_a_code_from_its_scheme_and_its_name(cast):
    own = draft(cast)
    assert codes(own) == ["lv2026-kinh-te", "lv2026-van-hoa-xa-hoi", "lv2026-doan-the"]
    add(cast, own, name="Kinh tế", common="ECONOMY")
    assert codes(own)[3:] == ["lv2026-kinh-te-2"]


def test_a_new_theme_is_known_by_its_name_from_an_earlier_scheme(cast):
    Theme.objects.create(
        scheme=make.scheme(), code="z-quoc-phong", name="Quốc phòng,  an ninh", order=9, common="DEFENCE"
    )
    assert add(cast, draft(cast), name="QUỐC PHÒNG, AN NINH").code == "lv2026-quoc-phong"


@pytest.mark.parametrize(
    ("scheme", "tails", "got"),
    [
        ("A+", ["kinh-te"], ["ap-kinh-te"]),
        ("Bộ 2027", ["x", "x"], ["bo2027-x", "bo2027-x-2"]),
        ("!", ["x"], ["lv-x"]),
        ("CHUA", ["ghi"], ["chua-ghi-2"]),
        ("BG-2027-LAN-HAI-NUA", ["t" * 30], ["bg2027lanhai-ttttttttttttt-2"]),
    ],
)
def test_proposed_codes_are_free_and_fit(db, scheme, tails, got):
    assert scheme_codes.proposed(scheme, tails) == got
    assert all(scheme_codes.SHAPE.fullmatch(code) and len(code) <= 30 for code in got)


def test_a_copy_says_the_same_under_new_codes_that_remember_the_old(cast):
    source = draft(cast)
    write(cast, theme(source, "Đoàn thể"), code="lv2026-to-chuc", aliases=["MTTQ"], short_name="ĐT")
    ThemeScheme.objects.filter(pk=source.pk).update(issued_at=make.NOON)
    before = list(Theme.objects.filter(scheme=source).order_by("pk").values())

    made = next_year(cast, ThemeScheme.objects.get(pk=source.pk))

    assert codes(made) == ["lv2027-kinh-te", "lv2027-van-hoa-xa-hoi", "lv2027-to-chuc"]
    last = theme(made, "Đoàn thể")
    assert (last.aliases, last.short_name, last.common, made.copied_from_id) == (["MTTQ"], "ĐT", "POLITICS", source.pk)
    assert list(Theme.objects.filter(scheme=source).order_by("pk").values()) == before
    assert broken_links() == []


def test_only_an_issued_scheme_is_copied(cast):
    with pytest.raises(CannotDraft, match="đã ban hành"):
        next_year(cast, draft(cast))


@pytest.mark.parametrize("code", ["", "Kinh-te", "kinhte", "-kinh", "lv-", "lv kinh", "lv-kinh-tế", "chua-ghi"])
def test_a_code_of_another_shape_is_refused_at_its_field(cast, code):
    own = draft(cast)
    with pytest.raises(FieldRefused, match="Mã chỉ gồm") as refusal:
        write(cast, theme(own, "Kinh tế"), code=code)
    assert refusal.value.field == "code"


def test_a_code_that_is_taken_is_refused_with_where_it_stands(cast):
    issued(cast)
    own = draft(cast, **IN_2027)
    with pytest.raises(FieldRefused, match="đã dùng cho lĩnh vực 3, “Đoàn thể”"):
        write(cast, theme(own, "Kinh tế"), code="lv2027-doan-the")
    with pytest.raises(FieldRefused, match="đã dùng cho một bộ lĩnh vực khác"):
        write(cast, theme(own, "Kinh tế"), code="lv2026-kinh-te")
    with pytest.raises(FieldRefused, match="Mã LV-2026 đã dùng"):
        schemes.write_scheme(scheme=own, edition=edition(own), words=words(), **by(cast))


@pytest.mark.parametrize("common", ["", "HEALTH"])
def test_a_theme_outside_the_common_four_is_refused(cast, common):
    own = draft(cast)
    with pytest.raises(CannotDraft, match="Thuộc lĩnh vực chung"):
        add(cast, own, common=common)
    assert len(names(own)) == 3


def test_themes_are_put_in_order_and_taken_away(cast):
    own = draft(cast)
    first, second, third = own.themes.order_by("order").values_list("pk", flat=True)
    given = {"scheme": own, **by(cast)}
    schemes.arrange_themes(order=[third, first, second], edition=4, **given)
    schemes.remove_theme(theme=theme(own, "Kinh tế"), edition=5, **by(cast))

    assert list(own.themes.order_by("order").values_list("name", "order")) == [("Đoàn thể", 1), ("Văn hóa - xã hội", 2)]
    with pytest.raises(StaleDraft):
        schemes.arrange_themes(order=[third, second, first], edition=6, **given)


def test_a_theme_that_models_stand_under_stays(cast):
    own = draft(cast)
    make.dossier(cast.village, cast.campaign, theme=theme(own, "Kinh tế"))
    with pytest.raises(CannotDraft, match="Đã có mô hình ghi lĩnh vực «Kinh tế»"):
        schemes.remove_theme(theme=theme(own, "Kinh tế"), edition=edition(own), **by(cast))
    assert len(names(own)) == 3


def test_the_second_of_two_writers_is_told(cast):
    own = draft(cast)
    add(cast, own)
    with pytest.raises(StaleDraft):
        schemes.write_scheme(scheme=own, edition=4, words=words(name="Khác"), **by(cast))


def test_an_issued_scheme_is_refused_by_the_code_too(cast):
    own = issued(cast)
    for call in (
        lambda: add(cast, own), lambda: write(cast, theme(own, "Kinh tế"), name="Khác"),
        lambda: schemes.remove_theme(theme=theme(own, "Kinh tế"), edition=4, **by(cast)),
    ):  # fmt: skip
        with pytest.raises(CannotDraft, match="đã ban hành, không sửa được"):
            call()


def test_a_scheme_needs_a_theme_and_a_first_day(cast):
    own = draft(cast, themes=(), valid_from=None)
    assert places(own) == [("", "Bộ lĩnh vực chưa có lĩnh vực nào."), ("valid_from", "Cần ghi ngày bắt đầu áp dụng.")]
    assert places(draft(cast, code="K", valid_to=date(2025, 1, 1))) == [
        ("valid_to", "Ngày kết thúc trước ngày bắt đầu áp dụng.")
    ]


@pytest.mark.parametrize(
    ("begins", "ends", "free"),
    [
        (date(2027, 1, 1), None, True),
        (date(2025, 1, 1), date(2025, 12, 31), True),
        (date(2026, 12, 31), None, False),
        (date(2025, 1, 1), date(2026, 1, 1), False),
        (date(2025, 1, 1), None, False),
        (date(2026, 5, 1), date(2026, 6, 1), False),
    ],
)
def test_no_two_issued_schemes_of_a_body_hold_on_one_day(cast, begins, ends, free):
    issued(cast)
    own = draft(cast, code="LV-2", valid_from=begins, valid_to=ends)
    told = "«Lĩnh vực năm 2026» đã ban hành, áp dụng từ 01/01/2026 đến 31/12/2026. "
    assert places(own) == ([] if free else [("valid_from", f"{told}Hãy đổi ngày, hoặc cho bộ ấy thôi áp dụng.")])


def test_other_bodies_and_the_common_schemes_stand_side_by_side(cast):
    issued(cast)
    other = draft(cast, code="LV-2")
    ThemeScheme.objects.filter(pk=other.pk).update(unit=cast.east)
    assert places(ThemeScheme.objects.get(pk=other.pk)) == []
    assert places(make.scheme()) == []


def test_one_way_of_writing_never_means_two_themes(cast):
    own = draft(cast)
    write(cast, theme(own, "Kinh tế"), aliases=["Phát triển kinh tế"])
    write(cast, theme(own, "Đoàn thể"), aliases=["phát triển  KINH TẾ", "Văn hoá - xã hội", "MTTQ"])
    last = f"theme-{theme(own, 'Đoàn thể').pk}"
    assert places(own) == [
        (last, "Lĩnh vực 3: “phát triển KINH TẾ” đã chỉ lĩnh vực 1, “Kinh tế”."),
        (last, "Lĩnh vực 3: “Văn hoá - xã hội” đã chỉ lĩnh vực 2, “Văn hóa - xã hội”."),
    ]


def test_a_scheme_is_issued_once_by_those_who_may_as_they_saw_it(cast):
    own = draft(cast)
    with pytest.raises(CannotIssue, match="Bạn không được"):
        issue_scheme(scheme=own, **by(cast, "dung"))
    with pytest.raises(CannotIssue, match="vừa được người khác sửa"):
        issue_scheme(scheme=own, edition=3, **by(cast, "giang"))
    issue_scheme(scheme=own, edition=4, **by(cast, "giang"))

    assert ThemeScheme.objects.get(pk=own.pk).issued_at == make.NOON
    assert Event.objects.get(verb="issue").actor == cast.giang
    assert broken_links() == []
    with pytest.raises(CannotIssue, match="đã ban hành"):  # the object still says otherwise
        issue_scheme(scheme=own, **by(cast, "giang"))


def test_what_is_not_fit_is_not_issued(cast):
    with pytest.raises(CannotIssue, match="chưa có lĩnh vực nào"):
        issue_scheme(scheme=make.scheme(()), **by(cast, "quan"))
    with pytest.raises(CannotIssue, match="Bạn không được"):
        issue_scheme(scheme=make.scheme(), **by(cast, "giang"))


def test_the_last_day_of_an_issued_scheme_only_comes_nearer(cast):
    own = issued(cast, valid_to=None)
    schemes.end_scheme(scheme=own, on=date(2026, 6, 30), **by(cast, "giang"))
    assert places(draft(cast, code="LV-2", valid_from=date(2026, 7, 1))) == []
    for on, sentence in (
        (date(2025, 12, 31), "áp dụng từ 01/01/2026"),
        (date(2026, 7, 1), "chỉ áp dụng đến 30/6/2026"),
    ):
        with pytest.raises(CannotIssue, match=sentence):
            schemes.end_scheme(scheme=own, on=on, **by(cast, "giang"))
    with pytest.raises(CannotIssue, match="Bạn không được"):
        schemes.end_scheme(scheme=own, on=date(2026, 5, 1), **by(cast, "dung"))
    with pytest.raises(CannotIssue, match="Chỉ bộ đã ban hành"):
        schemes.end_scheme(scheme=draft(cast, code="LV-3"), on=date(2026, 5, 1), **by(cast, "giang"))
    assert ThemeScheme.objects.get(pk=own.pk).valid_to == date(2026, 6, 30)


def test_what_became_of_each_theme(cast):
    old = issued(cast, themes=(("Kinh tế", "ECONOMY"), ("Văn hóa", "SOCIETY"), ("Đoàn thể", "POLITICS"),
                               ("Cốt cán", "POLITICS")))  # fmt: skip
    new = next_year(cast, old)
    write(cast, theme(new, "Văn hóa"), name="Văn hóa, du lịch")
    write(cast, theme(new, "Đoàn thể"), common="SOCIETY")
    schemes.remove_theme(theme=theme(new, "Cốt cán"), edition=edition(new), **by(cast))
    add(cast, new)

    told = [(one.fate, one.before and one.before.name, one.after and one.after.name) for one in pair_themes(old, new)]

    assert told == [
        (Fate.SAME, "Kinh tế", "Kinh tế"), (Fate.RENAMED, "Văn hóa", "Văn hóa, du lịch"),
        (Fate.MOVED, "Đoàn thể", "Đoàn thể"), (Fate.ADDED, None, "Quốc phòng - an ninh"),
        (Fate.REMOVED, "Cốt cán", None),
    ]  # fmt: skip
    assert [one.common for one in gathered(old, new) if one.is_broken] == [CommonTheme.DEFENCE, CommonTheme.POLITICS]


def test_the_same_name_tells_more_than_the_code(cast):
    old = issued(cast, themes=(("Kinh tế", "ECONOMY"), ("Nông thôn mới", "ECONOMY")))
    new = next_year(cast, old)
    write(cast, theme(new, "Kinh tế"), name="Tạm")
    write(cast, theme(new, "Nông thôn mới"), name="Kinh tế")

    told = [(one.before and one.before.name, one.after and one.after.name) for one in pair_themes(old, new)]

    assert told == [(None, "Tạm"), ("Kinh tế", "Kinh tế"), ("Nông thôn mới", None)]
