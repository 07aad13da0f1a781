"""The name of an individual, as tables typed by hand: when it is public, and what stands in its place."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.dossiers.content import settle
from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import (
    printed_holder,
    printed_text,
    public_holder,
    public_text,
    public_title,
    without_name,
)
from tests import make

LAN = "Bà Nông Thị Lan, thôn Nà Pài"


@pytest.mark.parametrize(("name", "text", "told"), [
    (LAN, "Mô hình của bà Nông Thị  Lan nuôi lợn", "Mô hình của một cá nhân nuôi lợn"),
    (LAN, "NÔNG THỊ LAN trồng rừng", "Một cá nhân trồng rừng"),
    (LAN, "Nong thi lan trồng rừng", "Một cá nhân trồng rừng"),
    (LAN, "Nông Thị Lan trồng rừng. Bà Lan kể: bà Thị Lan vui.",
     "Một cá nhân trồng rừng. Cá nhân này kể: Cá nhân này vui."),
    (LAN, "Vườn hoa lan ở thôn", "Vườn hoa lan ở thôn"),
    (LAN, "Ông Nông Văn Lan", "Ông Nông Văn Lan"),
    (LAN, "Nông Thị Lân", "Nông Thị Lân"),
    (LAN, "No\u0302ng Thị Lan", "Một cá nhân"),
    (LAN, "đồng chí Nông Thị Lan, bí thư", "Một cá nhân, bí thư"),
    ("Hộ ông Lê Văn Ân", "Vườn của ông Lê Văn Ân", "Vườn của một cá nhân"),
    ("Trần Anh Tuấn", "Anh Tuấn và Trần Anh Tuấn", "Cá nhân này và một cá nhân"),
    ("An", "An ninh, an toàn; bà An", "Một cá nhân ninh, an toàn; một cá nhân"),
    ("", "Không có tên", "Không có tên"),
])  # fmt: skip
def test_words_stand_in_the_place_of_a_name(name, text, told):
    assert without_name(text, name) == told


PERSON = {"holder_kind": Holder.INDIVIDUAL, "holder_name": LAN, "title": "Nông Thị Lan giúp hộ nghèo"}
SHOWN, DAY = "Nông Thị Lan giúp hộ nghèo", date(2026, 3, 5)
# kind, recognised, hidden, its holder, its title
PUBLIC = [
    (Holder.COLLECTIVE, None, False, LAN, SHOWN),
    (Holder.COLLECTIVE, DAY, True, LAN, SHOWN),
    (Holder.INDIVIDUAL, None, False, "", "Một cá nhân giúp hộ nghèo"),
    (Holder.INDIVIDUAL, None, True, "", "Một cá nhân giúp hộ nghèo"),
    (Holder.INDIVIDUAL, DAY, False, LAN, SHOWN),
    (Holder.INDIVIDUAL, DAY, True, "Một cá nhân", "Một cá nhân giúp hộ nghèo"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "day", "hidden", "holder", "title"), PUBLIC)
def test_an_individual_is_named_from_recognition_on_until_hidden(kind, day, hidden, holder, title):
    dossier = Dossier(
        **{**PERSON, "holder_kind": kind}, recognised_on=day, name_hidden_at=make.NOON if hidden else None
    )

    assert (public_holder(dossier), public_title(dossier)) == (holder, title)
    gone = hidden and kind == Holder.INDIVIDUAL
    assert printed_holder(dossier, "Bà Lan") == ("Một cá nhân" if gone else "Bà Lan")
    assert printed_text(dossier, SHOWN) == ("Một cá nhân giúp hộ nghèo" if gone else SHOWN)


def test_another_spelling_printed_once_is_replaced_too():
    dossier = Dossier(**PERSON, recognised_on=DAY, name_hidden_at=make.NOON)

    assert public_text(dossier, "Trước ghi Nông Thị Lam", "Nông Thị Lam") == "Trước ghi một cá nhân"


@pytest.mark.parametrize(("hidden", "open_part", "later"), [(False, False, True), (True, False, False)])
def test_a_hidden_name_is_not_searched_and_an_open_one_only_after_recognition(cast, hidden, open_part, later):
    method = "Bà Nông Thị Lan làm trước"
    dossier = make.dossier(cast.village, cast.campaign, **PERSON, method=method)
    dossier.name_hidden_at = make.NOON if hidden else None
    settle(dossier)

    parts = dossier.search.split("|")
    assert ["nong thi lan" in part for part in parts] == [open_part, later]
